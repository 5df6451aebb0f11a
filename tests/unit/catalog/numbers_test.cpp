// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers before and after their records: previewed, reserved, held from elsewhere, spoiled; tombstones.
#include <algorithm>

#include <catch2/catch.hpp>

#include "schema/catalog/numbers.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

NumberRequest contracts(std::int64_t count)
{
    NumberRequest request;
    request.category = "ht";
    request.date = day("2024-03-05");
    request.count = count;
    return request;
}

std::vector<std::string> texts(const std::vector<ReferenceCode>& codes)
{
    std::vector<std::string> all;
    for (const auto& each : codes) all.push_back(each.text());
    return all;
}

NewRecord numbered(const std::string& number)
{
    NewRecord record = contract("paper " + number, "bytes of " + number);
    record.code = code(number);
    return record;
}

std::vector<std::string> number_check(SampleCatalog& catalog)
{
    return summary(must(Numbers(*catalog).check()));
}

/// What holding each number of a list gave.
std::vector<Held> hold(SampleCatalog& catalog, const std::vector<std::string>& numbers, HoldAs as = HoldAs::reserved,
                       const std::string& category = {})
{
    std::vector<Held> outcomes;
    const auto attempt = [&](std::size_t count) -> Result<void> {
        outcomes.clear();
        Numbers held(*catalog);
        TRY_ASSIGN(const auto event, held.begin_import(count, stamp()));
        for (const auto& number : numbers) {
            TRY_ASSIGN(const auto outcome, held.hold(code(number), category, as, "old", event));
            CHECK((outcome.what == Held::held || outcome.what == Held::already) != outcome.why.has_value());
            outcomes.push_back(outcome.what);
        }
        return count == std::size_t(std::ranges::count(outcomes, Held::held))
                   ? Result<void>()
                   : error(ErrorKind::interrupted, say("another count", "数目不同"));
    };
    for (std::size_t count = 0; count <= numbers.size(); ++count)
        if (catalog->transaction([&] { return attempt(count); }).ok()) return outcomes;
    throw std::runtime_error("no count of held numbers is right");
}

}  // namespace

TEST_CASE("A preview tells the next numbers and assigns none")
{
    SampleCatalog catalog;
    catalog.file("one");
    const auto events = must(catalog->tallies()).events;
    const auto codes = texts(must(Numbers(*catalog).preview(contracts(3), day("2030-01-01"))));
    CHECK(codes == std::vector<std::string>{"J001-HT·2024-D30-0002", "J001-HT·2024-D30-0003", "J001-HT·2024-D30-0004"});
    auto request = contracts(1);
    request.date.reset();
    request.retention = "Y";
    CHECK(texts(must(Numbers(*catalog).preview(request, day("2030-01-01")))) ==
          std::vector<std::string>{"J001-HT·2030-Y-0001"});
    CHECK(must(catalog->tallies()).events == events);
    CHECK(catalog.file("two") == "J001-HT·2024-D30-0002");

    request.category = "XX";
    CHECK(refused(Numbers(*catalog).preview(request, day("2030-01-01"))).kind == ErrorKind::not_found);
    CHECK(refused(Numbers(*catalog).preview(contracts(0), day("2030-01-01"))).kind == ErrorKind::usage);
    CHECK(refused(Numbers(*catalog).preview(contracts(most_numbers + 1), day("2030-01-01"))).kind == ErrorKind::usage);
}

TEST_CASE("Elements that a record may lack can be said to a preview")
{
    SampleCatalog catalog;
    CategoryEdit edit;
    edit.code_template = "{category}[·{project}]-{year}[-{unit}]-{grade}-{seq:3}";
    must(catalog->edit_category("HT", edit, stamp()));
    auto request = contracts(1);
    CHECK(texts(must(Numbers(*catalog).preview(request, day("2024-01-01")))).front() == "HT-2024-B-001");
    request.unit = "bgs";
    request.project = "012";
    request.grade = "A";
    CHECK(texts(must(Numbers(*catalog).preview(request, day("2024-01-01")))).front() == "HT·012-2024-BGS-A-001");
}

TEST_CASE("Reserved numbers are drawn by nobody, and used by records that bring them along")
{
    SampleCatalog catalog;
    catalog.file("one");
    const auto reserved = must(Numbers(*catalog).reserve(contracts(3), day("2024-01-01"), "labels of March", stamp("bob")));
    CHECK(texts(reserved) ==
          std::vector<std::string>{"J001-HT·2024-D30-0002", "J001-HT·2024-D30-0003", "J001-HT·2024-D30-0004"});
    CHECK(catalog.file("five") == "J001-HT·2024-D30-0005");
    CHECK(number_check(catalog) == std::vector<std::string>{"number.unused J001-HT·2024-D30-0002"});
    CHECK(check(*catalog).empty());

    const auto held = must(Numbers(*catalog).held(reserved[1]));
    REQUIRE(held);
    CHECK(held->category == "HT");
    CHECK(held->note == "labels of March");
    CHECK(held->actor == "bob");
    CHECK_FALSE(held->used);
    must(catalog->file_record(numbered("J001-HT·2024-D30-0003"), stamp()));
    CHECK(must(Numbers(*catalog).held(reserved[1]))->used);
    CHECK(must(Numbers(*catalog).unused("HT")).size() == 2);
    CHECK(must(Numbers(*catalog).unused("FP")).empty());
    CHECK(number_check(catalog) ==
          std::vector<std::string>{"number.unused J001-HT·2024-D30-0002", "number.unused J001-HT·2024-D30-0004"});

    must(Numbers(*catalog).make_void(reserved[0], "torn", stamp()));
    must(Numbers(*catalog).make_void(reserved[0], "torn", stamp()));
    CHECK(refused(catalog->file_record(numbered("J001-HT·2024-D30-0002"), stamp())).kind == ErrorKind::refused);
    CHECK(refused(catalog->file_record(numbered("J001-HT·2024-D30-02"), stamp())).kind == ErrorKind::refused);
    CHECK(refused(Numbers(*catalog).make_void(reserved[1], "torn", stamp())).kind == ErrorKind::refused);
    CHECK(refused(Numbers(*catalog).make_void(code("A-1"), "torn", stamp())).kind == ErrorKind::not_found);
    CHECK(number_check(catalog) == std::vector<std::string>{"number.unused J001-HT·2024-D30-0004"});
    CHECK(check(*catalog).empty());
}

TEST_CASE("Numbers of an old list are held, and each row is told what became of it")
{
    SampleCatalog catalog;
    catalog.file("one");
    CHECK(hold(catalog, {"J001-HT.2024-D30-0001", "J001-HT.2024-D30-0007", "j001-ht.2024-d30-0007", "X-1"}) ==
          std::vector{Held::in_use, Held::held, Held::already, Held::unplaced});
    CHECK(hold(catalog, {"J001-HT·2024-D30-07"}, HoldAs::reserved, "HT") == std::vector{Held::conflict});
    CHECK(hold(catalog, {"X-3", "J001-HT.2024-D30-0003"}, HoldAs::spoiled, "FP") == std::vector{Held::held, Held::held});
    CHECK(hold(catalog, {"X-3"}, HoldAs::reserved, "FP") == std::vector{Held::conflict});
    CHECK(catalog.file("next") == "J001-HT·2024-D30-0008");
    CHECK(number_check(catalog) == std::vector<std::string>{"number.open J001-HT·2024-D30-0002",
                                                            "number.open J001-HT·2024-D30-0004", "number.open X-1",
                                                            "number.unused J001-HT·2024-D30-0007"});
    CHECK(check(*catalog).empty());
}

TEST_CASE("The number check tells open numbers, shapes of no template and odd widths")
{
    SampleCatalog catalog;
    must(catalog->file_record(numbered("旧57"), stamp()));
    must(catalog->file_record(numbered("J001-HT·2019-Y-3"), stamp()));
    must(catalog->file_record(numbered("J001-HT·2019-Y-0005"), stamp()));
    CHECK(number_check(catalog) == std::vector<std::string>{"number.open J001-HT·2019-Y-0001",
                                                            "number.open J001-HT·2019-Y-0004", "number.open 旧1",
                                                            "number.shape 旧57", "number.width J001-HT·2019-Y-3"});
    const auto findings = must(Numbers(*catalog).check());
    for (const auto& finding : findings) {
        CHECK_FALSE(finding.hint.zh.empty());
        if (finding.subject == "旧1") CHECK(finding.what.en.find("旧1 to 旧56") != std::string::npos);
    }
}

TEST_CASE("Held numbers that the database was given past Fonds are found by a full check")
{
    SampleCatalog catalog;
    const auto reserved = must(Numbers(*catalog).reserve(contracts(2), day("2024-01-01"), "", stamp()));
    sql(catalog.path(), "UPDATE held_number SET kind = 'void' WHERE id = 1");
    CHECK(check(*catalog) == std::vector<std::string>{"number.changed J001-HT·2024-D30-0001"});
    CHECK_THROWS(sql(catalog.path(), "DELETE FROM held_number"));
    CHECK_THROWS(sql(catalog.path(), "UPDATE held_number SET kind = 'reserved'"));
    CHECK_THROWS(sql(catalog.path(), "UPDATE held_number SET code = 'A-1'"));
}

TEST_CASE("A destroyed record keeps its number as a tombstone, and no count includes it")
{
    SampleCatalog catalog;
    const auto gone = code(catalog.file("gone"));
    catalog.file("kept");
    Numbers numbers(*catalog);
    CHECK_FALSE(must(numbers.tombstone(gone)));
    Tombstone stone;
    CHECK(refused(numbers.bury(gone, stone, stamp())).kind == ErrorKind::usage);
    stone.reason = "鉴定销毁 2025-01";
    must(numbers.bury(gone, stone, stamp("carol")));
    const auto told = must(numbers.tombstone(gone));
    REQUIRE(told);
    CHECK(told->reason == "鉴定销毁 2025-01");
    CHECK(told->actor == "carol");
    CHECK(refused(numbers.bury(gone, stone, stamp())).kind == ErrorKind::refused);
    CHECK(refused(numbers.unmerge(gone, "no", stamp())).kind == ErrorKind::refused);

    CHECK(must(catalog->tallies()).records == 1);
    CHECK(must(catalog->category("HT")).records == 1);
    CHECK(titles(must(catalog->list({}))) == std::vector<std::string>{"kept"});
    CHECK(must(catalog->count({})) == 1);
    CHECK(refused(catalog->file_record(numbered(gone.text()), stamp())).what.en.find("destroyed") != std::string::npos);
    RecordEdit edit;
    edit.title = "changed";
    CHECK_FALSE(catalog->edit_record(gone, edit, stamp()).ok());
    CHECK(check(*catalog).empty());
    CHECK(number_check(catalog).empty());
    CHECK_THROWS(sql(catalog.path(), "DELETE FROM tombstone"));
}

TEST_CASE("A merge can be taken back")
{
    SampleCatalog catalog;
    const auto first = code(catalog.file("first")), second = code(catalog.file("second"));
    Numbers numbers(*catalog);
    Tombstone stone{Tombstone::Kind::merged, first, "the same paper", {}, {}};
    CHECK(refused(numbers.bury(first, stone, stamp())).kind == ErrorKind::refused);
    must(numbers.bury(second, stone, stamp()));
    CHECK(must(numbers.tombstone(second))->merged_into == first);
    stone.merged_into = second;
    CHECK(refused(numbers.bury(first, stone, stamp())).kind == ErrorKind::refused);
    CHECK(check(*catalog).empty());
    must(numbers.unmerge(second, "two papers after all", stamp()));
    CHECK_FALSE(must(numbers.tombstone(second)));
    CHECK(must(catalog->tallies()).records == 2);
    CHECK(must(catalog->count({})) == 2);
    CHECK(check(*catalog).empty());
}
