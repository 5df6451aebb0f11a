// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/retention_clock.hpp"

using namespace fonds;

namespace {

Date day(std::string_view text)
{
    return Date::parse(text).value();
}

RetentionPeriod period(std::string_view text)
{
    return RetentionPeriod::parse(text).value();
}

RetentionRule rule(RetentionTrigger trigger, std::string_view lasts)
{
    RetentionRule made;
    made.code = "R-1";
    made.name_zh = "凭证";
    made.name_en = "Vouchers";
    made.trigger = trigger;
    made.period = period(lasts);
    made.action = made.period.permanent() ? RetentionAction::permanent : RetentionAction::review;
    return made;
}

ClockCandidate candidate(RetentionTrigger trigger, std::string_view lasts, std::optional<std::string_view> basis)
{
    ClockCandidate made;
    made.rule = rule(trigger, lasts);
    made.from = "KU";
    if (basis) made.basis = day(*basis);
    made.wound = wind(made.rule, made.basis);
    return made;
}

std::string due_text(RetentionTrigger trigger, std::string_view lasts, std::string_view basis)
{
    const Wound wound = candidate(trigger, lasts, basis).wound;
    return wound.due ? wound.due->text() : std::string(name_of(wound.state));
}

}  // namespace

TEST_CASE("a period is read as people write it, and as it writes itself")
{
    struct Row {
        std::string_view text, code;
    };
    for (const auto& [text, code] : {Row{"Y", "Y"}, Row{"permanent", "Y"}, Row{"永久", "Y"}, Row{"30y", "30y"},
                                     Row{"30 years", "30y"}, Row{"D30", "30y"}, Row{"d10", "10y"}, Row{"30年", "30y"},
                                     Row{"18m", "18m"}, Row{"6个月", "6m"}, Row{"2 weeks", "2w"}, Row{"90天", "90d"},
                                     Row{"1 day", "1d"}, Row{"30", "30y"}, Row{"0d", "0d"}, Row{"３０年", "30y"}}) {
        INFO(text);
        REQUIRE(RetentionPeriod::parse(text).ok());
        CHECK(period(text).code() == code);
        CHECK(period(period(text).code()) == period(text));
    }
    for (const std::string_view text : {"", "0y", "-1y", "1000y", "y30y", "ten years", "30 fortnights", "D", "30.5y"}) {
        INFO(text);
        CHECK_FALSE(RetentionPeriod::parse(text).ok());
    }
}

TEST_CASE("a period runs from its first day to the day before the same day, that day included")
{
    // Order 79: a voucher of 2024 is kept from 2025-01-01 through 2054-12-31.
    CHECK(due_text(RetentionTrigger::fiscal_year_end, "30y", "2024-01-01") == "2055-01-01");
    CHECK(due_text(RetentionTrigger::fiscal_year_end, "30y", "2024-12-31") == "2055-01-01");
    CHECK(due_text(RetentionTrigger::fiscal_year_end, "10y", "2024-07-15") == "2035-01-01");
    CHECK(due_text(RetentionTrigger::year_end, "30y", "2024-02-29") == "2055-01-01");
    // 劳动合同法 art. 50: ended 2026-06-30, kept through 2028-06-30.
    CHECK(due_text(RetentionTrigger::employment_end, "2y", "2026-06-30") == "2028-07-01");
    CHECK(due_text(RetentionTrigger::created, "5y", "2020-03-01") == "2025-03-02");
    CHECK(due_text(RetentionTrigger::filed, "90d", "2023-12-30") == "2024-03-30");
    CHECK(due_text(RetentionTrigger::case_closed, "2w", "2024-02-28") == "2024-03-14");
    CHECK(due_text(RetentionTrigger::facility_retired, "0d", "2024-02-28") == "2024-02-29");
    CHECK(due_text(RetentionTrigger::created, "30y", "1900-01-01") == "1930-01-02");
    CHECK(due_text(RetentionTrigger::created, "30y", "2100-02-28") == "2130-03-01");
}

TEST_CASE("from 29 February a period ends with 28 February where there is no 29th")
{
    CHECK(due_text(RetentionTrigger::created, "1y", "2024-02-28") == "2025-03-01");
    CHECK(due_text(RetentionTrigger::created, "4y", "2024-02-28") == "2028-02-29");
    CHECK(due_text(RetentionTrigger::created, "100y", "2000-02-28") == "2100-03-01");  // 2100 is no leap year
    CHECK(due_text(RetentionTrigger::contract_end, "1y", "2024-02-28") == "2025-03-01");
    CHECK(due_text(RetentionTrigger::created, "1m", "2024-01-30") == "2024-03-01");
    CHECK(due_text(RetentionTrigger::created, "1m", "2024-12-30") == "2025-01-31");
}

TEST_CASE("a fiscal year ends where its rule says")
{
    auto one = candidate(RetentionTrigger::fiscal_year_end, "3y", "2024-04-05");
    one.rule.year_ends = YearDay::parse("04-05").value();
    one.wound = wind(one.rule, one.basis);
    CHECK(one.wound.start->text() == "2024-04-06");
    one.basis = day("2024-04-06");
    one.wound = wind(one.rule, one.basis);
    CHECK(one.wound.start->text() == "2025-04-06");
    CHECK(one.wound.due->text() == "2028-04-06");
    CHECK(YearDay::parse("4-5").value().text() == "04-05");
    CHECK_FALSE(YearDay::parse("02-29").ok());
    CHECK_FALSE(YearDay::parse("13-01").ok());
}

TEST_CASE("what would end after the year 9999 never ends")
{
    CHECK(due_text(RetentionTrigger::created, "999y", "9500-01-01") == "permanent");
    CHECK(due_text(RetentionTrigger::year_end, "1y", "9999-12-31") == "permanent");
}

TEST_CASE("the longest rule decides: for ever, then what waits, then the later day")
{
    const auto forever = candidate(RetentionTrigger::created, "Y", {});
    const auto waits = candidate(RetentionTrigger::contract_end, "10y", {});
    const auto late = candidate(RetentionTrigger::created, "30y", "2020-01-01");
    const auto early = candidate(RetentionTrigger::created, "10y", "2020-01-01");
    std::vector<ClockCandidate> all{early, late, waits, forever};
    put_in_order(all);
    CHECK(all[0].wound.state == ClockState::permanent);
    CHECK(all[1].wound.state == ClockState::waiting);
    CHECK(all[2].wound.due->text() == "2050-01-02");

    all.back().overrides = true;
    put_in_order(all);
    CHECK(all[0].wound.due->text() == "2030-01-02");

    RetentionClock clock{ReferenceCode::parse("A-KU·2020-D30-0001").value(), {late, early}, {}, {}};
    CHECK(clock.in_conflict());
    CHECK(clock.due()->text() == "2050-01-02");
    clock.candidates = {late, late};
    CHECK_FALSE(clock.in_conflict());
}

TEST_CASE("an extension keeps a record longer, never shorter")
{
    RetentionClock clock{ReferenceCode::parse("A-KU·2020-D30-0001").value(),
                         {candidate(RetentionTrigger::created, "10y", "2020-01-01")},
                         day("2033-01-01"),
                         "audit"};
    CHECK(clock.due()->text() == "2033-01-01");
    clock.extended = day("2025-01-01");
    CHECK(clock.due()->text() == "2030-01-02");
}

TEST_CASE("a clock is explained by rule, law, trigger and its first and last day")
{
    RetentionClock clock{ReferenceCode::parse("A-KU·2024-D30-0001").value(),
                         {candidate(RetentionTrigger::fiscal_year_end, "30y", "2024-05-06")},
                         {},
                         {}};
    clock.candidates[0].rule.source = "会计档案管理办法(令第79号)附表一";
    const Text before = explanation(clock, day("2026-01-01"));
    CHECK(before.en ==
          "A-KU·2024-D30-0001: rule R-1 (Vouchers), version 1; source: 会计档案管理办法(令第79号)附表一 "
          "(of category KU). It is kept for 30 years from 2025-01-01, counted from the first day after the end of "
          "the fiscal year (2024-05-06): the last day is 2054-12-31. From 2055-01-01 on it is due (appraise).");
    CHECK(before.zh.find("保管30年,自 2025-01-01 起算(依据:会计年度终了后第一天,2024-05-06),保管至 2054-12-31") !=
          std::string::npos);
    CHECK(explanation(clock, day("2055-01-01")).en.find("That has passed: since 2055-01-01") != std::string::npos);

    clock.candidates[0].undated = true;
    CHECK(explanation(clock, day("2026-01-01")).en.find("it has no date; filed on 2024-05-06") != std::string::npos);
    clock.candidates[0].overrides = true;
    CHECK(explanation(clock, day("2026-01-01")).en.find("Other rules") == std::string::npos);
    clock.candidates.push_back(candidate(RetentionTrigger::created, "Y", {}));
    CHECK(explanation(clock, day("2026-01-01")).en.find("Other rules keep it longer") != std::string::npos);

    clock.candidates = {candidate(RetentionTrigger::contract_end, "10y", {})};
    CHECK(explanation(clock, day("2026-01-01")).en.find("which nobody has told yet") != std::string::npos);
    clock.candidates.clear();
    CHECK(explanation(clock, day("2026-01-01")).en.find("no retention rule") != std::string::npos);
}

TEST_CASE("triggers and actions are known by name, by key and in Chinese")
{
    CHECK(parse_retention_trigger("contract_end").value() == RetentionTrigger::contract_end);
    CHECK(parse_retention_trigger("contract-end").value() == RetentionTrigger::contract_end);
    CHECK(parse_retention_trigger("FY_END").value() == RetentionTrigger::fiscal_year_end);
    CHECK(parse_retention_trigger("txn_done").value() == RetentionTrigger::transaction_done);
    CHECK(parse_retention_trigger("竣工验收").value() == RetentionTrigger::project_accepted);
    const auto unknown = parse_retention_trigger("someday");
    REQUIRE_FALSE(unknown.ok());
    CHECK(unknown.error().hint.en.find("fiscal_year_end") != std::string::npos);
    CHECK(parse_retention_action("鉴定").value() == RetentionAction::review);
    CHECK(parse_retention_action("销毁").value() == RetentionAction::destroy);
    CHECK(parse_retention_trigger("会计年度终了").value() == RetentionTrigger::fiscal_year_end);
    CHECK_FALSE(parse_retention_trigger("终止").ok());  // of a contract, or of employment?
    CHECK_FALSE(parse_retention_action("burn").ok());
}

TEST_CASE("a rule does not contradict itself")
{
    auto one = rule(RetentionTrigger::year_end, "10y");
    CHECK(check_rule(one).ok());
    one.action = RetentionAction::permanent;
    CHECK_FALSE(check_rule(one).ok());
    one = rule(RetentionTrigger::year_end, "Y");
    CHECK(check_rule(one).ok());
    one.effective_from = day("2020-01-01");
    one.effective_until = day("2019-12-31");
    CHECK_FALSE(check_rule(one).ok());
    CHECK(parse_rule_code(" cn-ku-01 ").value() == "CN-KU-01");
    for (const std::string_view bad : {"", "-A", "A-", "A B", "凭证"}) CHECK_FALSE(parse_rule_code(bad).ok());
}

TEST_CASE("shorter compares periods of different units")
{
    CHECK(shorter(period("10y"), period("30y")));
    CHECK(shorter(period("11m"), period("1y")));
    CHECK(shorter(period("999y"), period("Y")));
    CHECK_FALSE(shorter(period("Y"), period("30y")));
    CHECK_FALSE(shorter(period("12m"), period("1y")));
}
