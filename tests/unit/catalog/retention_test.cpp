// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/catalog/doubles.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/retention.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

RetentionRule rule(const std::string& code, RetentionTrigger trigger, std::string_view period)
{
    RetentionRule made;
    made.code = code;
    made.name_zh = "规则" + code;
    made.trigger = trigger;
    made.period = must(RetentionPeriod::parse(period));
    made.action = made.period.permanent() ? RetentionAction::permanent : RetentionAction::review;
    return made;
}

const ClockDay today{day("2026-11-22"), 480};

std::int64_t wind_all(SampleCatalog& catalog, const ClockDay& on = today)
{
    return must(Retention(*catalog).wind_clocks(on));
}

/// "state rule due" of a record as its stored clock tells it.
std::string stored_clock(SampleCatalog& catalog, const std::string& of)
{
    const auto rows = sql(catalog.path(), "SELECT state, rule, origin, coalesce(due, '') FROM retention_clock JOIN record"
                                          " ON record.id = record WHERE code = '" +
                                              of + "'");
    if (rows.empty()) return "no clock";
    std::string text = rows[0][0] + " " + rows[0][1] + " " + rows[0][2];
    return rows[0][3].empty() ? text : text + " " + rows[0][3];
}

/// The same as it is weighed now.
std::string clock(SampleCatalog& catalog, const std::string& of, const ClockDay& on = today)
{
    const auto wound = must(Retention(*catalog).clock(code(of), on));
    if (wound.candidates.empty()) return "none";
    const auto& one = wound.candidates.front();
    std::string text(name_of(wound.state()));
    text += " " + one.rule.code + " " + std::string(name_of(one.origin));
    return wound.due() ? text + " " + wound.due()->text() : text;
}

/// A catalog whose numbers tell no period, so that rules alone count.
void without_periods_in_numbers(SampleCatalog& catalog)
{
    CategoryEdit edit;
    edit.code_template = "{fonds}-{category}·{year}-{seq:4}";
    must(catalog->edit_category("HT", edit, stamp()));
}

RetentionEvent happened(RetentionTrigger trigger, const std::string& on, EventScope scope, const std::string& target)
{
    RetentionEvent event;
    event.trigger = trigger;
    event.day = day(on);
    event.scope = scope;
    event.target = target;
    return event;
}

}  // namespace

TEST_CASE("A rule is never edited: what changes is a new version, and the one in force counts")
{
    SampleCatalog catalog;
    Retention retention(*catalog);
    auto one = rule("CN-KU-01", RetentionTrigger::fiscal_year_end, "30y");
    one.least = one.period;
    CHECK(must(retention.put_rule(one, stamp())).version == 1);
    CHECK(must(retention.put_rule(one, stamp())).version == 1);  // nothing new
    one.effective_from = day("2027-01-01");
    one.period = must(RetentionPeriod::parse("35y"));
    CHECK(must(retention.put_rule(one, stamp())).version == 2);
    REQUIRE(must(retention.rules("CN-KU-01")).size() == 2);
    CHECK(must(retention.rules_in_force(day("2026-12-31"))).front().version == 1);
    CHECK(must(retention.rules_in_force(day("2027-01-01"))).front().version == 2);
    CHECK_THROWS_WITH(sql(catalog.path(), "UPDATE retention_rule SET period = '1y'"), Catch::Contains("never changes"));
    CHECK(check(*catalog).empty());
}

TEST_CASE("A period shorter than its source demands needs a reason")
{
    SampleCatalog catalog;
    Retention retention(*catalog);
    auto one = rule("CN-KU-01", RetentionTrigger::fiscal_year_end, "30y");
    one.least = one.period;
    must(retention.put_rule(one, stamp()));
    one.period = must(RetentionPeriod::parse("10y"));
    one.least.reset();  // leaving it out does not help
    const Error short_one = refused(retention.put_rule(one, stamp()));
    CHECK(short_one.kind == ErrorKind::refused);
    CHECK(short_one.what.en.find("30 years") != std::string::npos);
    one.forced = "board decision 7";
    const auto forced = must(retention.put_rule(one, stamp()));
    CHECK(forced.version == 2);
    CHECK(forced.least->code() == "30y");
    one.forced.clear();
    one.period = must(RetentionPeriod::parse("30y"));
    one.trigger = RetentionTrigger::created;  // half a year early
    CHECK(refused(retention.put_rule(one, stamp())).kind == ErrorKind::refused);
    one.trigger = RetentionTrigger::fiscal_year_end;
    one.period = must(RetentionPeriod::parse("40y"));
    CHECK(must(retention.put_rule(one, stamp())).version == 3);
}

TEST_CASE("A record without any rule is kept as its number or its category says")
{
    SampleCatalog catalog;
    const std::string numbered = catalog.file("numbered");  // D30 in its number
    CHECK(clock(catalog, numbered) == "running D30 number 2055-01-01");
    without_periods_in_numbers(catalog);
    const std::string plain = catalog.file("plain");
    CHECK(clock(catalog, plain) == "running D30 house 2055-01-01");
    CategoryEdit edit;
    edit.retention = "Y";
    must(catalog->edit_category("HT", edit, stamp()));
    CHECK(clock(catalog, plain) == "permanent Y house");
    CHECK(clock(catalog, numbered) == "running D30 number 2055-01-01");
    CHECK(wind_all(catalog) == 2);
    CHECK(stored_clock(catalog, plain) == "permanent Y house");
}

TEST_CASE("A rule comes from the nearest category, from type and grade before it, and by hand; the longest holds")
{
    SampleCatalog catalog;
    without_periods_in_numbers(catalog);
    Category below = category("HT·A");
    below.parent = "HT";
    below.code_template = "{fonds}-{category}·{year}-{seq:4}";
    must(catalog->add_category(below, stamp()));
    Retention retention(*catalog);
    must(retention.put_rule(rule("LONG", RetentionTrigger::year_end, "30y"), stamp()));
    must(retention.put_rule(rule("SHORT", RetentionTrigger::year_end, "5y"), stamp()));
    must(retention.put_rule(rule("EVER", RetentionTrigger::year_end, "Y"), stamp()));
    must(retention.put_rule(rule("MIDDLE", RetentionTrigger::year_end, "10y"), stamp()));

    NewRecord record = contract("deep", "deep");
    record.metadata.category = "HT·A";
    record.metadata.tags = {"对账单"};
    const std::string deep = must(catalog->file_record(record, stamp())).code.text();
    CHECK(must(retention.assign({"HT", {}, "", "LONG"}, stamp())));
    CHECK_FALSE(must(retention.assign({"ht", {}, "", "long"}, stamp())));
    CHECK(clock(catalog, deep) == "running LONG category 2055-01-01");
    must(retention.assign({"HT·A", {}, "", "MIDDLE"}, stamp()));
    CHECK(clock(catalog, deep) == "running MIDDLE category 2035-01-01");
    must(retention.assign({"HT·A", {}, "对账单", "SHORT"}, stamp()));
    CHECK(clock(catalog, deep) == "running SHORT type 2030-01-01");
    must(retention.assign({"HT·A", Grade::A, "", "EVER"}, stamp()));
    CHECK(clock(catalog, deep) == "running SHORT type 2030-01-01");
    RecordEdit edit;
    edit.grade = Grade::A;
    must(catalog->edit_record(code(deep), edit, stamp()));
    CHECK(clock(catalog, deep) == "permanent EVER grade");
    CHECK(must(retention.clock(code(deep), today)).in_conflict());

    must(retention.give_rule(code(deep), GivenRule{"SHORT", "", false}, "tried", stamp()));
    CHECK(clock(catalog, deep) == "permanent EVER grade");  // the longest holds
    must(retention.give_rule(code(deep), GivenRule{"SHORT", "", true}, "appraisal 3", stamp()));
    CHECK(clock(catalog, deep) == "running SHORT by_hand 2030-01-01");
    must(retention.give_rule(code(deep), std::nullopt, "back", stamp()));
    CHECK(clock(catalog, deep) == "permanent EVER grade");
    CHECK(must(retention.unassign({"HT·A", Grade::A, "", "EVER"}, stamp())));
    CHECK(clock(catalog, deep) == "running SHORT type 2030-01-01");
    CHECK(refused(retention.assign({"HT", {}, "", "NONE"}, stamp())).kind == ErrorKind::not_found);
    CHECK(check(*catalog).empty());
}

TEST_CASE("A period waits for its event, of the record, its folder, its party or its project; the last day counts")
{
    SampleCatalog catalog;
    without_periods_in_numbers(catalog);
    must(catalog->add_folder(folder("HT", "7"), stamp()));
    must(catalog->add_party(party("华为技术"), stamp()));
    Retention retention(*catalog);
    must(retention.put_rule(rule("ENDS", RetentionTrigger::contract_end, "10y"), stamp()));
    must(retention.assign({"HT", {}, "", "ENDS"}, stamp()));
    NewRecord record = contract("open", "open");
    record.metadata.folder = "7";
    record.metadata.party = "华为技术";
    record.metadata.project = "P-1";
    const std::string open = must(catalog->file_record(record, stamp())).code.text();
    CHECK(clock(catalog, open) == "waiting ENDS category");
    CHECK(wind_all(catalog) == 1);
    CHECK(sql_value(catalog.path(), "SELECT waits FROM retention_clock") == "contract_end");

    must(retention.add_event(happened(RetentionTrigger::contract_end, "2026-06-30", EventScope::record, open), stamp()));
    CHECK(clock(catalog, open) == "running ENDS category 2036-07-01");
    must(retention.add_event(happened(RetentionTrigger::contract_end, "2027-01-31", EventScope::folder, "ht/7"), stamp()));
    CHECK(clock(catalog, open) == "running ENDS category 2037-02-01");
    // Before the papers were made it hardly happened, and the day is asked for again.
    const auto early = happened(RetentionTrigger::contract_end, "2019-01-31", EventScope::party, "华为技术");
    CHECK(refused(retention.add_event(early, stamp())).kind == ErrorKind::refused);
    CHECK(refused(retention.add_event(happened(RetentionTrigger::contract_end, "2019-01-31", EventScope::project, "P-1"),
                                      stamp()))
              .kind == ErrorKind::refused);
    auto sure = happened(RetentionTrigger::contract_end, "2019-01-31", EventScope::record, open);
    sure.before_papers = true;
    const auto really = must(retention.add_event(sure, stamp()));
    must(retention.withdraw_event(really, "only tried", stamp()));
    must(
        retention.add_event(happened(RetentionTrigger::contract_end, "2025-01-31", EventScope::party, "华为技术"), stamp()));
    CHECK(clock(catalog, open) == "running ENDS category 2037-02-01");
    const auto last = must(
        retention.add_event(happened(RetentionTrigger::contract_end, "2028-12-31", EventScope::project, "P-1"), stamp()));
    CHECK(clock(catalog, open) == "running ENDS category 2039-01-01");
    must(retention.add_event(happened(RetentionTrigger::case_closed, "2030-12-31", EventScope::record, open), stamp()));
    CHECK(wind_all(catalog) == 1);
    CHECK(stored_clock(catalog, open) == "running ENDS category 2039-01-01");

    must(retention.withdraw_event(last, "wrong project", stamp()));
    CHECK(wind_all(catalog) == 1);
    CHECK(stored_clock(catalog, open) == "running ENDS category 2037-02-01");
    CHECK(refused(retention.withdraw_event(last, "again", stamp())).kind == ErrorKind::refused);
    CHECK(must(retention.events(code(open), false)).size() == 4);
    CHECK(must(retention.events(code(open), true)).size() == 6);

    CHECK(refused(retention.add_event(happened(RetentionTrigger::year_end, "2026-01-01", EventScope::record, open), stamp()))
              .kind == ErrorKind::usage);
    CHECK(refused(
              retention.add_event(happened(RetentionTrigger::contract_end, "2026-01-01", EventScope::folder, "HT"), stamp()))
              .kind == ErrorKind::usage);
    CHECK(check(*catalog).empty());
}

TEST_CASE("Whatever a clock depends on makes it be wound again, and only that")
{
    SampleCatalog catalog;
    without_periods_in_numbers(catalog);
    const std::string one = catalog.file("one"), two = catalog.file("two");
    CHECK(wind_all(catalog) == 2);
    CHECK(wind_all(catalog) == 0);
    RecordEdit edit;
    edit.date = day("2020-02-29");
    must(catalog->edit_record(code(one), edit, stamp()));
    CHECK(wind_all(catalog) == 1);
    CHECK(stored_clock(catalog, one) == "running D30 house 2051-01-01");
    edit = {};
    edit.add_tags = {"x"};
    must(catalog->edit_record(code(two), edit, stamp()));
    CHECK(wind_all(catalog) == 1);

    Retention retention(*catalog);
    auto later = rule("R", RetentionTrigger::year_end, "10y");
    later.effective_from = day("2027-01-01");
    must(retention.put_rule(later, stamp()));
    must(retention.assign({"HT", {}, "", "R"}, stamp()));
    wind_all(catalog);
    CHECK(stored_clock(catalog, one) == "running D30 house 2051-01-01");  // not in force yet
    const ClockDay next_year{day("2027-01-01"), 480};
    CHECK(wind_all(catalog, next_year) == 2);
    CHECK(stored_clock(catalog, one) == "running R category 2031-01-01");
    CHECK(wind_all(catalog) == 2);  // the clock of the machine went back
    CHECK(stored_clock(catalog, one) == "running D30 house 2051-01-01");

    must(Numbers(*catalog).bury(code(one), "case 1", stamp()));
    CHECK(stored_clock(catalog, one) == "no clock");
    CHECK(check(*catalog).empty());
}

TEST_CASE("What changes the clock of a merged record changes that of the record it went up into")
{
    SampleCatalog catalog;
    without_periods_in_numbers(catalog);
    Category other = category("XX");
    other.code_template = "{fonds}-{category}·{year}-{seq:4}";
    other.retention = "D10";
    must(catalog->add_category(other, stamp()));
    NewRecord record = contract("goes up", "goes up");
    record.metadata.category = "XX";
    const auto gone = must(catalog->file_record(record, stamp())).code;
    const std::string kept = catalog.file("kept");
    must(Doubles(*catalog).merge(code(kept), gone, "", stamp()));
    wind_all(catalog);
    CHECK(stored_clock(catalog, kept) == "running D30 house 2055-01-01");
    CategoryEdit edit;
    edit.retention = "Y";
    must(catalog->edit_category("XX", edit, stamp()));
    wind_all(catalog);
    CHECK(stored_clock(catalog, kept) == "permanent Y merged");
    CHECK(stored_clock(catalog, gone.text()) == "no clock");
    CHECK(check(*catalog).empty());
}

TEST_CASE("Records are listed by what is due, what waits and what category they are of")
{
    SampleCatalog catalog;
    without_periods_in_numbers(catalog);
    Retention retention(*catalog);
    must(retention.put_rule(rule("R", RetentionTrigger::year_end, "2y"), stamp()));
    must(retention.assign({"HT", {}, "", "R"}, stamp()));
    NewRecord record = contract("late", "late");
    record.metadata.date = day("2025-05-05");
    const std::string late = must(catalog->file_record(record, stamp())).code.text();
    const std::string early = catalog.file("early");  // 2024: due 2027-01-01
    wind_all(catalog);
    ClockRequest request;
    request.due_until = day("2027-12-31");
    const auto due = must(retention.list(request));
    REQUIRE(due.size() == 1);
    CHECK(due[0].code.text() == early);
    CHECK(due[0].due->text() == "2027-01-01");
    request = {};
    CHECK(must(retention.count(request)) == 2);
    request.category = "FP";
    CHECK(must(retention.count(request)) == 0);
    request = {};
    request.state = ClockState::waiting;
    CHECK(must(retention.count(request)) == 0);
    const auto years = must(retention.due_by_year(2026, 2030));
    REQUIRE(years.size() == 2);
    CHECK(years[0].year == 2027);
    CHECK(years[1].year == 2028);
    CHECK(must(retention.tally(day("2027-01-01"))).overdue == 1);
    CHECK(must(retention.tally(day("2026-12-31"))).overdue == 0);
}

TEST_CASE("A clock that somebody set by hand in the database is found out")
{
    SampleCatalog catalog;
    const std::string one = catalog.file("one");
    wind_all(catalog);
    CHECK(check(*catalog).empty());
    sql(catalog.path(), "UPDATE retention_clock SET due = '2001-01-01'");
    CHECK(check(*catalog) == std::vector<std::string>{"clock.wrong " + one});
    must(Retention(*catalog).owe_all_clocks());
    wind_all(catalog);
    CHECK(check(*catalog).empty());
}
