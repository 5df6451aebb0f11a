// SPDX-License-Identifier: GPL-3.0-or-later
// Two records made one, and taken apart again.
#include <algorithm>

#include <catch2/catch.hpp>

#include "schema/catalog/doubles.hpp"
#include "schema/catalog/folders.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/places.hpp"
#include "schema/catalog/record_fields.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

struct Two {
    Two()
    {
        keep = must(catalog->file_record(contract("合同", "x"), stamp())).code;
        other = must(catalog->file_record(contract("合同(重复)", "y"), stamp())).code;
    }
    std::vector<std::string> listed()
    {
        std::vector<std::string> codes;
        ListRequest request;
        request.category = "HT";
        for (const Record& record : must(catalog->list(request))) codes.push_back(record.code.text());
        CHECK(must(catalog->count(request)) == static_cast<std::int64_t>(codes.size()));
        CHECK(must(catalog->count({})) == static_cast<std::int64_t>(codes.size()));
        return codes;
    }

    std::string heir_of(const ReferenceCode& code)
    {
        const auto tombstone = must(Numbers(*catalog).tombstone(code));
        return tombstone ? tombstone->merged_into.text() : std::string();
    }

    SampleCatalog catalog;
    ReferenceCode keep, other;
};

}  // namespace

TEST_CASE("a merged record leaves the lists, keeps its number and leads to its heir")
{
    Two two;
    Doubles doubles(*two.catalog);
    must(doubles.merge(two.keep, two.other, "", stamp()));
    CHECK(two.listed() == std::vector<std::string>{two.keep.text()});
    CHECK(two.heir_of(two.other) == two.keep.text());
    CHECK(two.heir_of(two.keep).empty());
    CHECK(must(doubles.merged_into(two.keep)) == std::vector<ReferenceCode>{two.other});
    const Record gone = must(two.catalog->record(two.other));
    CHECK(gone.metadata.title == "合同(重复)");
    CHECK(gone.components.size() == 1);
    CHECK(must(doubles.gone({gone.id})) == std::vector<RecordId>{gone.id});
    CHECK(must(two.catalog->owes({gone.id})));
    CHECK(must(two.catalog->records_after(RecordId{}, 10)).size() == 1);
    // Its number stays taken.
    CHECK(must(two.catalog->file_record(contract("third", "z"), stamp())).code.text() == "J001-HT·2024-D30-0003");
    CHECK(check(*two.catalog, Depth::full).empty());
}

TEST_CASE("undoing a merge restores the record as it was")
{
    Two two;
    Doubles doubles(*two.catalog);
    const auto before = two.listed();
    must(doubles.merge(two.keep, two.other, "重复扫描", stamp()));
    must(doubles.part(two.keep, two.other, stamp()));
    CHECK(two.listed() == before);
    CHECK(two.heir_of(two.other).empty());
    RecordEdit edit;
    edit.title = "again";
    CHECK(two.catalog->edit_record(two.other, edit, stamp()).ok());
    CHECK(check(*two.catalog, Depth::full).empty());
    must(doubles.merge(two.other, two.keep, "", stamp()));  // the other way round
    CHECK(two.heir_of(two.keep) == two.other.text());
    CHECK(check(*two.catalog, Depth::full).empty());
}

TEST_CASE("what was merged is not changed, attached to, merged again or merged into")
{
    Two two;
    Doubles doubles(*two.catalog);
    const auto third = must(two.catalog->file_record(contract("third", "z"), stamp())).code;
    must(doubles.merge(two.keep, two.other, "", stamp()));
    RecordEdit edit;
    edit.title = "x";
    CHECK(two.catalog->edit_record(two.other, edit, stamp()).error().kind == ErrorKind::refused);
    CHECK(two.catalog->attach(two.other, attachment("q", "q.pdf"), stamp()).error().kind == ErrorKind::refused);
    CHECK(doubles.merge(third, two.other, "", stamp()).error().kind == ErrorKind::refused);
    CHECK(doubles.merge(two.other, third, "", stamp()).error().kind == ErrorKind::refused);
    CHECK(doubles.merge(third, third, "", stamp()).error().kind == ErrorKind::refused);
    CHECK(doubles.part(third, two.other, stamp()).error().kind == ErrorKind::refused);
    CHECK(doubles.part(two.other, two.keep, stamp()).error().kind == ErrorKind::refused);
    CHECK(doubles.merge(third, must(ReferenceCode::parse("NONE-1")), "", stamp()).error().kind == ErrorKind::not_found);
    CHECK(check(*two.catalog, Depth::full).empty());
}

TEST_CASE("a record whose paper stands somewhere is not merged away")
{
    Two two;
    Places places(*two.catalog);
    NewLocation room;
    room.part = "KF01";
    must(places.add(room, stamp()));
    must(places.put({PaperName{"", two.other.text()}}, "KF01", "", stamp()));
    CHECK(Doubles(*two.catalog).merge(two.keep, two.other, "", stamp()).error().kind == ErrorKind::refused);
    must(places.put({PaperName{"", two.other.text()}}, "", "", stamp()));
    CHECK(Doubles(*two.catalog).merge(two.keep, two.other, "", stamp()).ok());
    // Nothing is put anywhere, or missed, of what has gone up into another.
    CHECK(must(places.put({PaperName{"", two.other.text()}}, "KF01", "", stamp())).front().what == Placed::unknown);
    must(places.put({PaperName{"", two.keep.text()}}, "KF01", "", stamp()));
    CHECK(must(places.order(day("2026-01-01"), 10)).empty());
    CHECK(must(two.catalog->codes_with_number("x", 10)).empty());
    CHECK(check(*two.catalog, Depth::full).empty());
}

TEST_CASE("a merge that the audit log does not tell is found")
{
    Two two;
    must(Doubles(*two.catalog).merge(two.keep, two.other, "", stamp()));
    two.catalog.close();
    sql(two.catalog.path(), "DELETE FROM tombstone");
    two.catalog.open(Access::read);
    const auto lines = check(*two.catalog, Depth::full);
    CHECK(std::any_of(lines.begin(), lines.end(), [&](const auto& line) { return line.starts_with("record.changed"); }));
}

TEST_CASE("a merge loses nothing: what the kept record lacks is taken over, what differs is told, and undoing gives it back")
{
    SampleCatalog catalog;
    NewRecord poor = contract("合同", "x"), rich = contract("合同(扫描件)", "y");
    poor.metadata.date.reset();
    poor.metadata.number = "CG-1";
    poor.metadata.tags = {"急件"};
    rich.metadata.number = "CG-01";
    rich.metadata.party = "甲公司";
    rich.metadata.amount = Amount{12345};
    rich.metadata.currency = "CNY";
    rich.metadata.note = "一页缺失";
    rich.metadata.responsible = "王芳";
    rich.metadata.security = Security::internal;
    rich.metadata.unit = "BGS";
    rich.metadata.project = "P1";
    rich.metadata.paper_pages = 7;
    rich.metadata.tags = {"急件", "采购"};
    rich.new_party_initials = "jgs";
    const auto keep = must(catalog->file_record(poor, stamp())).code, other = must(catalog->file_record(rich, stamp())).code;
    must(catalog->attach(other, attachment("z", "附件.pdf"), stamp()));
    const Record before = must(catalog->record(keep)), gone = must(catalog->record(other));

    const Merging merged = must(Doubles(*catalog).merge(keep, other, "", stamp()));
    CHECK(merged.fields == std::vector<std::string>{"party", "date", "amount", "currency", "note", "responsible", "security",
                                                    "unit", "project", "paper_pages", "tags"});
    CHECK(merged.files.size() == 2);
    std::vector<std::string> differences;
    for (const Difference& each : merged.differences) differences.push_back(each.field + " " + each.kept + " " + each.other);
    CHECK(differences == std::vector<std::string>{"title 合同 合同(扫描件)", "number CG-1 CG-01"});
    const Record now = must(catalog->record(keep));
    CHECK(now.metadata.party == "甲公司");
    CHECK(now.metadata.date == gone.metadata.date);
    CHECK(now.metadata.amount == gone.metadata.amount);
    CHECK(now.metadata.currency == "CNY");
    CHECK(now.metadata.tags == std::vector<std::string>{"急件", "采购"});
    REQUIRE(now.components.size() == 3);
    CHECK(now.components[1].digest == gone.components[0].digest);
    CHECK(now.components[1].role == ComponentRole::attachment);
    CHECK(must(catalog->record(other)).components.size() == 2);
    CHECK(check(*catalog).empty());

    const Merging undone = must(Doubles(*catalog).part(keep, other, stamp()));
    CHECK(undone.fields.size() == 10);
    CHECK(undone.files.size() == 2);
    CHECK(undone.differences.empty());
    const Record back = must(catalog->record(keep));
    CHECK(texts_of(back.metadata) == texts_of(before.metadata));
    CHECK(back.components.size() == 1);
    CHECK(texts_of(must(catalog->record(other)).metadata) == texts_of(gone.metadata));
    CHECK(must(catalog->history(keep)).back().after.empty());
    CHECK(check(*catalog).empty());
}

TEST_CASE("undoing a merge leaves what somebody has changed since")
{
    SampleCatalog catalog;
    NewRecord rich = contract("b", "b");
    rich.metadata.note = "from the other";
    rich.metadata.project = "P1";
    const auto keep = must(catalog->file_record(contract("a", "a"), stamp())).code;
    const auto other = must(catalog->file_record(rich, stamp())).code;
    must(Doubles(*catalog).merge(keep, other, "", stamp()));
    RecordEdit edit;
    edit.note = "better words";
    must(catalog->edit_record(keep, edit, stamp()));
    const Merging undone = must(Doubles(*catalog).part(keep, other, stamp()));
    CHECK(undone.fields == std::vector<std::string>{"project"});
    REQUIRE(undone.differences.size() == 1);
    CHECK(undone.differences.front().kept == "better words");
    CHECK(must(catalog->record(keep)).metadata.note == "better words");
    CHECK(must(catalog->record(keep)).metadata.project.empty());
    CHECK(check(*catalog).empty());
}

TEST_CASE("a record of paper alone gets the file of what goes up into it, and gives it back")
{
    SampleCatalog catalog;
    NewRecord paper = contract("paper", "");
    paper.paper_alone = true;
    const auto keep = must(catalog->file_record(paper, stamp())).code;
    const auto other = must(catalog->file_record(contract("scan", "scan"), stamp())).code;
    must(Doubles(*catalog).merge(keep, other, "", stamp()));
    REQUIRE(must(catalog->record(keep)).components.size() == 1);
    CHECK(must(catalog->record(keep)).components.front().role == ComponentRole::original);
    CHECK(check(*catalog).empty());
    must(Doubles(*catalog).part(keep, other, stamp()));
    CHECK(must(catalog->record(keep)).components.empty());
    CHECK(check(*catalog).empty());
}

TEST_CASE("a date that the folder of the kept record does not take stays a difference")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "001"), stamp()));
    NewRecord inside = contract("inside", "1"), undated = contract("undated", "2"), of_2023 = contract("2023", "3");
    inside.metadata.folder = undated.metadata.folder = "001";
    undated.metadata.date.reset();
    of_2023.metadata.date = day("2023-01-01");
    of_2023.metadata.project = "P1";
    must(catalog->file_record(inside, stamp()));
    const auto keep = must(catalog->file_record(undated, stamp())).code;
    const auto other = must(catalog->file_record(of_2023, stamp())).code;
    const Merging merged = must(Doubles(*catalog).merge(keep, other, "", stamp()));
    CHECK(merged.fields == std::vector<std::string>{"project"});
    CHECK(std::ranges::find(merged.differences, "date", &Difference::field) != merged.differences.end());
    CHECK_FALSE(must(catalog->record(keep)).metadata.date);
    must(Doubles(*catalog).part(keep, other, stamp()));
    CHECK(check(*catalog).empty());
}

TEST_CASE("nothing is merged out of a closed folder, nor comes back into one")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "001"), stamp()));
    NewRecord inside = contract("inside", "1");
    inside.metadata.folder = "001";
    const auto other = must(catalog->file_record(inside, stamp())).code;
    const auto keep = must(catalog->file_record(contract("keep", "2"), stamp())).code;
    Folders folders(*catalog);
    must(folders.close({"HT", "001"}, "as it is", stamp()));
    CHECK(refused(Doubles(*catalog).merge(keep, other, "", stamp())).kind == ErrorKind::refused);
    must(folders.reopen({"HT", "001"}, "a double", stamp()));
    must(Doubles(*catalog).merge(keep, other, "", stamp()));
    must(folders.close({"HT", "001"}, "as it is", stamp()));
    CHECK(refused(Doubles(*catalog).part(keep, other, stamp())).kind == ErrorKind::refused);
    must(folders.reopen({"HT", "001"}, "no double", stamp()));
    must(Doubles(*catalog).part(keep, other, stamp()));
    CHECK(must(catalog->folder("HT", "001")).records == 1);
    CHECK(check(*catalog).empty());
}

TEST_CASE("what a record takes over anew when one merge is undone goes back with the merge it came from")
{
    SampleCatalog catalog;
    const auto file = [&](const std::string& title, const std::string& responsible) {
        NewRecord record = contract(title, title);
        record.metadata.responsible = responsible;
        record.metadata.tags = {title};
        return must(catalog->file_record(record, stamp())).code;
    };
    const auto keep = file("keep", ""), first = file("first", "张三"), second = file("second", "李四");
    const auto responsible = [&] { return must(catalog->record(keep)).metadata.responsible; };
    Doubles doubles(*catalog);
    must(doubles.merge(keep, first, "", stamp()));
    must(doubles.merge(keep, second, "", stamp()));
    CHECK(responsible() == "张三");
    must(doubles.part(keep, first, stamp()));
    CHECK(responsible() == "李四");
    must(doubles.part(keep, second, stamp()));
    CHECK(responsible().empty());
    CHECK(must(catalog->record(keep)).metadata.tags == std::vector<std::string>{"keep"});
    CHECK(must(catalog->record(keep)).components.size() == 1);
    CHECK(check(*catalog).empty());
}
