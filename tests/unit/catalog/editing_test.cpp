// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/catalog/loans.hpp"
#include "schema/core/json.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// "field: before → after" of each change.
std::vector<std::string> changes(Catalog& catalog, const ReferenceCode& record)
{
    std::vector<std::string> lines;
    for (const auto& change : must(catalog.history(record)))
        lines.push_back(change.field + ": " + change.before + " → " + change.after);
    return lines;
}

}  // namespace

TEST_CASE("An edit keeps one line of history a changed field")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "001"), stamp()));
    must(catalog->add_party(party("甲公司", "甲"), stamp()));
    auto record = contract("旧题名", "x");
    record.metadata.tags = {"b", "a"};
    const auto filed = must(catalog->file_record(record, stamp()));
    must(catalog->settle(must(catalog->owed(0, 10))));

    RecordEdit edit;
    edit.title = "新题名";
    edit.folder = "001";
    edit.party = "甲";
    edit.date = std::optional<Date>();
    edit.grade = Grade::C;
    edit.amount = std::optional(Amount{123450});
    edit.currency = "CNY";
    edit.note = "";
    edit.add_tags = {"c"};
    edit.remove_tags = {" a ", "unknown"};
    must(catalog->edit_record(filed.code, edit, stamp("carol", 1'700'000'005'000)));

    CHECK(changes(*catalog, filed.code) ==
          std::vector<std::string>{"title: 旧题名 → 新题名", "folder:  → 001", "party:  → 甲公司", "date: 2024-03-05 → ",
                                   "grade: B → C", "amount:  → 1234.50", "currency:  → CNY", "tags: a, b → b, c"});
    const auto history = must(catalog->history(filed.code));
    CHECK(history.at(0).actor == "carol");
    CHECK(to_iso8601(history.at(0).at) == "2023-11-14T22:13:25.000Z");

    const auto after = must(catalog->record(filed.code));
    CHECK(after.code == filed.code);
    CHECK(after.revision == 2);
    CHECK(after.metadata.title == "新题名");
    CHECK(after.metadata.party == "甲公司");
    CHECK_FALSE(after.metadata.date);
    CHECK(after.metadata.tags == std::vector<std::string>{"b", "c"});
    const auto owed = must(catalog->owed(0, 10));
    REQUIRE(owed.size() == 1);
    CHECK(owed[0].revision == 2);

    const auto last = must(catalog->events(must(catalog->tallies()).events - 1, 1)).at(0);
    CHECK(last.action == "record.edited");
    CHECK(last.subject == filed.code.text());
    const auto title = must(Json::parse(last.detail)).get("title");
    CHECK(title.get("before").text() == "旧题名");
    CHECK(title.get("after").text() == "新题名");
    CHECK(check(*catalog).empty());
}

TEST_CASE("An edit that changes nothing is ok and leaves nothing")
{
    SampleCatalog catalog;
    auto record = contract("same", "x");
    record.metadata.tags = {"t"};
    const auto filed = must(catalog->file_record(record, stamp()));
    must(catalog->settle(must(catalog->owed(0, 10))));
    const auto events = must(catalog->tallies()).events;

    RecordEdit edit;
    edit.title = " same ";
    edit.grade = Grade::B;
    edit.date = std::optional(day("2024-03-05"));
    edit.add_tags = {"t"};
    edit.remove_tags = {"not there"};
    must(catalog->edit_record(filed.code, edit, stamp()));
    must(catalog->edit_record(filed.code, RecordEdit{}, stamp()));
    CHECK(must(catalog->tallies()).events == events);
    CHECK(must(catalog->tallies()).owed == 0);
    CHECK(must(catalog->record(filed.code)).revision == 1);
    CHECK(must(catalog->history(filed.code)).empty());
}

TEST_CASE("Another category or date never changes the reference code")
{
    SampleCatalog catalog;
    const auto filed = must(catalog->file_record(contract("a", "a"), stamp()));
    RecordEdit edit;
    edit.category = "FP";
    edit.date = std::optional(day("2001-01-01"));
    must(catalog->edit_record(filed.code, edit, stamp()));
    const auto after = must(catalog->record(filed.id));
    CHECK(after.code == filed.code);
    CHECK(after.metadata.category == "FP");
    CHECK(must(catalog->category("HT")).records == 0);
    CHECK(must(catalog->category("FP")).records == 1);
    // The next contract gets the next number, not this one.
    CHECK(catalog.file("b") == "J001-HT·2024-D30-0002");
    ListRequest of_2001;
    of_2001.year = 2001;
    CHECK(must(catalog->list(of_2001)).size() == 1);
    CHECK(check(*catalog).empty());
}

TEST_CASE("Without its date a record counts in the year of its filing again")
{
    SampleCatalog catalog;
    auto record = contract("a", "a");
    record.year = 2022;
    const auto filed = must(catalog->file_record(record, stamp()));
    RecordEdit edit;
    edit.date = std::optional<Date>();
    must(catalog->edit_record(filed.code, edit, stamp()));
    ListRequest of_2022;
    of_2022.year = 2022;
    CHECK(must(catalog->list(of_2022)).size() == 1);
}

TEST_CASE("A folder is looked up in the category the record goes to")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "001"), stamp()));
    auto record = contract("a", "a");
    record.metadata.folder = "001";
    const auto filed = must(catalog->file_record(record, stamp()));

    RecordEdit edit;
    edit.category = "FP";
    edit.folder = "001";
    const auto problem = refused(catalog->edit_record(filed.code, edit, stamp()));
    CHECK(problem.kind == ErrorKind::not_found);
    CHECK(must(catalog->record(filed.code)).metadata.category == "HT");

    must(catalog->add_folder(folder("FP", "001"), stamp()));
    // A folder of the same number in another category is another folder: nobody has said that it goes there.
    edit.folder.reset();
    const auto unsaid = refused(catalog->edit_record(filed.code, edit, stamp()));
    CHECK(unsaid.kind == ErrorKind::refused);
    CHECK(unsaid.hint.en.find("--folder") != std::string::npos);
    CHECK(must(catalog->record(filed.code)).metadata.category == "HT");
    edit.folder = "001";
    must(catalog->edit_record(filed.code, edit, stamp()));
    CHECK(must(catalog->folder("HT", "001")).records == 0);
    CHECK(must(catalog->folder("FP", "001")).records == 1);

    edit.folder = "";
    must(catalog->edit_record(filed.code, edit, stamp()));
    CHECK(must(catalog->record(filed.code)).metadata.folder.empty());
    CHECK(must(catalog->folder("FP", "001")).records == 0);
}

TEST_CASE("Lines added to a note come behind what is there when they are written, and history has them")
{
    SampleCatalog catalog;
    const auto filed = must(catalog->file_record(contract("a", "a"), stamp()));
    for (const char* line : {"one", "two", "three"}) {
        RecordEdit edit;
        edit.append_note = line;
        must(catalog->edit_record(filed.code, edit, stamp()));
    }
    CHECK(must(catalog->record(filed.code)).metadata.note == "one\ntwo\nthree");
    const auto history = must(catalog->history(filed.code));
    REQUIRE(history.size() == 3);
    CHECK(history.back().before == "one\ntwo");
    CHECK(history.back().after == "one\ntwo\nthree");
}

TEST_CASE("A record in a closed folder can be edited, but none can be moved there")
{
    SampleCatalog catalog;
    const auto closed = folder("HT", "001");
    must(catalog->add_folder(closed, stamp()));
    auto inside = contract("inside", "inside");
    inside.metadata.folder = "001";
    const auto in = must(catalog->file_record(inside, stamp()));
    const auto out = must(catalog->file_record(contract("outside", "outside"), stamp()));
    FolderEdit edit;
    edit.open = false;
    edit.reason = "as it is";
    must(catalog->edit_folder("HT", "001", edit, stamp()));

    RecordEdit title;
    title.title = "better title";
    must(catalog->edit_record(in.code, title, stamp()));
    RecordEdit move;
    move.folder = "001";
    CHECK(refused(catalog->edit_record(out.code, move, stamp())).kind == ErrorKind::refused);
}

TEST_CASE("Nothing leaves a closed folder by an edit either, and nothing comes into one that is filed")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "001"), stamp()));
    must(catalog->add_folder(folder("HT", "002"), stamp()));
    auto inside = contract("inside", "inside");
    inside.metadata.folder = "001";
    const auto in = must(catalog->file_record(inside, stamp())).code;
    FolderEdit close;
    close.open = false;
    close.reason = "as it is";
    must(catalog->edit_folder("HT", "001", close, stamp()));
    RecordEdit out, away, elsewhere;
    out.folder = "";
    away.folder = "002";
    elsewhere.category = "FP";
    elsewhere.folder = "";
    for (const RecordEdit& edit : {out, away, elsewhere}) {
        const Error problem = refused(catalog->edit_record(in, edit, stamp()));
        CHECK(problem.kind == ErrorKind::refused);
        CHECK(problem.where == "HT/001");
    }
    auto another = contract("another", "another");
    another.metadata.folder = "001";
    CHECK(refused(catalog->file_record(another, stamp())).kind == ErrorKind::refused);
    CHECK(must(catalog->folder("HT", "001")).records == 1);
    CHECK(check(*catalog).empty());
}

TEST_CASE("Nothing leaves a folder that is out, or comes into it, and no paper that is out goes into one")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "001"), stamp()));
    must(catalog->add_folder(folder("HT", "002"), stamp()));
    auto inside = contract("inside", "inside");
    inside.metadata.folder = "001";
    inside.metadata.page_range = {1, 3};
    const auto in = must(catalog->file_record(inside, stamp())).code;
    const auto loose = must(catalog->file_record(contract("loose", "loose"), stamp())).code;
    Loans loans(*catalog);
    const auto lend = [&](const PaperName& paper) {
        NewLoan loan;
        loan.paper = paper;
        loan.reader = "王芳";
        loan.purpose = "审计";
        loan.due = day("2024-06-30");
        must(loans.lend(loan, day("2024-06-01"), stamp()));
    };
    const auto goes = [&](const ReferenceCode& record, const std::string& number) {
        RecordEdit edit;
        edit.folder = number;
        return catalog->edit_record(record, edit, stamp());
    };
    lend({"HT", "001"});
    CHECK(refused(goes(in, "002")).kind == ErrorKind::refused);
    CHECK(refused(goes(in, "")).kind == ErrorKind::refused);
    CHECK(refused(goes(loose, "001")).kind == ErrorKind::refused);
    auto another = contract("another", "another");
    another.metadata.folder = "001";
    CHECK(refused(catalog->file_record(another, stamp())).kind == ErrorKind::refused);
    CHECK(refused(catalog->check_new(another.metadata)).kind == ErrorKind::refused);
    lend({"", loose.text()});
    CHECK(refused(goes(loose, "002")).kind == ErrorKind::refused);
    RecordEdit title;
    title.title = "what is said of it may change";
    must(catalog->edit_record(in, title, stamp()));
    LoanReturn back;
    back.condition = "good";
    back.pages = 3;
    must(loans.give_back({"HT", "001"}, back, stamp()));
    must(goes(in, "002"));
    CHECK(must(catalog->record(in)).metadata.page_range == PageRange());
    CHECK(check(*catalog).empty());
}

TEST_CASE("A new date is one that the category takes, as when it was filed")
{
    SampleCatalog catalog;
    const auto filed = must(catalog->file_record(contract("a", "a"), stamp())).code;
    CategoryEdit from;
    from.effective_from = std::optional(day("2024-01-01"));
    must(catalog->edit_category("HT", from, stamp()));
    RecordEdit edit;
    edit.date = std::optional(day("2023-12-31"));
    CHECK(refused(catalog->edit_record(filed, edit, stamp())).kind == ErrorKind::refused);
    edit.date = std::optional(day("2024-01-01"));
    must(catalog->edit_record(filed, edit, stamp()));
    // One that does not fit any more may be corrected otherwise.
    from.effective_from = std::optional(day("2025-01-01"));
    must(catalog->edit_category("HT", from, stamp()));
    RecordEdit title;
    title.title = "b";
    must(catalog->edit_record(filed, title, stamp()));
}

TEST_CASE("An edit that is refused leaves no party behind, and one that is made adds it")
{
    SampleCatalog catalog;
    const auto filed = must(catalog->file_record(contract("a", "a"), stamp())).code;
    RecordEdit edit;
    edit.party = "新公司";
    CHECK(refused(catalog->edit_record(filed, edit, stamp())).kind == ErrorKind::not_found);
    edit.new_party_initials = "xgs";
    edit.folder = "009";
    CHECK(refused(catalog->edit_record(filed, edit, stamp())).kind == ErrorKind::not_found);
    CHECK(must(catalog->party_count()) == 0);
    edit.folder.reset();
    must(catalog->edit_record(filed, edit, stamp()));
    CHECK(must(catalog->party("新公司")).initials == "xgs");
    CHECK(must(catalog->record(filed)).metadata.party == "新公司");
    CHECK(check(*catalog).empty());
}

TEST_CASE("An edit that cannot be is refused whole")
{
    SampleCatalog catalog;
    const auto filed = must(catalog->file_record(contract("a", "a"), stamp()));
    RecordEdit edit;
    edit.note = "new note";
    edit.title = "  ";
    CHECK(refused(catalog->edit_record(filed.code, edit, stamp())).kind == ErrorKind::usage);
    edit.title.reset();
    edit.party = "nobody";
    CHECK(refused(catalog->edit_record(filed.code, edit, stamp())).kind == ErrorKind::not_found);
    CHECK(must(catalog->record(filed.code)).metadata.note.empty());
    const auto unknown = refused(catalog->edit_record(code("J001-HT·2024-D30-0099"), RecordEdit{}, stamp()));
    CHECK(unknown.kind == ErrorKind::not_found);
    CHECK(unknown.where == "J001-HT·2024-D30-0099");
}

TEST_CASE("Attaching adds a component with history, event and a debt to the index")
{
    SampleCatalog catalog;
    const auto filed = must(catalog->file_record(contract("a", "a"), stamp()));
    must(catalog->settle(must(catalog->owed(0, 10))));
    must(catalog->attach(filed.code, attachment("annex", "附件.txt"), stamp("bob")));

    const auto record = must(catalog->record(filed.code));
    REQUIRE(record.components.size() == 2);
    CHECK(record.components[0].role == ComponentRole::original);
    CHECK(record.components[1].role == ComponentRole::attachment);
    CHECK(record.components[1].file_name == "附件.txt");
    CHECK(record.revision == 2);
    CHECK(changes(*catalog, filed.code) == std::vector<std::string>{"attachment:  → 附件.txt"});
    CHECK(must(catalog->owed(0, 10)).at(0).revision == 2);
    const auto last = must(catalog->events(must(catalog->tallies()).events - 1, 1)).at(0);
    CHECK(last.action == "record.attached");
    CHECK(must(Json::parse(last.detail)).get("digest").text() == Digest::of("annex").hex());
}

TEST_CASE("The same bytes are attached to a record once, and it has one original")
{
    SampleCatalog catalog;
    const auto filed = must(catalog->file_record(contract("a", "a"), stamp()));
    const auto other = must(catalog->file_record(contract("b", "b"), stamp()));
    must(catalog->attach(filed.code, attachment("annex", "1"), stamp()));
    CHECK(refused(catalog->attach(filed.code, attachment("annex", "2"), stamp())).kind == ErrorKind::duplicate);
    CHECK(refused(catalog->attach(filed.code, attachment("a", "original again"), stamp())).kind == ErrorKind::duplicate);
    must(catalog->attach(other.code, attachment("annex", "1"), stamp()));
    auto original = attachment("new", "new");
    original.role = ComponentRole::original;
    CHECK(refused(catalog->attach(filed.code, original, stamp())).kind == ErrorKind::usage);
    auto derivative = attachment("text layer", "layer.pdf");
    derivative.role = ComponentRole::derivative;
    must(catalog->attach(filed.code, derivative, stamp()));
    CHECK(must(catalog->record(filed.code)).components.size() == 3);
    CHECK(refused(catalog->attach(code("X-1"), attachment("z", "z"), stamp())).kind == ErrorKind::not_found);
    CHECK(check(*catalog).empty());
}

TEST_CASE("A page alone is where a paper begins, in whatever order its pages and their number are said")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "001"), stamp()));
    const auto filed = [&](const std::string& title, PageRange range, std::int32_t counted) {
        auto record = contract(title, title);
        record.metadata.folder = "001";
        record.metadata.page_range = range;
        record.metadata.paper_pages = counted;
        return catalog->file_record(record, stamp());
    };
    const auto range_of = [&](const ReferenceCode& code) { return must(catalog->record(code)).metadata.page_range; };
    const auto counted_of = [&](const ReferenceCode& code) { return must(catalog->record(code)).metadata.paper_pages; };
    CHECK(refused(filed("x", {5, 5}, 3)).kind == ErrorKind::usage);
    CHECK(range_of(must(filed("a", {5, 0}, 3)).code) == PageRange{5, 7});
    const auto one = must(filed("b", {5, 5}, 0)).code;
    CHECK(counted_of(one) == 1);
    const auto begins = must(filed("c", {5, 0}, 0)).code;
    CHECK(range_of(begins) == PageRange{5, 0});
    const auto edit = [&](const ReferenceCode& code, std::optional<PageRange> range, std::optional<std::int32_t> counted) {
        RecordEdit wanted;
        wanted.page_range = range;
        wanted.paper_pages = counted;
        return catalog->edit_record(code, wanted, stamp());
    };
    CHECK(refused(edit(one, {}, 3)).kind == ErrorKind::usage);
    CHECK(refused(edit(one, PageRange{5, 5}, 3)).kind == ErrorKind::usage);
    must(edit(one, {}, 0));
    CHECK(range_of(one) == PageRange{5, 0});
    must(edit(one, PageRange{5, 5}, {}));
    CHECK(counted_of(one) == 1);
    must(edit(begins, {}, 3));
    CHECK(range_of(begins) == PageRange{5, 7});
    CHECK(refused(edit(begins, PageRange{5, 5}, {})).kind == ErrorKind::usage);
    must(edit(begins, PageRange{6, 0}, {}));
    CHECK(range_of(begins) == PageRange{6, 8});
    must(edit(begins, {}, 0));
    CHECK(range_of(begins) == PageRange{6, 8});
    // An end that is known stays.
    const auto revision = must(catalog->record(begins)).revision;
    must(edit(begins, PageRange{6, 0}, {}));
    CHECK(must(catalog->record(begins)).revision == revision);
    must(edit(begins, PageRange{6, 0}, 4));
    CHECK(range_of(begins) == PageRange{6, 9});
    CHECK(refused(edit(begins, PageRange{largest_page_number, 0}, {})).kind == ErrorKind::usage);
    CHECK(check(*catalog).empty());
}
