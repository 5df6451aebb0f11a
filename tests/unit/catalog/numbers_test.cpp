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

TEST_CASE("Open numbers keep the width of their sequence when no template makes it any more")
{
    SampleCatalog catalog;
    must(catalog->file_record(numbered("J001-HT·2024-D30-0005"), stamp()));
    CategoryEdit edit;
    edit.code_template = "{fonds}-{category}-{year}-{seq:2}";
    must(catalog->edit_category("HT", edit, stamp()));
    const auto findings = must(Numbers(*catalog).check());
    CHECK(std::ranges::any_of(findings, [](const Finding& each) {
        return each.what.en == "J001-HT·2024-D30-0001 to J001-HT·2024-D30-0004: 4 numbers have no record";
    }));
}

TEST_CASE("Too many digits are told once for a sequence")
{
    SampleCatalog catalog;
    for (const auto* each : {"J001-HT·2024-D30-00001", "J001-HT·2024-D30-00002", "J001-HT·2024-D30-3"})
        must(catalog->file_record(numbered(each), stamp()));
    CHECK(number_check(catalog) ==
          std::vector<std::string>{"number.width J001-HT·2024-D30-00001", "number.width J001-HT·2024-D30-3"});
}

TEST_CASE("Numbers that ended in another archive are tombstones here, with what is told of them")
{
    SampleCatalog catalog;
    const auto kept = code(catalog.file("kept"));
    Numbers numbers(*catalog);
    NumberFact fact;
    fact.state = NumberFact::State::merged;
    fact.code = code("J001-HT·2024-D30-0003");
    fact.merged_into = code("J001-HT·2024-D30-0002");
    fact.at = stamp().at - std::chrono::hours(24 * 400);
    fact.actor = "zoe";
    CHECK(must(numbers.entomb(fact, Leap::refused, stamp())).what == Held::heirless);
    fact.merged_into = kept;
    CHECK(must(numbers.entomb(fact, Leap::refused, stamp())).what == Held::held);
    CHECK(must(numbers.entomb(fact, Leap::refused, stamp())).what == Held::already);
    const auto told = must(numbers.tombstone(fact.code));
    REQUIRE(told);
    CHECK(told->elsewhere);
    CHECK(told->merged_into == kept);
    CHECK(told->actor == "zoe");
    CHECK(told->at == *fact.at);
    fact.merged_into = fact.code;
    CHECK(must(numbers.entomb(fact, Leap::refused, stamp())).what == Held::conflict);

    NumberFact gone;
    gone.state = NumberFact::State::destroyed;
    gone.code = code("J001-HT·2024-D30-0004");
    CHECK(refused(numbers.entomb(gone, Leap::refused, stamp())).kind == ErrorKind::usage);
    gone.case_number = "XH-1";
    CHECK(must(numbers.entomb(gone, Leap::refused, stamp())).what == Held::held);
    gone.code = kept;
    CHECK(must(numbers.entomb(gone, Leap::refused, stamp())).what == Held::in_use);
    gone.code = code("J001-HT·2024-D30-9004");
    CHECK(must(numbers.entomb(gone, Leap::refused, stamp())).what == Held::conflict);

    std::vector<std::string> apart;
    must(numbers.each_apart([&](const NumberFact& each) -> Result<void> {
        apart.push_back(each.code.text() + " " + each.case_number);
        return {};
    }));
    CHECK(apart == std::vector<std::string>{"J001-HT·2024-D30-0003 ", "J001-HT·2024-D30-0004 XH-1"});
    CHECK(must(catalog->tallies()).records == 1);
    CHECK(catalog.file("next") == "J001-HT·2024-D30-0005");
    CHECK(check(*catalog).empty());
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
    CHECK(refused(numbers.bury(gone, " ", stamp())).kind == ErrorKind::usage);
    must(numbers.bury(gone, "鉴定销毁 2025-01", stamp("carol")));
    const auto told = must(numbers.tombstone(gone));
    REQUIRE(told);
    CHECK(told->reason == "鉴定销毁 2025-01");
    CHECK(told->actor == "carol");
    CHECK(refused(numbers.bury(gone, "again", stamp())).kind == ErrorKind::refused);

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

TEST_CASE("A number that leaves many before it open is taken on a person's word alone")
{
    SampleCatalog catalog;
    catalog.file("first");
    NewRecord far = numbered("J001-HT·2024-D30-99999999");
    const Error leap = refused(catalog->file_record(far, stamp()));
    CHECK(leap.kind == ErrorKind::refused);
    CHECK(leap.hint.en.find("--leap") != std::string::npos);
    CHECK(refused(catalog->check_new(far.metadata, far.code)).kind == ErrorKind::refused);
    CHECK(must(catalog->file_record(contract("second", "2"), stamp())).code.text() == "J001-HT·2024-D30-0002");
    must(catalog->file_record(numbered("J001-HT·2024-D30-1003"), stamp()));  // a thousand open ones are no leap
    // Nothing is ever assigned behind a number of no template.
    must(catalog->file_record(numbered("旧-99999"), stamp()));
    far.leap = Leap::allowed;
    CHECK(must(catalog->file_record(far, stamp())).numbers_left == 9999 - 99999999);
    CHECK(check(*catalog).empty());

    Numbers numbers(*catalog);
    HeldOutcome held;
    must(catalog->transaction([&]() -> Result<void> {
        TRY_ASSIGN(const auto event, numbers.begin_import(0, stamp()));
        TRY_ASSIGN(held, numbers.hold(code("J001-FP·2024-D30-5000"), "FP", HoldAs::reserved, "", event));
        return {};
    }));
    CHECK(held.what == Held::conflict);
}

TEST_CASE("A sequence that has nearly used up its width says so, and goes on when it is widened")
{
    SampleCatalog catalog;
    CategoryEdit narrow;
    narrow.code_template = "{fonds}-{category}·{year}-{retention}-{seq:1}";
    must(catalog->edit_category("HT", narrow, stamp()));
    for (int i = 1; i < 9; ++i)
        CHECK_FALSE(must(catalog->file_record(contract(std::to_string(i), std::to_string(i)), stamp())).numbers_left);
    CHECK(number_check(catalog).empty());
    CHECK_FALSE(must(catalog->file_record(numbered("旧-1"), stamp())).numbers_left);
    CategoryEdit wide;
    wide.code_template = "{fonds}-{category}·{year}-{retention}-{seq:2}";
    must(catalog->file_record(contract("9", "9"), stamp()));
    const auto over = must(catalog->file_record(contract("10", "10"), stamp()));
    CHECK(over.numbers_left == -1);
    const auto found = number_check(catalog);
    CHECK(std::ranges::count_if(found, [](const auto& line) { return line.starts_with("number.width "); }) == 2);
    must(catalog->edit_category("HT", wide, stamp()));
    CHECK(must(catalog->file_record(contract("11", "11"), stamp())).code.text() == "J001-HT·2024-D30-11");
}

TEST_CASE("A code that tells another category, year, unit or project than its record is found")
{
    SampleCatalog catalog;
    CategoryEdit units;
    units.code_template = "{fonds}-{category}·{year}[-{unit}][-P{project}]-{seq:4}";
    must(catalog->edit_category("HT", units, stamp()));
    const auto file = [&](const std::string& number, const std::string& unit = {}, const std::string& project = {}) {
        NewRecord record = numbered(number);
        record.metadata.date = day("2024-03-05");
        record.metadata.unit = unit;
        record.metadata.project = project;
        must(catalog->file_record(record, stamp()));
    };
    file("J001-HT·2024-0001");
    file("J001-HT·2024-BGS-0001", "BGS");
    file("J001-HT·2023-0001");
    file("J001-HT·2024-RSB-0001", "BGS");
    file("J001-HT·2024-BGS-PX1-0001", "BGS", "x2");
    file("J001-FP·2024-D30-0001");
    std::vector<std::string> found;
    for (const auto& line : number_check(catalog))
        if (!line.starts_with("number.open")) found.push_back(line);
    CHECK(found == std::vector<std::string>{"number.category J001-FP·2024-D30-0001",
                                            "number.project J001-HT·2024-BGS-PX1-0001", "number.unit J001-HT·2024-RSB-0001",
                                            "number.year J001-HT·2023-0001"});
    // What was changed since is only noted.
    RecordEdit moved;
    moved.category = "FP";
    must(catalog->edit_record(code("J001-HT·2024-0001"), moved, stamp()));
    const auto findings = must(Numbers(*catalog).check());
    const auto at = std::ranges::find(findings, "J001-HT·2024-0001", &Finding::subject);
    REQUIRE(at != findings.end());
    CHECK(at->kind == "number.category");
    CHECK(at->severity == Severity::note);
}

TEST_CASE("Reserved numbers are asked for as records are: a unit that filing refuses is refused")
{
    SampleCatalog catalog;
    NumberRequest request = contracts(1);
    request.unit = "办公室";
    CHECK(refused(Numbers(*catalog).reserve(request, day("2024-01-01"), "", stamp())).kind == ErrorKind::usage);
    CHECK(refused(Numbers(*catalog).preview(request, day("2024-01-01"))).kind == ErrorKind::usage);
}

TEST_CASE("A void number says why, when somebody said so")
{
    SampleCatalog catalog;
    Numbers numbers(*catalog);
    const auto reserved = must(numbers.reserve(contracts(2), day("2024-01-01"), "", stamp()));
    must(numbers.make_void(reserved[0], "", stamp()));
    must(numbers.make_void(reserved[1], "torn", stamp()));
    CHECK(refused(catalog->file_record(numbered(reserved[0].text()), stamp())).what.en.find("()") == std::string::npos);
    CHECK(refused(catalog->file_record(numbered(reserved[1].text()), stamp())).what.en.find("(torn)") != std::string::npos);
}

TEST_CASE("The year of a number is told where the document is of another")
{
    SampleCatalog catalog;
    Numbers numbers(*catalog);
    const auto other = [&](const char* code, const char* date) {
        RecordMetadata said = contract("t", "t").metadata;
        said.date = *date == '\0' ? std::nullopt : std::optional(day(date));
        return must(numbers.other_year(must(ReferenceCode::parse(code)), said));
    };
    CHECK(other("J001-HT·2023-D30-0001", "2024-03-05") == "2023");
    CHECK(other("J001-HT·2024-D30-0001", "2024-03-05").empty());
    CHECK(other("J001-HT·2023-D30-0001", "").empty());
    CHECK(other("旧HT-2023-0001", "2024-03-05").empty());  // of no form that tells a year
    CategoryEdit edit;
    edit.code_template = "{category}{year:2}-{seq:4}";
    must(catalog->edit_category("HT", edit, stamp()));
    CHECK(other("HT23-0001", "2024-03-05") == "23");
    CHECK(other("HT24-0001", "1924-03-05").empty());
}
