// SPDX-License-Identifier: GPL-3.0-or-later
// Two records made one, and taken apart again.
#include <catch2/catch.hpp>

#include "schema/catalog/doubles.hpp"
#include "schema/catalog/places.hpp"
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
    CHECK(must(doubles.heir_of(two.other)) == two.keep);
    CHECK_FALSE(must(doubles.heir_of(two.keep)));
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
    CHECK_FALSE(must(doubles.heir_of(two.other)));
    RecordEdit edit;
    edit.title = "again";
    CHECK(two.catalog->edit_record(two.other, edit, stamp()).ok());
    CHECK(check(*two.catalog, Depth::full).empty());
    must(doubles.merge(two.other, two.keep, "", stamp()));  // the other way round
    CHECK(must(doubles.heir_of(two.keep)) == two.other);
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
