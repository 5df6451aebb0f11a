// SPDX-License-Identifier: GPL-3.0-or-later
// Is the audit log whole, from the first event to the last?
#include <algorithm>
#include <map>

#include "schema/catalog/checking.hpp"
#include "schema/catalog/event_chain.hpp"

namespace fonds {

namespace {

constexpr std::int64_t quick_events = 1000;

Text log_hint()
{
    return say("The audit log was changed past Fonds: compare catalog.db with a backup.",
               "审计日志曾被 Fonds 以外的程序改动:请将 catalog.db 与备份比对。");
}

void gap(Findings& findings, std::int64_t first, std::int64_t last)
{
    findings.add("log.gap", std::to_string(first),
                 say("Events {} to {} are missing from the audit log", "审计日志缺少第 {} 至 {} 条", {first, last}),
                 log_hint());
}

void broken(Findings& findings, std::int64_t sequence, Text what)
{
    findings.add("log.broken", std::to_string(sequence), std::move(what), log_hint());
}

/// Every signature that the log tells of is there, by its key, and no other.
Result<void> check_checkpoints(CatalogState& state, Findings& findings)
{
    std::map<std::string, std::string> kept;  // the key, by event
    {
        TRY_ASSIGN(auto rows, state.db.query("SELECT sequence, lower(hex(key)) FROM log_checkpoint"));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            kept.emplace(std::to_string(row.integer(0)), row.text(1));
            return {};
        }));
    }
    TRY_ASSIGN(auto told, state.db.query("SELECT subject, CASE WHEN json_valid(detail) THEN coalesce(json_extract(detail,"
                                         " '$.key'), '') ELSE '' END FROM event WHERE action = 'log.signed' ORDER BY"
                                         " sequence"));
    TRY(told.each([&](const sqlite::Rows& row) -> Result<void> {
        const auto found = kept.find(row.text(0));
        if (found == kept.end() || found->second != row.view(1))
            findings.add("log.broken", row.text(0),
                         say("The signature of event {} was taken away or replaced", "第 {} 条日志的签名已被删去或替换",
                             {row.view(0)}),
                         log_hint());
        if (found != kept.end()) kept.erase(found);
        return {};
    }));
    for (const auto& [sequence, key] : kept)
        findings.add(
            "log.broken", sequence,
            say("The audit log does not tell of the signature of event {}", "审计日志未记载第 {} 条的签名", {sequence}),
            log_hint());
    return {};
}

}  // namespace

Result<void> check_log(CatalogState& state, Depth depth, Findings& findings)
{
    TRY_ASSIGN(const auto newest, state.db.number("SELECT max(sequence) FROM event"));
    TRY_ASSIGN(const auto counted, state.db.number("SELECT value FROM tally WHERE name = 'events'"));
    if (newest < counted) gap(findings, newest + 1, counted);

    if (depth == Depth::full) TRY(check_checkpoints(state, findings));
    const auto before = depth == Depth::full ? 0 : std::max<std::int64_t>(0, newest - quick_events);
    std::int64_t expected = before + 1;
    Digest previous;  // of the event before; all zero before the first
    bool chained = before == 0;
    TRY_ASSIGN(auto rows, state.db.query("SELECT sequence, at, actor, action, subject, detail, previous, hash FROM event"
                                         " WHERE sequence > ?1 ORDER BY sequence",
                                         {before}));
    return rows.each([&](const sqlite::Rows& row) -> Result<void> {
        Event event;
        event.sequence = row.integer(0);
        event.actor = row.text(2);
        event.action = row.text(3);
        event.subject = row.text(4);
        event.detail = row.text(5);
        TRY_ASSIGN(event.previous, row.digest(6));
        TRY_ASSIGN(event.hash, row.digest(7));
        // Each harm is told once: what follows is measured against what is there.
        if (event.sequence != expected) {
            gap(findings, expected, event.sequence - 1);
            chained = false;
        }
        if (chained && event.previous != previous)
            broken(findings, event.sequence,
                   say("Event {} does not follow the event before it: one of them was replaced",
                       "第 {} 条日志与前一条不衔接:其中之一曾被替换", {event.sequence}));
        if (hash_of(event, row.view(1)) != event.hash)
            broken(findings, event.sequence,
                   say("Event {} was changed: its content does not match its hash", "第 {} 条日志曾被改动:内容与摘要不符",
                       {event.sequence}));
        expected = event.sequence + 1;
        previous = event.hash;
        chained = true;
        return {};
    });
}

Result<void> check_filings(CatalogState& state, Findings& findings)
{
    TRY_ASSIGN(auto rows, state.db.query("SELECT record.code FROM record LEFT JOIN event"
                                         " ON event.sequence = record.filed_event AND event.action = 'record.filed'"
                                         " AND event.subject = record.code WHERE event.sequence IS NULL"));
    return rows.each([&](const sqlite::Rows& row) -> Result<void> {
        findings.add("log.gap", row.text(0),
                     say("The audit log has no event of the filing of {}", "审计日志没有 {} 的归档记录", {row.view(0)}),
                     log_hint());
        return {};
    });
}

}  // namespace fonds
