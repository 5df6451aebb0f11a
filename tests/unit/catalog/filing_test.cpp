// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/core/json.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("Filing assigns consecutive codes within a sequence")
{
    SampleCatalog catalog;
    CHECK(catalog.file("one") == "J001-HT·2024-D30-0001");
    CHECK(catalog.file("two") == "J001-HT·2024-D30-0002");

    auto invoice = contract("invoice", "invoice");
    invoice.metadata.category = "FP";
    CHECK(must(catalog->file_record(invoice, stamp())).code.text() == "J001-FP·2024-D30-0001");

    auto older = contract("older", "older");
    older.metadata.date = day("2019-12-31");
    CHECK(must(catalog->file_record(older, stamp())).code.text() == "J001-HT·2019-D30-0001");
    CHECK(check(*catalog).empty());
}

TEST_CASE("The year of a code is the document's, else the one that was given, else that of filing")
{
    SampleCatalog catalog;
    auto undated = contract("a", "a");
    undated.metadata.date.reset();
    undated.year = 2021;
    CHECK(must(catalog->file_record(undated, stamp())).code.text() == "J001-HT·2021-D30-0001");

    auto neither = contract("b", "b");
    neither.metadata.date.reset();
    CHECK(must(catalog->file_record(neither, stamp())).code.text() == "J001-HT·2023-D30-0001");

    auto dated = contract("c", "c");
    dated.year = 2021;
    CHECK(must(catalog->file_record(dated, stamp())).code.text() == "J001-HT·2024-D30-0001");
}

TEST_CASE("A filed record reads back as it was given")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "001"), stamp()));
    must(catalog->add_party(party("华为技术有限公司"), stamp()));
    auto given = contract("采购合同", "the bytes");
    given.metadata.folder = "001";
    given.metadata.party = "华为技术有限公司";
    given.metadata.grade = Grade::A;
    given.metadata.number = "CG-2024-018";
    given.metadata.amount = Amount{-123450};
    given.metadata.currency = "CNY";
    given.metadata.note = "第一行\n第二行";
    given.metadata.tags = {"续签", "急件", "续签"};
    given.metadata.responsible = " 财务部\n";
    given.metadata.security = Security::confidential;
    given.metadata.unit = "bgs";
    given.metadata.project = "GC-03";
    given.metadata.paper_pages = 12;
    given.metadata.page_range = {3, 14};
    given.original.file_name = "\xFF\xFE broken\n.pdf";
    given.original.text = TextState::none;

    const auto filed = must(catalog->file_record(given, stamp("bob", 1'700'000'000'999)));
    const auto record = must(catalog->record(filed.code));
    CHECK(record.id == filed.id);
    CHECK(record.code == filed.code);
    CHECK(record.metadata.title == "采购合同");
    CHECK(record.metadata.category == "HT");
    CHECK(record.metadata.folder == "001");
    CHECK(record.metadata.party == "华为技术有限公司");
    REQUIRE(record.metadata.date);
    CHECK(record.metadata.date->text() == "2024-03-05");
    CHECK(record.metadata.grade == Grade::A);
    CHECK(record.metadata.number == "CG-2024-018");
    CHECK(record.metadata.amount == Amount{-123450});
    CHECK(record.metadata.currency == "CNY");
    CHECK(record.metadata.note == "第一行\n第二行");
    CHECK(record.metadata.tags == std::vector<std::string>{"急件", "续签"});
    CHECK(record.metadata.responsible == "财务部");
    CHECK(record.metadata.security == Security::confidential);
    CHECK(record.metadata.unit == "BGS");
    CHECK(record.metadata.project == "GC-03");
    CHECK(record.metadata.paper_pages == 12);
    CHECK(record.metadata.page_range == PageRange{3, 14});
    CHECK(record.revision == 1);
    CHECK(record.filed_by == "bob");
    CHECK(to_iso8601(record.filed_at) == "2023-11-14T22:13:20.999Z");
    REQUIRE(record.components.size() == 1);
    const auto& original = record.components[0];
    CHECK(original.role == ComponentRole::original);
    CHECK(original.digest == Digest::of("the bytes"));
    CHECK(original.size == 9);
    CHECK(original.media_type == "application/pdf");
    CHECK(original.file_name == "\xFF\xFE broken\n.pdf");
    CHECK(original.text == TextState::none);
    CHECK(original.added_at == record.filed_at);
    CHECK(must(catalog->history(filed.code)).empty());
}

TEST_CASE("A filing leaves one event that tells what was filed, and one debt to the index")
{
    SampleCatalog catalog;
    const auto before = must(catalog->tallies());
    const auto filed = must(catalog->file_record(contract("合同", "x"), stamp("bob")));
    const auto events = must(catalog->events(before.events, 10));
    REQUIRE(events.size() == 1);
    CHECK(events[0].action == "record.filed");
    CHECK(events[0].subject == filed.code.text());
    CHECK(events[0].actor == "bob");
    const auto detail = must(Json::parse(events[0].detail));
    CHECK(detail.get("title").text() == "合同");
    CHECK(detail.get("date").text() == "2024-03-05");
    CHECK(detail.get("digest").text() == Digest::of("x").hex());
    CHECK(detail.get("size").number() == 1);
    CHECK_FALSE(detail.has("note"));
    const auto owed = must(catalog->owed(0, 10));
    REQUIRE(owed.size() == 1);
    CHECK(owed[0].record == filed.id);
    CHECK(owed[0].revision == 1);
}

TEST_CASE("Bytes that are an original already are refused with the first code that holds them")
{
    SampleCatalog catalog;
    const auto first = must(catalog->file_record(contract("first", "same"), stamp()));
    auto again = contract("again", "same");
    const auto problem = refused(catalog->file_record(again, stamp()));
    CHECK(problem.kind == ErrorKind::duplicate);
    CHECK(problem.where == first.code.text());
    CHECK_FALSE(problem.hint.empty());

    again.duplicates = Duplicates::allowed;
    const auto second = must(catalog->file_record(again, stamp()));
    CHECK(second.code.text() == "J001-HT·2024-D30-0002");
    CHECK(must(catalog->codes_of(Digest::of("same"))) == std::vector{first.code, second.code});
    CHECK(refused(catalog->file_record(contract("third", "same"), stamp())).where == first.code.text());
    CHECK(must(catalog->tallies()).objects == 1);
}

TEST_CASE("Bytes known only as an attachment are no duplicate")
{
    SampleCatalog catalog;
    const auto first = must(catalog->file_record(contract("first", "original"), stamp()));
    must(catalog->attach(first.code, attachment("annex", "annex.txt"), stamp()));
    const auto second = must(catalog->file_record(contract("second", "annex"), stamp()));
    // What is known of the object stays as it was first seen.
    CHECK(must(catalog->record(second.code)).components.at(0).media_type == "text/plain");
}

TEST_CASE("An unknown party comes with its first record, and not with one that is refused")
{
    SampleCatalog catalog;
    auto first = contract("first", "same");
    first.metadata.party = "新单位";
    CHECK(refused(catalog->file_record(first, stamp())).kind == ErrorKind::not_found);
    first.new_party_initials = "xdw";
    const auto filed = must(catalog->file_record(first, stamp()));
    CHECK(must(catalog->record(filed.code)).metadata.party == "新单位");
    CHECK(must(catalog->party("新单位")).initials == "xdw");

    auto again = contract("again", "same");
    again.metadata.party = "他单位";
    again.new_party_initials = "tdw";
    const auto before = must(catalog->tallies()).events;
    must(catalog->transaction([&]() -> Result<void> {
        CHECK(refused(catalog->file_record(again, stamp())).kind == ErrorKind::duplicate);
        return {};
    }));
    CHECK(refused(catalog->party("他单位")).kind == ErrorKind::not_found);
    CHECK(must(catalog->tallies()).events == before);
}

TEST_CASE("The same digest with another size is a fixity failure")
{
    SampleCatalog catalog;
    must(catalog->file_record(contract("first", "same"), stamp()));
    auto lying = contract("lying", "same");
    lying.original.size = 99;
    lying.duplicates = Duplicates::allowed;
    CHECK(refused(catalog->file_record(lying, stamp())).kind == ErrorKind::fixity);
}

TEST_CASE("Filing under what does not exist names the command that helps")
{
    SampleCatalog catalog;
    auto record = contract("a", "a");
    record.metadata.category = "XX";
    auto problem = refused(catalog->file_record(record, stamp()));
    CHECK(problem.kind == ErrorKind::not_found);
    CHECK(problem.hint.en.find("fonds category list") != std::string::npos);
    CHECK(problem.hint.zh.find("fonds category list") != std::string::npos);

    record.metadata.category = "HT";
    record.metadata.folder = "007";
    problem = refused(catalog->file_record(record, stamp()));
    CHECK(problem.kind == ErrorKind::not_found);
    CHECK(problem.hint.en.find("fonds folder add") != std::string::npos);

    record.metadata.folder.clear();
    record.metadata.party = "nobody";
    problem = refused(catalog->file_record(record, stamp()));
    CHECK(problem.kind == ErrorKind::not_found);
    CHECK(problem.hint.en.find("fonds party") != std::string::npos);
}

TEST_CASE("A closed folder takes no records")
{
    SampleCatalog catalog;
    auto closed = folder("HT", "001");
    must(catalog->add_folder(closed, stamp()));
    auto record = contract("a", "a");
    record.metadata.folder = "001";
    must(catalog->file_record(record, stamp()));
    FolderEdit edit;
    edit.open = false;
    edit.reason = "as it is";
    must(catalog->edit_folder("HT", "001", edit, stamp()));
    record.original.digest = Digest::of("b");
    CHECK(refused(catalog->file_record(record, stamp())).kind == ErrorKind::refused);
}

TEST_CASE("A folder of another category is not found")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("FP", "001"), stamp()));
    auto record = contract("a", "a");
    record.metadata.folder = "001";
    CHECK(refused(catalog->file_record(record, stamp())).kind == ErrorKind::not_found);
}

TEST_CASE("Metadata that cannot be stored are a mistake of usage")
{
    SampleCatalog catalog;
    const auto kind_of = [&](auto&& spoil) {
        auto record = contract("good", "good");
        spoil(record.metadata);
        return refused(catalog->file_record(record, stamp())).kind;
    };
    CHECK(kind_of([](auto& m) { m.title = ""; }) == ErrorKind::usage);
    CHECK(kind_of([](auto& m) { m.title = " \t\n　"; }) == ErrorKind::usage);
    CHECK(kind_of([](auto& m) { m.title = "bad \xC3"; }) == ErrorKind::usage);
    CHECK(kind_of([](auto& m) { m.title = std::string("nul\0byte", 8); }) == ErrorKind::usage);
    CHECK(kind_of([](auto& m) { m.note = "\x1b[31m"; }) == ErrorKind::usage);
    CHECK(kind_of([](auto& m) { m.number = "\xFF"; }) == ErrorKind::usage);
    CHECK(kind_of([](auto& m) { m.tags = {"fine", " "}; }) == ErrorKind::usage);
    CHECK(kind_of([](auto& m) { m.tags = {"two\nlines"}; }) == ErrorKind::usage);
    CHECK(kind_of([](auto& m) { m.amount = Amount{std::int64_t{9} * 10'000'000'000'000'000}; }) == ErrorKind::usage);
    using namespace std::chrono;
    CHECK(kind_of([](auto& m) { m.date = Date(year{2023} / 2 / 30); }) == ErrorKind::usage);
    CHECK(must(catalog->tallies()).records == 0);
}

TEST_CASE("White space around what a person typed goes, and a currency without an amount")
{
    SampleCatalog catalog;
    auto record = contract(" 　合同 \n", "x");
    record.metadata.number = "\tN1 ";
    record.metadata.currency = "CNY";
    const auto stored = must(catalog->record(must(catalog->file_record(record, stamp())).code)).metadata;
    CHECK(stored.title == "合同");
    CHECK(stored.number == "N1");
    CHECK(stored.currency.empty());
}

TEST_CASE("A refused filing draws no number")
{
    SampleCatalog catalog;
    catalog.file("one");
    refused(catalog->file_record(contract("one", "bytes of one"), stamp()));
    CHECK(catalog.file("two") == "J001-HT·2024-D30-0002");
    CHECK(check(*catalog).empty());
}

TEST_CASE("A code that is taken already is stepped over without a gap")
{
    SampleCatalog catalog;
    // Two templates that meet: 0{seq:1} with 2 is 02, and so is {seq:2}. Nobody can set them up any more, but an old catalog
    // may have them.
    auto first = category("AA");
    first.code_template = "{fonds}-{seq:2}";
    auto second = category("BB");
    must(catalog->add_category(first, stamp()));
    must(catalog->add_category(second, stamp()));
    sql(catalog.path(), "UPDATE category SET code_template = '{fonds}-0{seq:1}' WHERE code = 'BB'");
    auto record = contract("b", "b");
    record.metadata.category = "BB";
    CHECK(must(catalog->file_record(record, stamp())).code.text() == "J001-01");
    record = contract("a", "a");
    record.metadata.category = "AA";
    CHECK(must(catalog->file_record(record, stamp())).code.text() == "J001-02");
    record = contract("c", "c");
    record.metadata.category = "BB";
    CHECK(must(catalog->file_record(record, stamp())).code.text() == "J001-03");
    CHECK(check(*catalog) == std::vector<std::string>{"category.changed BB"});
}

TEST_CASE("A template with a folder needs one")
{
    SampleCatalog catalog;
    auto with_folder = category("AA");
    with_folder.code_template = "{category}-{folder}-{seq:3}";
    must(catalog->add_category(with_folder, stamp()));
    auto record = contract("a", "a");
    record.metadata.category = "AA";
    CHECK(refused(catalog->file_record(record, stamp())).kind == ErrorKind::usage);
    must(catalog->add_folder(folder("AA", "K7"), stamp()));
    record.metadata.folder = "K7";
    CHECK(must(catalog->file_record(record, stamp())).code.text() == "AA-K7-001");
}

TEST_CASE("Tallies follow what is filed")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "001"), stamp()));
    must(catalog->add_party(party("甲"), stamp()));
    auto record = contract("a", "12345");
    record.metadata.folder = "001";
    record.metadata.party = "甲";
    const auto filed = must(catalog->file_record(record, stamp()));
    must(catalog->attach(filed.code, attachment("123", "n"), stamp()));
    catalog.file("b");
    const auto tallies = must(catalog->tallies());
    CHECK(tallies.records == 2);
    CHECK(tallies.components == 3);
    CHECK(tallies.objects == 3);
    CHECK(tallies.bytes == 5 + 3 + 10);
    CHECK(tallies.owed == 2);
    CHECK(tallies.events == 8);
    CHECK(tallies.categories == std::vector<std::pair<std::string, std::int64_t>>{{"FP", 0}, {"HT", 2}});
    CHECK(tallies.text_states.at(0) == std::pair{TextState::pending, std::int64_t{3}});
    CHECK(must(catalog->folder("HT", "001")).records == 1);
    CHECK(must(catalog->party("甲")).records == 1);
    CHECK(must(catalog->category("HT")).records == 2);
}
