// SPDX-License-Identifier: GPL-3.0-or-later
// Held numbers, gaps and tombstones as the audit log tells them.
#include <map>

#include "schema/catalog/checking.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

Text change_hint()
{
    return say("Somebody or something changed the database past Fonds: compare it with a backup.",
               "数据库曾被 Fonds 以外的程序改动:请与备份比对。");
}

// Each gives the subjects of which table and log say different things.
struct Comparison {
    std::string_view query;
    Text what;
};

const Comparison comparisons[] = {
    {"SELECT code FROM held_number JOIN event ON event.sequence = held_number.event"
     " WHERE action <> 'numbers.reserved' AND action <> 'numbers.imported'",
     {"The audit log does not tell that {} is held", "审计日志未记载预留 {}"}},
    // A number that was made void has an event of its own, unless it came void with a list.
    {"SELECT code FROM held_number JOIN event ON event.sequence = held_number.event WHERE kind = 'void'"
     " AND action = 'numbers.reserved' AND NOT EXISTS (SELECT 1 FROM event AS voided WHERE voided.action = 'number.voided'"
     " AND voided.subject = held_number.code)",
     {"The audit log does not tell that {} is void", "审计日志未记载 {} 作废"}},
    {"SELECT subject FROM event WHERE action = 'number.voided' AND NOT EXISTS (SELECT 1 FROM held_number WHERE code = "
     "subject"
     " AND kind = 'void')",
     {"{} was made void, as the audit log tells, but is not", "审计日志记载 {} 已作废,但目录库中并非如此"}},
    {"SELECT subject || ' ' || sequence FROM event WHERE (action = 'numbers.reserved' OR action = 'numbers.imported') AND"
     " json_valid(detail) AND json_extract(detail, '$.count') <> (SELECT count(*) FROM held_number WHERE held_number.event ="
     " event.sequence)",
     {"The audit log tells of another number of held codes than there are: {}", "预留的档号数与审计日志不符:{}"}},
    {"SELECT scope || ' ' || first FROM number_gap JOIN sequence ON sequence.id = number_gap.sequence JOIN event ON"
     " event.sequence = number_gap.event WHERE action <> 'numbers.imported' AND (action <> 'record.filed' OR NOT"
     " json_valid(detail) OR json_extract(detail, '$.code_given') IS NOT 1)",
     {"The audit log does not tell why the numbers from {} stay open", "审计日志未说明 {} 起的号为何空缺"}},
    {"SELECT record.code FROM tombstone JOIN record ON record.id = tombstone.record JOIN event ON event.sequence ="
     " tombstone.event WHERE action <> 'record.' || kind OR subject <> record.code",
     {"The audit log does not tell that {} is no more", "审计日志未记载 {} 的销毁或合并"}},
    {"SELECT subject FROM event AS gone WHERE (action = 'record.destroyed' OR action = 'record.merged' OR action = "
     "'record.transferred') AND NOT EXISTS"
     " (SELECT 1 FROM tombstone WHERE tombstone.event = gone.sequence) AND NOT EXISTS (SELECT 1 FROM event AS back WHERE"
     " back.action = 'record.unmerged' AND back.subject = gone.subject AND back.sequence > gone.sequence)",
     {"{} is no more, as the audit log tells, but has no tombstone", "审计日志记载 {} 已销毁或合并,但目录库中没有留痕"}},
};

/// What was merged into what, event by event, against the tombstones.
Result<void> compare_heirs(CatalogState& state, Findings& findings)
{
    std::map<std::string, std::string> told;  // code, the code it was merged into
    TRY_ASSIGN(auto events, state.db.query("SELECT action, subject, detail FROM event WHERE action IN"
                                           " ('record.merged', 'record.unmerged') ORDER BY sequence"));
    TRY(events.each([&](const sqlite::Rows& row) -> Result<void> {
        if (row.view(0) == "record.unmerged") {
            told.erase(row.text(1));
            return {};
        }
        const auto detail = Json::parse(row.view(2));
        if (detail.ok()) told[row.text(1)] = detail->get("into").text();  // else the check of the log tells it
        return {};
    }));
    const auto changed = [&](const std::string& code, const std::string& now, const std::string& before) {
        findings.add("record.changed", code,
                     say("{} is merged into {}, but the audit log tells {}", "{} 并入“{}”,而审计日志记载为“{}”",
                         {code, now.empty() ? "-" : now, before.empty() ? "-" : before}),
                     change_hint());
    };
    TRY_ASSIGN(auto rows,
               state.db.query("SELECT record.code, heir.code FROM tombstone JOIN record ON record.id = tombstone.record"
                              " JOIN record AS heir ON heir.id = tombstone.merged_into WHERE kind = 'merged'"
                              " ORDER BY record.id"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        const auto at = told.find(row.text(0));
        if (at == told.end() || at->second != row.view(1))
            changed(row.text(0), row.text(1), at == told.end() ? std::string() : at->second);
        if (at != told.end()) told.erase(at);
        return {};
    }));
    for (const auto& [code, into] : told) changed(code, "", into);
    return {};
}

}  // namespace

Result<void> check_held(CatalogState& state, Findings& findings)
{
    for (const Comparison& comparison : comparisons) {
        TRY_ASSIGN(auto rows, state.db.query(comparison.query));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            findings.add("number.changed", row.text(0), say(comparison.what.en, comparison.what.zh, {row.view(0)}),
                         change_hint());
            return {};
        }));
    }
    return compare_heirs(state, findings);
}

}  // namespace fonds
