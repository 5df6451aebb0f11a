// SPDX-License-Identifier: GPL-3.0-or-later
// Every location, paper, loan and stock-take as the audit log tells it.
#include "schema/catalog/checking.hpp"
#include "schema/catalog/told_places.hpp"

namespace fonds {

namespace {

Text change_hint()
{
    return say("Somebody or something changed the database past Fonds: compare it with a backup.",
               "数据库曾被 Fonds 以外的程序改动:请与备份比对。");
}

template <class Key>
std::string subject_of(const char* kind, const Key& key)
{
    if constexpr (std::is_same_v<Key, std::string>)
        return key;
    else
        return std::string(kind) + " " + std::to_string(key);
}

/// Rows of `sql`, a key and a text each, against what is told.
template <class Key>
Result<void> compare(CatalogState& state, std::map<Key, std::string> told, std::string_view sql, const char* kind,
                     Findings& findings)
{
    {
        TRY_ASSIGN(auto rows, state.db.query(sql));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            Key key;
            if constexpr (std::is_same_v<Key, std::string>)
                key = row.text(0);
            else
                key = row.integer(0);
            const auto at = told.find(key);
            if (at == told.end() || at->second != row.view(1))
                findings.add(std::string(kind) + ".changed", subject_of(kind, key),
                             say("It is not what the audit log tells of it", "与审计日志的记载不符"), change_hint());
            if (at != told.end()) told.erase(at);
            return {};
        }));
    }
    for (const auto& [key, value] : told)
        findings.add(std::string(kind) + ".missing", subject_of(kind, key),
                     say("The audit log tells of it, but it is not there", "审计日志有记载,但目录库中不存在"),
                     change_hint());
    return {};
}

Result<void> compare_count(CatalogState& state, std::int64_t told, std::string_view sql, const char* kind,
                           Findings& findings)
{
    TRY_ASSIGN(const auto there, state.db.number(sql));
    if (there != told)
        findings.add(std::string(kind) + ".changed", "catalog.db",
                     say("There are {}, but the audit log tells of {}", "现有 {} 条,而审计日志记载 {} 条", {there, told}),
                     change_hint());
    return {};
}

}  // namespace

Result<void> check_places(CatalogState& state, Findings& findings)
{
    TRY_ASSIGN(ToldPlaces told, told_places(state));
    TRY(compare(
        state, std::move(told.locations),
        "SELECT location.code, coalesce(parent.code, '') || char(10) || location.kind || char(10) || location.part ||"
        " char(10) || location.name || char(10) || coalesce(location.capacity, '') || char(10) || location.climate ||"
        " char(10) || location.note || char(10) || CASE location.retired WHEN 1 THEN 'retired' ELSE 'in use' END"
        " FROM location LEFT JOIN location AS parent ON parent.id = location.parent",
        "location", findings));
    TRY(compare(state, std::move(told.papers),
                "SELECT coalesce(category.code || '/' || folder.number, record.code), coalesce(location.code, '') || '|' ||"
                " coalesce(paper.loan, 0) FROM paper LEFT JOIN record ON record.id = paper.record"
                " LEFT JOIN folder ON folder.id = paper.folder LEFT JOIN category ON category.id = folder.category"
                " LEFT JOIN location ON location.id = paper.place",
                "paper", findings));
    TRY(compare(
        state, std::move(told.loans),
        "SELECT loan.id, coalesce(category.code || '/' || folder.number, record.code) || '|' || loan.reader || '|' ||"
        " loan.due || '|' || loan.renewals || '|' || loan.condition FROM loan"
        " LEFT JOIN record ON record.id = loan.record LEFT JOIN folder ON folder.id = loan.folder"
        " LEFT JOIN category ON category.id = folder.category",
        "loan", findings));
    TRY(compare(state, std::move(told.stocktakes),
                "SELECT 'stocktake ' || id, scope || '|' || expected || '|' || (SELECT count(*) FROM stocktake_scan WHERE"
                " stocktake_scan.stocktake = stocktake.id) || '|' || counters || '|' || lower(coalesce(hex(digest), ''))"
                " FROM stocktake",
                "stocktake", findings));
    {
        TRY_ASSIGN(auto rows, state.db.query("SELECT id, report, digest FROM stocktake WHERE digest IS NOT NULL"));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            TRY_ASSIGN(const Digest digest, row.digest(2));
            if (Digest::of(row.view(1)) != digest)
                findings.add("stocktake.changed", subject_of("stocktake", row.integer(0)),
                             say("Its report is not the one that was signed", "其报告与签名时的不符"), change_hint());
            return {};
        }));
    }
    TRY(compare_count(state, told.moves, "SELECT count(*) FROM move", "move", findings));
    TRY(compare_count(state, told.readings, "SELECT count(*) FROM climate", "climate", findings));
    return compare_count(state, told.incidents, "SELECT count(*) FROM incident", "incident", findings);
}

}  // namespace fonds
