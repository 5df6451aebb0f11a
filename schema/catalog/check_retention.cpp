// SPDX-License-Identifier: GPL-3.0-or-later
// Rules, events and holds as the audit log tells them; and clocks against the facts they are wound from.
#include "schema/catalog/checking.hpp"
#include "schema/catalog/rule_rows.hpp"
#include "schema/catalog/schedule.hpp"

namespace fonds {

namespace {

struct Comparison {
    std::string_view kind, query;
    Text what;
};

// Each gives the subjects of which table and log say different things.
const Comparison comparisons[] = {
    {"rule.changed",
     "SELECT code || ' ' || version FROM retention_rule JOIN event ON event.sequence = retention_rule.event WHERE"
     " event.action <> 'rule.put' OR subject <> code OR NOT json_valid(detail) OR json_extract(detail, '$.version') <> "
     "version"
     " OR coalesce(json_extract(detail, '$.changes.period.after'), period) <> period"
     " OR coalesce(json_extract(detail, '$.changes.starts.after'), starts) <> starts"
     " OR coalesce(json_extract(detail, '$.changes.action.after'), retention_rule.action) <> retention_rule.action"
     " OR coalesce(json_extract(detail, '$.changes.least.after'), least) <> least",
     {"The audit log tells another rule than {}", "规则 {} 与审计日志不符"}},
    {"rule.changed",
     "SELECT subject FROM event WHERE action = 'rule.put' AND NOT EXISTS (SELECT 1 FROM retention_rule WHERE"
     " retention_rule.event = event.sequence)",
     {"Rule {} was put, as the audit log tells, but is not there", "审计日志记载了规则 {},但目录库中没有"}},
    {"rule.changed",
     "SELECT category.code || ' ' || rule FROM rule_assignment JOIN category ON category.id = rule_assignment.category"
     " WHERE (SELECT action FROM event WHERE (action = 'rule.assigned' OR action = 'rule.unassigned') AND subject ="
     " category.code AND json_extract(detail, '$.rule') = rule AND coalesce(json_extract(detail, '$.grade'), '') = grade"
     " AND coalesce(json_extract(detail, '$.type'), '') = type ORDER BY sequence DESC LIMIT 1) IS NOT 'rule.assigned'",
     {"The audit log does not tell that this category has this rule: {}", "审计日志未记载该门类采用该规则:{}"}},
    {"rule.changed",
     "SELECT subject || ' ' || json_extract(detail, '$.rule') FROM event AS given WHERE action = 'rule.assigned' AND NOT "
     "EXISTS"
     " (SELECT 1 FROM event AS later WHERE later.sequence > given.sequence AND (later.action = 'rule.unassigned' OR"
     " later.action = 'rule.assigned') AND later.subject = given.subject AND json_extract(later.detail, '$.rule') ="
     " json_extract(given.detail, '$.rule') AND coalesce(json_extract(later.detail, '$.grade'), '') ="
     " coalesce(json_extract(given.detail, '$.grade'), '') AND coalesce(json_extract(later.detail, '$.type'), '') ="
     " coalesce(json_extract(given.detail, '$.type'), '')) AND NOT EXISTS (SELECT 1 FROM rule_assignment JOIN category ON"
     " category.id = rule_assignment.category WHERE category.code = given.subject AND rule = json_extract(given.detail,"
     " '$.rule') AND grade = coalesce(json_extract(given.detail, '$.grade'), '') AND type ="
     " coalesce(json_extract(given.detail, '$.type'), ''))",
     {"This category was given this rule, as the audit log tells, but does not have it: {}",
      "审计日志记载该门类采用该规则,但目录库中没有:{}"}},
    {"rule.changed",
     "SELECT subject FROM event AS given WHERE action = 'record.rule_given' AND NOT EXISTS (SELECT 1 FROM event AS later "
     "WHERE"
     " later.sequence > given.sequence AND later.subject = given.subject AND (later.action = 'record.rule_given' OR"
     " later.action = 'record.rule_taken')) AND NOT EXISTS (SELECT 1 FROM record_rule JOIN record ON record.id ="
     " record_rule.record WHERE code = given.subject AND rule = json_extract(given.detail, '$.rule') AND overrides ="
     " json_extract(given.detail, '$.overrides'))",
     {"The audit log tells another rule that was given to {}", "审计日志所载 {} 的指定规则与目录库不符"}},
    {"rule.changed",
     "SELECT code FROM record_rule JOIN record ON record.id = record_rule.record WHERE (SELECT action FROM event WHERE "
     "subject ="
     " code AND (action = 'record.rule_given' OR action = 'record.rule_taken') ORDER BY sequence DESC LIMIT 1) IS NOT"
     " 'record.rule_given'",
     {"The audit log does not tell that {} was given a rule", "审计日志未记载为 {} 指定规则"}},
    {"event.changed",
     "SELECT subject FROM event WHERE action = 'retention.event_added' AND NOT EXISTS (SELECT 1 FROM retention_event WHERE"
     " retention_event.event = event.sequence)",
     {"An event of {} was told, as the audit log has it, but is not there", "审计日志记载了 {} 的事项,但目录库中没有"}},
    {"hold.changed",
     "SELECT number || ' ' || code FROM (SELECT hold.number AS number, record.code AS code FROM hold_member JOIN hold ON "
     "hold.id"
     " = hold_member.hold JOIN record ON record.id = hold_member.record EXCEPT SELECT subject, value FROM event,"
     " json_each(event.detail, '$.records') WHERE action = 'hold.joined')",
     {"The audit log does not tell that this record is on this hold: {}", "审计日志未记载该件被冻结:{}"}},
    {"hold.changed",
     "SELECT number || ' ' || code FROM (SELECT subject AS number, value AS code FROM event, json_each(event.detail,"
     " '$.records') WHERE action = 'hold.joined' EXCEPT SELECT hold.number, record.code FROM hold_member JOIN hold ON "
     "hold.id ="
     " hold_member.hold JOIN record ON record.id = hold_member.record)",
     {"This record came under this hold, as the audit log tells, but is not under it: {}",
      "审计日志记载该件被冻结,但目录库中没有:{}"}},
    {"hold.changed",
     "SELECT number FROM hold JOIN event ON event.sequence = hold.event WHERE (SELECT count(*) FROM hold_scope WHERE hold ="
     " hold.id) <> coalesce(json_array_length(detail, '$.folders'), 0) + coalesce(json_array_length(detail, '$.parties'), "
     "0) +"
     " (json_extract(detail, '$.query') IS NOT NULL)",
     {"The audit log tells of other folders, parties or queries of hold {}", "冻结 {} 的范围与审计日志不符"}},
    {"event.changed",
     "SELECT told.id FROM retention_event AS told JOIN event ON event.sequence = told.event WHERE action <>"
     " 'retention.event_added' OR json_extract(detail, '$.day') <> day OR json_extract(detail, '$.starts') <> starts"
     " OR json_extract(detail, '$.scope') <> scope",
     {"The audit log tells another event than {}", "事项 {} 与审计日志不符"}},
    {"event.changed",
     "SELECT told.id FROM retention_event AS told WHERE (withdrawn <> '') <> EXISTS (SELECT 1 FROM event WHERE action ="
     " 'retention.event_withdrawn' AND subject = CAST(told.id AS TEXT))",
     {"The audit log tells otherwise whether event {} was withdrawn", "事项 {} 是否撤回与审计日志不符"}},
    {"hold.changed",
     "SELECT number FROM hold JOIN event ON event.sequence = hold.event WHERE action <> 'hold.placed' OR subject <> number"
     " OR json_extract(detail, '$.reason') <> reason OR json_extract(detail, '$.authority') <> authority",
     {"The audit log tells another hold than {}", "冻结 {} 与审计日志不符"}},
    {"hold.changed",
     "SELECT number FROM hold WHERE (released IS NULL) = EXISTS (SELECT 1 FROM event WHERE action = 'hold.released' AND"
     " subject = number)",
     {"The audit log tells otherwise whether hold {} was released", "冻结 {} 是否解除与审计日志不符"}},
    {"hold.changed",
     "SELECT subject FROM event WHERE action = 'hold.placed' AND NOT EXISTS (SELECT 1 FROM hold WHERE hold.event ="
     " event.sequence)",
     {"Hold {} was placed, as the audit log tells, but is not there", "审计日志记载了冻结 {},但目录库中没有"}},
};

Text change_hint()
{
    return say("Somebody or something changed the database past Fonds: compare it with a backup.",
               "数据库曾被 Fonds 以外的程序改动:请与备份比对。");
}

/// Clocks that are not behind come to what the rules say on the day they were wound.
Result<void> check_clocks(CatalogState& state, Findings& findings)
{
    TRY_ASSIGN(auto day, state.db.query("SELECT value FROM meta WHERE name = 'clock_day'"));
    TRY_ASSIGN(const bool wound, day.next());
    if (!wound) return {};
    TRY_ASSIGN(const auto today, stored_day(day.view(0)));
    if (!today) return {};
    TRY_ASSIGN(auto schedule, Schedule::load(state, *today));
    TRY_ASSIGN(
        auto rows,
        state.db.query("SELECT facts.*, clock.state, clock.rule, coalesce(clock.due, '') FROM (" +
                       std::string(select_clock_facts) +
                       ") AS facts LEFT JOIN retention_clock AS clock ON clock.record = facts.id WHERE facts.id NOT IN"
                       " (SELECT record FROM clock_owed) AND facts.id NOT IN (SELECT record FROM tombstone)"));
    std::optional<GivenRule> given;
    return rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(const auto extended, extension_of(state, row.integer(0)));
        // A day that hangs on the day of filing depends on the archive's time zone, which the catalog does not know.
        std::string rules_say;
        for (const int offset : {0, -12 * 60, 14 * 60}) {
            TRY_ASSIGN(const ClockFacts facts, to_clock_facts(row, offset));
            schedule.set_offset(offset);
            TRY_ASSIGN(const auto all, schedule.covering(facts, given));
            const std::string_view state_name = name_of(all.empty() ? ClockState::none : all.front().wound.state);
            std::optional<Date> due = all.empty() ? std::nullopt : all.front().wound.due;
            if (due && extended && *due < extended->until) due = extended->until;
            const bool by_filing =
                !all.empty() && (all.front().rule->trigger == RetentionTrigger::filed || all.front().undated);
            if (row.view(10) == state_name && (by_filing || row.view(12) == stored(due))) return {};
            if (rules_say.empty()) rules_say = std::string(state_name) + " " + stored(due);
        }
        findings.add("clock.wrong", row.text(4),
                     say("The clock of {} shows {}, but the rules say {}", "{} 的期限显示 {},而规则为 {}",
                         {row.text(4), row.text(10) + " " + row.text(12), rules_say}),
                     say("fonds retention wind --all winds all clocks anew.", "可用 fonds retention wind --all 重新计算。"));
        return {};
    });
}

}  // namespace

Result<void> check_retention(CatalogState& state, Findings& findings)
{
    for (const Comparison& comparison : comparisons) {
        TRY_ASSIGN(auto rows, state.db.query(comparison.query));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            findings.add(comparison.kind, row.text(0), say(comparison.what.en, comparison.what.zh, {row.view(0)}),
                         change_hint());
            return {};
        }));
    }
    return check_clocks(state, findings);
}

}  // namespace fonds
