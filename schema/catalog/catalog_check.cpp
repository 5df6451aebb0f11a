// SPDX-License-Identifier: GPL-3.0-or-later
// The audit of the catalog: reads everything, changes nothing.
#include "schema/catalog/checking.hpp"
#include "schema/catalog/migrate.hpp"

namespace fonds {

namespace {

Text restore_hint()
{
    return say("Do not write to this archive. Keep a copy of catalog.db and restore it from a backup.",
               "请勿再写入本档案库。请先另存 catalog.db,再从备份恢复。");
}

Text tampering_hint()
{
    return say("Somebody or something changed the database past Fonds: compare it with a backup.",
               "数据库曾被 Fonds 以外的程序改动:请与备份比对。");
}

using Schema = std::map<std::string, std::string, std::less<>>;  ///< name → SQL

Result<Schema> schema_of(sqlite::Connection& db)
{
    Schema schema;
    TRY_ASSIGN(auto rows, db.query("SELECT type || ' ' || name, sql FROM sqlite_schema"
                                   " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        schema.emplace(row.text(0), row.text(1));
        return {};
    }));
    return schema;
}

Result<Schema> expected_schema()
{
    TRY_ASSIGN(auto fresh, sqlite::Connection::temporary());
    for (const auto& migration : migrations()) TRY(apply(fresh, migration));
    return schema_of(fresh);
}

}  // namespace

void Findings::add(std::string_view kind, std::string subject, Text what, Text hint, Severity severity)
{
    Told& told = counts_.try_emplace(std::string(kind)).first->second;
    told.severity = severity;
    if (++told.count > most) return;
    all_.push_back({severity, std::string(kind), std::move(subject), std::move(what), std::move(hint)});
}

std::vector<Finding> Findings::take()
{
    for (const auto& [kind, told] : counts_)
        if (told.count > most)
            all_.push_back({told.severity, kind, "catalog.db",
                            say("{} more findings of the kind {}", "另有 {} 项同类问题 {}", {told.count - most, kind}),
                            told.severity == Severity::error ? restore_hint() : Text()});
    return std::move(all_);
}

Result<void> check_database(CatalogState& state, Depth depth, Findings& findings)
{
    // Quick leaves out the comparison of every index with its table.
    TRY_ASSIGN(auto rows, state.db.query(depth == Depth::full ? "PRAGMA integrity_check" : "PRAGMA quick_check"));
    return rows.each([&](const sqlite::Rows& row) -> Result<void> {
        if (row.view(0) != "ok")
            findings.add("catalog.damaged", "catalog.db",
                         say("The database is damaged: {}", "数据库已损坏:{}", {row.view(0)}), restore_hint());
        return {};
    });
}

Result<void> check_schema(CatalogState& state, Findings& findings)
{
    TRY_ASSIGN(const auto expected, expected_schema());
    TRY_ASSIGN(const auto actual, schema_of(state.db));
    for (const auto& [name, sql] : expected) {
        const auto found = actual.find(name);
        if (found == actual.end())
            findings.add("catalog.damaged", name, say("Missing in the database: {}", "数据库缺少:{}", {name}),
                         tampering_hint());
        else if (found->second != sql)
            findings.add("catalog.damaged", name, say("Changed in the database: {}", "数据库中被改动:{}", {name}),
                         tampering_hint());
    }
    for (const auto& [name, sql] : actual)
        if (!expected.contains(name))
            findings.add("catalog.damaged", name, say("Foreign to the database: {}", "数据库中多出:{}", {name}),
                         tampering_hint());
    return {};
}

Result<void> check_foreign_keys(CatalogState& state, Findings& findings)
{
    TRY_ASSIGN(auto rows, state.db.query("PRAGMA foreign_key_check"));
    return rows.each([&](const sqlite::Rows& row) -> Result<void> {
        const std::string place = row.text(0) + " " + (row.is_null(1) ? "?" : std::to_string(row.integer(1)));
        findings.add("catalog.foreign_key", place,
                     say("Row {} of table {} refers to a row of {} that does not exist",
                         "第 {} 行(表 {})引用了表 {} 中不存在的行",
                         {row.is_null(1) ? std::string("?") : std::to_string(row.integer(1)), row.view(0), row.view(2)}),
                     restore_hint());
        return {};
    });
}

Result<std::vector<Finding>> Catalog::check(Depth depth)
{
    return state_->read([&]() -> Result<std::vector<Finding>> {
        Findings findings;
        // Damage stops the step that meets it, not the others: each tells what it can.
        const auto attempt = [&](Result<void> done) -> Result<void> {
            if (done.ok() || done.error().kind != ErrorKind::corrupt) return done;
            findings.add("catalog.damaged", "catalog.db", done.error().what, restore_hint());
            return {};
        };
        TRY(attempt(check_database(*state_, depth, findings)));
        TRY(attempt(check_schema(*state_, findings)));
        TRY(attempt(check_foreign_keys(*state_, findings)));
        TRY(attempt(check_log(*state_, depth, findings)));
        TRY(attempt(check_numbers(*state_, findings)));
        TRY(attempt(check_tallies(*state_, findings)));
        TRY(attempt(check_originals(*state_, findings)));
        TRY(attempt(check_desk(*state_, depth, findings)));
        if (depth == Depth::full) {
            TRY(attempt(check_filings(*state_, findings)));
            TRY(attempt(check_records(*state_, findings)));
            TRY(attempt(check_scheme(*state_, findings)));
            TRY(attempt(check_held(*state_, findings)));
            TRY(attempt(check_retention(*state_, findings)));
            TRY(attempt(check_cases(*state_, findings)));
            TRY(attempt(check_accounts(*state_, findings)));
            TRY(attempt(check_examinations(*state_, findings)));
            TRY(attempt(check_folders(*state_, findings)));
            TRY(attempt(check_places(*state_, findings)));
        }
        return findings.take();
    });
}

}  // namespace fonds
