// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/retention_clock.hpp"

#include <algorithm>
#include <array>

#include "schema/model/kept_period.hpp"

namespace fonds {

namespace {

namespace chr = std::chrono;
using State = ClockState;

constexpr std::array states{State::permanent, State::waiting, State::running, State::none};

/// Of a candidate whose day is unknown: never before anything that is known.
int rank(State state)
{
    switch (state) {
    case State::permanent: return 3;
    case State::waiting: return 2;
    case State::running: return 1;
    case State::none: return 0;
    }
    return 0;
}

Text name_text(const RetentionRule& rule)
{
    return {rule.name_en.empty() ? rule.name_zh : rule.name_en, rule.name_zh.empty() ? rule.name_en : rule.name_zh};
}

/// "rule CN-KU-01 (original vouchers), version 1; source: order 79"
Text rule_text(const ClockCandidate& one)
{
    const RetentionRule& rule = one.rule;
    if (one.origin == RuleOrigin::number || one.origin == RuleOrigin::house)
        return say("period {} ({})", "保管期限 {}({})", {rule.code, name_text(rule)});
    const Text source = rule.source.empty() ? say("none is named", "未注明") : Text{rule.source, rule.source};
    return say("rule {} ({}), version {}; source: {}", "规则 {}({}),第 {} 版;依据:{}",
               {rule.code, name_text(rule), rule.version, source});
}

Text origin_text(const ClockCandidate& candidate)
{
    switch (candidate.origin) {
    case RuleOrigin::by_hand: return say("given to this record: {}", "由人工指定:{}", {candidate.from});
    case RuleOrigin::category: return say("of category {}", "来自门类 {}", {candidate.from});
    case RuleOrigin::grade: return say("of its grade, {}", "来自重要性 {}", {candidate.from});
    case RuleOrigin::type: return say("of its type, {}", "来自类型 {}", {candidate.from});
    case RuleOrigin::number: return say("told by its reference code", "档号所载");
    case RuleOrigin::house: return say("the period of category {}", "门类 {} 的保管期限", {candidate.from});
    case RuleOrigin::merged: return say("of a record merged into it: {}", "来自并入的件:{}", {candidate.from});
    }
    return {};
}

Date day_before(const Date& day)
{
    return Date(chr::sys_days(day.day()) - chr::days(1));
}

/// The day that counts; and that it is but the day of filing, where nothing else is known.
Text basis_text(const ClockCandidate& one)
{
    if (one.undated) return say("it has no date; filed on {}", "无文件日期,以归档日 {} 代", {one.basis->text()});
    return {one.basis->text(), one.basis->text()};
}

Text running_text(const RetentionClock& clock, const ClockCandidate& one, const Date& today)
{
    const Date due = *clock.due();
    Text text =
        say("kept for {} from {}, counted from {} ({}): the last day is {}", "保管{},自 {} 起算(依据:{},{}),保管至 {}",
            {one.rule.period.text(), one.wound.start->text(), text_of(one.rule.trigger), basis_text(one),
             day_before(*one.wound.due).text()});
    if (clock.extended && one.wound.due && *one.wound.due < *clock.extended)
        text = say("{}; extended through {} ({})", "{};延长至 {}({})",
                   {text, day_before(*clock.extended).text(), clock.extended_why});
    const Text what = text_of(one.rule.action);
    if (due <= today)
        return say("{}. That has passed: since {} it is due ({}); nothing is destroyed without appraisal and approval.",
                   "{}。现已期满:自 {} 起应{};未经鉴定和批准不得销毁。", {text, due.text(), what});
    return say("{}. From {} on it is due ({}).", "{}。自 {} 起应{}。", {text, due.text(), what});
}

}  // namespace

std::string_view name_of(RuleOrigin origin)
{
    switch (origin) {
    case RuleOrigin::by_hand: return "by_hand";
    case RuleOrigin::category: return "category";
    case RuleOrigin::grade: return "grade";
    case RuleOrigin::type: return "type";
    case RuleOrigin::number: return "number";
    case RuleOrigin::house: return "house";
    case RuleOrigin::merged: return "merged";
    }
    return "";
}

std::string_view name_of(ClockState state)
{
    switch (state) {
    case State::permanent: return "permanent";
    case State::waiting: return "waiting";
    case State::running: return "running";
    case State::none: return "none";
    }
    return "";
}

std::optional<ClockState> clock_state(std::string_view name)
{
    for (const State state : states)
        if (name_of(state) == name) return state;
    return std::nullopt;
}

Wound wind(const RetentionRule& rule, const std::optional<Date>& basis)
{
    if (rule.period.permanent()) return {State::permanent, {}, {}};
    if (!basis) return {State::waiting, {}, {}};
    const auto start = start_after(rule, *basis);
    const auto due = start ? rule.period.after(*start) : std::nullopt;
    return {due ? State::running : State::permanent, start, due};
}

bool keeps_longer(const Wound& one, const Wound& other)
{
    if (rank(one.state) != rank(other.state)) return rank(one.state) > rank(other.state);
    return one.due && other.due && *one.due > *other.due;
}

void put_in_order(std::vector<ClockCandidate>& candidates)
{
    std::ranges::stable_sort(candidates, [](const ClockCandidate& one, const ClockCandidate& other) {
        const bool appraised = one.rule.code == appraised_rule;
        if (appraised != (other.rule.code == appraised_rule)) return appraised;
        if (one.overrides != other.overrides) return one.overrides;
        if (one.yields != other.yields) return other.yields;
        return keeps_longer(one.wound, other.wound);
    });
}

std::optional<Date> RetentionClock::start() const
{
    return candidates.empty() ? std::nullopt : candidates.front().wound.start;
}

std::optional<Date> RetentionClock::due() const
{
    if (state() != State::running) return std::nullopt;
    const Date own = *candidates.front().wound.due;
    return extended && own < *extended ? *extended : own;
}

bool RetentionClock::in_conflict() const
{
    return std::ranges::any_of(candidates, [&](const ClockCandidate& each) {
        return each.wound.state != candidates.front().wound.state || each.wound.due != candidates.front().wound.due;
    });
}

Text explanation(const RetentionClock& clock, const Date& today)
{
    if (clock.candidates.empty())
        return say("{} has no retention rule: it is kept until it gets one.", "{} 没有保管期限规则:在指定之前一直保管。",
                   {clock.code.text()});
    const ClockCandidate& one = clock.candidates.front();
    Text text = say("{}: {} ({}). ", "{}:{}({})。", {clock.code.text(), rule_text(one), origin_text(one)});
    switch (one.wound.state) {
    case State::permanent: text = say("{}It is kept for ever.", "{}永久保管。", {text}); break;
    case State::waiting:
        text = say("{}It is kept for {} from the day after {}, which nobody has told yet: until then it is kept.",
                   "{}保管{},自{}之次日起算;该事项尚未登记,在此之前一直保管。",
                   {text, one.rule.period.text(), text_of(one.rule.trigger)});
        break;
    case State::running: text = say("{}It is {}", "{}{}", {text, running_text(clock, one, today)}); break;
    case State::none: break;
    }
    const bool longer = std::ranges::any_of(clock.candidates,
                                            [&](const ClockCandidate& each) { return keeps_longer(each.wound, one.wound); });
    if (longer && one.overrides)
        return say("{} Other rules keep it longer, and this one was given by hand against them.",
                   "{}其他规则期限更长,但已人工指定以本规则为准。", {text});
    if (longer)
        return say("{} A rule for all of its category keeps it longer, but this one is for its type or grade.",
                   "{}门类通用规则期限更长,但本规则专用于其类型或重要性。", {text});
    if (!clock.in_conflict()) return text;
    return say("{} Its rules differ: the longest holds.", "{}各规则期限不一,以最长者为准。", {text});
}

}  // namespace fonds
