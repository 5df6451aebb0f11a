// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/schedule.hpp"

#include <algorithm>

#include "schema/catalog/rule_rows.hpp"
#include "schema/model/code_parts.hpp"
#include "schema/model/full_width.hpp"
#include "schema/model/kept_period.hpp"

namespace fonds {

namespace {

struct CategoryRow {
    std::string code, retention;
    std::int64_t parent = 0;
};

}  // namespace

Result<Schedule> Schedule::load(CatalogState& state, const Date& today)
{
    Schedule schedule(state);
    TRY_ASSIGN(auto rules, load_rules_in_force(state, today));
    for (auto& rule : rules) {
        std::string code = rule.code;
        schedule.rules_.emplace(std::move(code), std::move(rule));
    }
    TRY(schedule.load_plans());
    TRY_ASSIGN(auto told, state.db.query("SELECT DISTINCT starts, scope FROM retention_event WHERE withdrawn = ''"));
    TRY(told.each([&](const sqlite::Rows& row) -> Result<void> {
        schedule.told_.emplace(row.text(0), row.text(1));
        return {};
    }));
    TRY_ASSIGN(const auto by_hand, state.db.number("SELECT EXISTS (SELECT 1 FROM record_rule)"));
    schedule.by_hand_ = by_hand != 0;
    TRY_ASSIGN(const auto merged, state.db.number("SELECT EXISTS (SELECT 1 FROM tombstone WHERE merged_into IS NOT NULL)"));
    schedule.merged_ = merged != 0;
    return schedule;
}

Result<void> Schedule::load_plans()
{
    std::unordered_map<std::int64_t, CategoryRow> categories;
    TRY_ASSIGN(auto rows, state_->db.query("SELECT id, code, retention, coalesce(parent, 0) FROM category"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        categories[row.integer(0)] = {row.text(1), row.text(2), row.integer(3)};
        return {};
    }));
    std::map<std::string, std::int64_t> tags;
    std::unordered_map<std::int64_t, std::vector<Assigned>> own;
    TRY_ASSIGN(auto assigned, state_->db.query("SELECT category, grade, type, rule FROM rule_assignment"));
    TRY(assigned.each([&](const sqlite::Rows& row) -> Result<void> {
        Assigned one{std::nullopt, row.text(2), 0, in_force(row.view(3))};
        if (!row.view(1).empty()) {
            TRY_ASSIGN(one.grade, parse_grade(row.view(1)));
        }
        if (one.rule != nullptr) own[row.integer(0)].push_back(std::move(one));
        return {};
    }));
    if (std::ranges::any_of(own, [](const auto& entry) {
            return std::ranges::any_of(entry.second, [](const Assigned& one) { return !one.type.empty(); });
        })) {
        TRY_ASSIGN(auto names, state_->db.query("SELECT id, name FROM tag"));
        TRY(names.each([&](const sqlite::Rows& row) -> Result<void> {
            tags.emplace(spelling_key(row.view(1)), row.integer(0));
            return {};
        }));
    }
    for (const auto& [id, category] : categories) {
        Plan plan;
        plan.house = category.retention;
        plan.house_from = category.code;
        for (std::int64_t at = id; at != 0;) {
            const auto& level = categories.at(at);
            if (const auto found = own.find(at); found != own.end()) {
                plan.assigned = found->second;
                plan.from = level.code;
                break;
            }
            at = level.parent;
        }
        for (Assigned& one : plan.assigned)
            if (const auto tag = tags.find(spelling_key(one.type)); !one.type.empty() && tag != tags.end())
                one.tag = tag->second;
        plans_.emplace(id, std::move(plan));
    }
    return {};
}

const RetentionRule* Schedule::in_force(std::string_view code) const
{
    const auto found = rules_.find(code);
    return found == rules_.end() ? nullptr : &found->second;
}

const RetentionRule* Schedule::plain(const std::string& retention)
{
    auto known = plain_.find(retention);
    if (known == plain_.end()) {
        std::optional<RetentionRule> rule;
        if (is_retention(retention))
            if (const auto period = RetentionPeriod::parse(retention); period.ok()) {
                const Text name = retention_text(retention);
                rule.emplace();
                rule->code = retention;
                rule->name_en = name.en;
                rule->name_zh = name.zh;
                rule->period = *period;
                rule->action = period->permanent() ? RetentionAction::permanent : RetentionAction::review;
            }
        known = plain_.emplace(retention, std::move(rule)).first;
    }
    return known->second ? &*known->second : nullptr;
}

Result<void> Schedule::look_at_events(Covering& one, const ClockFacts& facts, EventScope scope, const sqlite::Value& target)
{
    const std::string name(name_of(one.rule->trigger));
    if (!told_.contains({name, std::string(name_of(scope))})) return {};
    const std::string events =
        std::string(scope == EventScope::project ? " WHERE project = ?1"
                                                 : " WHERE scope = '" + std::string(name_of(scope)) + "' AND target = ?1") +
        " AND starts = ?2 AND withdrawn = ''";
    const auto newest = [&](const std::string& query, std::int64_t filed) -> Result<std::optional<Date>> {
        TRY_ASSIGN(auto rows,
                   state_->db.query("SELECT coalesce(max(day), '') FROM retention_event" + query, {target, name, filed}));
        TRY_ASSIGN(const bool found, rows.next());
        if (!found) return std::optional<Date>();
        return stored_day(rows.view(0));
    };
    const auto later = [](std::optional<Date>& day, const std::optional<Date>& other) {
        if (other && (!day || *day < *other)) day = other;
    };
    TRY_ASSIGN(const auto last, newest(events + " AND ?3 = ?3", 0));
    if (!last) return {};
    // Whoever names a paper without a date knows of which it is told; anything else is of papers that were there by then.
    const bool named = scope == EventScope::record && !facts.date;
    if (named || facts.date.value_or(facts.filed) <= *last) {
        later(one.basis, last);
        return {};
    }
    TRY_ASSIGN(const auto said,
               newest(events + " AND event > ?3 AND (SELECT CASE WHEN json_valid(detail) THEN json_extract(detail,"
                               " '$.before_papers') END FROM event WHERE sequence = retention_event.event) = 1",
                      facts.filed_event));
    later(one.basis, said);
    return {};
}

Result<void> Schedule::set_basis(Covering& one, const ClockFacts& facts)
{
    const RetentionTrigger trigger = one.rule->trigger;
    one.undated = !facts.date && !is_told(trigger) && trigger != RetentionTrigger::filed;
    if (!is_told(trigger)) {
        one.basis = trigger == RetentionTrigger::filed ? facts.filed : facts.date.value_or(facts.filed);
        return {};
    }
    TRY(look_at_events(one, facts, EventScope::record, facts.id));
    if (facts.folder != 0) TRY(look_at_events(one, facts, EventScope::folder, facts.folder));
    if (facts.party != 0) TRY(look_at_events(one, facts, EventScope::party, facts.party));
    if (!facts.project.empty()) TRY(look_at_events(one, facts, EventScope::project, facts.project));
    return {};
}

Result<void> Schedule::add_assigned(const Plan& plan, const ClockFacts& facts, std::vector<Covering>& all)
{
    // What names a type or a grade beats what names neither; among those the longest decides.
    const auto first = all.size();
    std::vector<const Assigned*> general;
    for (const Assigned& one : plan.assigned) {
        if (one.grade && *one.grade != facts.grade) continue;
        if (!one.type.empty()) {
            if (one.tag == 0) continue;
            TRY_ASSIGN(const auto has,
                       state_->db.number("SELECT 1 FROM record_tag WHERE tag = ?1 AND record = ?2", {one.tag, facts.id}));
            if (has == 0) continue;
            all.push_back({one.rule, RuleOrigin::type, one.type, false, false, false, {}, {}});
        } else if (one.grade) {
            all.push_back({one.rule, RuleOrigin::grade, text_of(facts.grade), false, false, false, {}, {}});
        } else {
            general.push_back(&one);
        }
    }
    const bool special = all.size() != first;
    for (const Assigned* one : general)
        all.push_back({one->rule, RuleOrigin::category, plan.from, false, false, special, {}, {}});
    return {};
}

Result<std::vector<Covering>> Schedule::own(const ClockFacts& facts, std::optional<GivenRule>& given)
{
    std::vector<Covering> all;
    given.reset();
    if (by_hand_) {
        TRY_ASSIGN(auto rows,
                   state_->db.query("SELECT rule, reason, overrides FROM record_rule WHERE record = ?1", {facts.id}));
        TRY_ASSIGN(const bool found, rows.next());
        if (found) given.emplace(GivenRule{rows.text(0), rows.text(1), rows.integer(2) != 0});
    }
    const auto add = [&](const RetentionRule* rule, RuleOrigin origin, std::string_view from, bool overrides) {
        if (rule != nullptr) all.push_back({rule, origin, from, overrides, false, false, {}, {}});
    };
    if (given) add(in_force(given->rule), RuleOrigin::by_hand, given->reason, given->overrides);
    const auto plan = plans_.find(facts.category);
    if (plan != plans_.end()) TRY(add_assigned(plan->second, facts, all));
    add(plain(retention_in(facts.code)), RuleOrigin::number, {}, false);
    if (all.empty() && plan != plans_.end())
        add(plain(plan->second.house), RuleOrigin::house, plan->second.house_from, false);
    for (Covering& one : all) {
        TRY(set_basis(one, facts));
        one.wound = wind(*one.rule, one.basis);
    }
    return all;
}

Result<void> Schedule::add_merged(const ClockFacts& facts, std::vector<Covering>& all)
{
    TRY_ASSIGN(auto rows,
               state_->db.query("WITH RECURSIVE up (id) AS (SELECT record FROM tombstone WHERE merged_into = ?1 UNION SELECT"
                                " tombstone.record FROM tombstone JOIN up ON merged_into = up.id) " +
                                    std::string(select_clock_facts) + " WHERE record.id IN (SELECT id FROM up) ORDER BY id",
                                {facts.id}));
    return rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(const ClockFacts merged, to_clock_facts(row, offset_minutes_));
        std::optional<GivenRule> given;
        TRY_ASSIGN(const auto theirs, own(merged, given));
        for (Covering one : theirs) {
            one.from = kept_.emplace_back(merged.code + (one.from.empty() ? "" : ", " + std::string(one.from)));
            one.origin = RuleOrigin::merged;
            one.overrides = false;
            all.push_back(one);
        }
        return {};
    });
}

Result<std::vector<Covering>> Schedule::covering(const ClockFacts& facts, std::optional<GivenRule>& given)
{
    TRY_ASSIGN(auto all, own(facts, given));
    if (merged_) TRY(add_merged(facts, all));
    std::ranges::stable_sort(all, [](const Covering& one, const Covering& other) {
        const bool appraised = one.rule->code == appraised_rule;
        if (appraised != (other.rule->code == appraised_rule)) return appraised;
        if (one.overrides != other.overrides) return one.overrides;
        if (one.yields != other.yields) return other.yields;
        return keeps_longer(one.wound, other.wound);
    });
    return all;
}

Result<std::optional<Extension>> extension_of(CatalogState& state, std::int64_t record)
{
    TRY_ASSIGN(
        auto rows,
        state.db.query("WITH RECURSIVE whole (id) AS (SELECT ?1 UNION SELECT record FROM tombstone JOIN whole ON"
                       " merged_into = whole.id) SELECT until, reason FROM record_extension WHERE record IN (SELECT id"
                       " FROM whole) ORDER BY until DESC LIMIT 1",
                       {record}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return std::optional<Extension>();
    TRY_ASSIGN(const auto until, stored_day(rows.view(0)));
    return std::optional(Extension{*until, rows.text(1)});
}

Result<ClockFacts> to_clock_facts(const sqlite::Rows& row, int offset_minutes)
{
    TRY_ASSIGN(const Instant filed, parse_instant(row.view(7)));
    ClockFacts facts{row.integer(0),
                     row.integer(1),
                     row.integer(2),
                     row.integer(3),
                     row.integer(9),
                     row.text(4),
                     row.text(5),
                     {},
                     Date::of(filed, offset_minutes),
                     Grade::B};
    TRY_ASSIGN(facts.date, stored_day(row.view(6)));
    TRY_ASSIGN(facts.grade, parse_grade(row.view(8)));
    return facts;
}

}  // namespace fonds
