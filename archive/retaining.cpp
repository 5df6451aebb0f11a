// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/retaining.hpp"

#include "archive/rule_law.hpp"
#include "archive/state.hpp"
#include "schema/catalog/audit_facts.hpp"
#include "schema/catalog/retention.hpp"
#include "schema/core/json.hpp"
#include "schema/model/kept_period.hpp"

namespace fonds {

Date Retaining::today() const
{
    return state_.today();
}

Result<RetentionRule> Retaining::put_rule(const RetentionRule& rule)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    RetentionRule now;
    TRY(state_.catalog.transaction([&]() -> Result<void> {
        TRY_ASSIGN(now, put_lawful_rule(state_, rule, state_.stamp()));
        return {};
    }));
    return now;
}

Result<std::vector<RetentionRule>> Retaining::rules(bool all_versions)
{
    Retention retention(state_.catalog);
    if (all_versions) return retention.rules("");
    return retention.rules_in_force(state_.today());
}

Result<std::vector<RetentionRule>> Retaining::rule(std::string_view code)
{
    TRY_ASSIGN(const std::string wanted, parse_rule_code(code));
    TRY_ASSIGN(auto all, Retention(state_.catalog).rules(wanted));
    if (!all.empty()) return all;
    return error(ErrorKind::not_found, say("There is no retention rule {}", "没有保管期限规则 {}", {wanted}))
        .with_hint(say("fonds rule list shows them; fonds rule import brings ready-made ones.",
                       "可用 fonds rule list 查看;fonds rule import 可导入现成的规则。"))
        .at(wanted);
}

Result<bool> Retaining::assign(const RuleAssignment& assignment, std::string_view forced)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    return assign_lawfully(state_, assignment, forced, state_.stamp());
}

Result<bool> Retaining::unassign(const RuleAssignment& assignment)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    return unassign_lawfully(state_, assignment, state_.stamp());
}

Result<std::vector<RuleAssignment>> Retaining::assignments()
{
    return Retention(state_.catalog).assignments();
}

Result<void> Retaining::give_rule(const ReferenceCode& code, const std::optional<GivenRule>& rule, std::string_view reason)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    if (rule) {
        TRY_ASSIGN(const std::string name, parse_rule_code(rule->rule));
        if (name.starts_with("FONDS-"))
            return error(ErrorKind::refused,
                         say("{} is a rule of Fonds itself: only a case gives it", "{} 是系统规则,只由鉴定程序指定", {name}))
                .with_hint(
                    say("Make a rule of your own that is permanent: fonds rule add.", "请另建永久规则:fonds rule add。"))
                .at(name);
    }
    Retention retention(state_.catalog);
    const Stamp stamp = state_.stamp();
    const auto done = retention.give_rule(code, rule, reason, stamp);
    if (done.ok() || done.error().kind != ErrorKind::refused) return done;
    const auto given = retention.given_rule(code);
    if (!given.ok() || !*given || (*given)->rule != appraised_rule) return done;
    const Json detail = Json::object()
                            .set("why", "appraised")
                            .set("record", code.text())
                            .set("problem", done.error().what.en)
                            .set("problem_zh", done.error().what.zh);
    // What is refused is refused, whether it could be told or not.
    [[maybe_unused]] const auto told =
        state_.catalog.log("access.refused", rule ? "rule give" : "rule take", detail.dump(), stamp);
    return done;
}

Result<ToldEvent> Retaining::add_event(const RetentionEvent& event)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    ToldEvent told;
    TRY_ASSIGN(told.number, Retention(state_.catalog).add_event(event, state_.stamp()));
    EventFilter last;
    last.action = "retention.event_added";
    TRY_ASSIGN(const auto events, AuditFacts(state_.catalog).newest(last, 1, 0));
    if (events.empty()) return told;
    TRY_ASSIGN(const Json detail, Json::parse(events.front().detail));
    told.later_papers = detail.get("later_papers").number();
    return told;
}

Result<void> Retaining::withdraw_event(std::int64_t id, std::string_view reason)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    return Retention(state_.catalog).withdraw_event(id, reason, state_.stamp());
}

Result<std::vector<RetentionEvent>> Retaining::events(const std::optional<ReferenceCode>& code, bool withdrawn_too)
{
    return Retention(state_.catalog).events(code, withdrawn_too);
}

Result<RetentionClock> Retaining::clock(const ReferenceCode& code)
{
    return Retention(state_.catalog).clock(code, state_.clock_day());
}

Result<std::int64_t> Retaining::wind(bool all)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Retention retention(state_.catalog);
    if (all) TRY(retention.owe_all_clocks());
    return retention.wind_clocks(state_.clock_day());
}

Result<ClockPart> Retaining::list(const ClockRequest& request)
{
    Retention retention(state_.catalog);
    ClockPart part;
    TRY_ASSIGN(part.rows, retention.list(request));
    part.total = static_cast<std::int64_t>(request.offset + part.rows.size());
    if (part.rows.size() == request.limit || (part.rows.empty() && request.offset != 0)) {
        TRY_ASSIGN(part.total, retention.count(request));
    }
    return part;
}

Result<ClockTally> Retaining::tally()
{
    return Retention(state_.catalog).tally(state_.today());
}

Result<std::vector<DueYear>> Retaining::due_by_year(int first, int last)
{
    return Retention(state_.catalog).due_by_year(first, last);
}

}  // namespace fonds
