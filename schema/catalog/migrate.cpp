// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/migrate.hpp"

namespace fonds {

namespace {

using sqlite::Connection;

Result<void> step(Connection& db, const Migration& migration)
{
    TRY(db.run("BEGIN EXCLUSIVE"));
    auto done = [&]() -> Result<void> {
        TRY_ASSIGN(const int version, schema_version_of(db));
        if (version >= migration.version) return {};  // another process was faster
        TRY(apply(db, migration));
        return db.run("COMMIT");
    }();
    if (db.in_transaction()) {
        const auto undone = db.run("ROLLBACK");
        if (done.ok()) return undone;
    }
    return done;
}

}  // namespace

Result<int> schema_version_of(Connection& db)
{
    TRY_ASSIGN(const auto application, db.number("PRAGMA application_id"));
    TRY_ASSIGN(const auto version, db.number("PRAGMA user_version"));
    if (application != catalog_application_id || version < 1)
        return error(ErrorKind::corrupt, say("This database is not a Fonds catalog", "此数据库不是 Fonds 目录库"))
            .with_hint(say("Restore catalog.db from a backup, or choose another archive.",
                           "请从备份恢复 catalog.db,或改用其他档案库。"))
            .at(db.path());
    return static_cast<int>(version);
}

Result<void> apply(Connection& db, const Migration& migration)
{
    TRY(db.script(migration.sql));
    TRY_ASSIGN(auto broken, db.query("PRAGMA foreign_key_check"));
    TRY_ASSIGN(const bool any, broken.next());
    if (any)
        return error(ErrorKind::corrupt,
                     say("The catalog cannot be brought to version {}: table {} refers to rows that are gone",
                         "无法将目录库升级到版本 {}:表 {} 引用了不存在的行", {migration.version, broken.text(0)}))
            .with_hint(say("Run fonds check --full with the older version of Fonds.",
                           "请用旧版本的 Fonds 执行 fonds check --full。"))
            .at(db.path());
    return db.script("PRAGMA user_version = " + std::to_string(migration.version));
}

Result<void> migrate(Connection& db, const std::vector<Migration>& known, const std::function<Result<void>()>& before)
{
    TRY_ASSIGN(const int version, schema_version_of(db));
    const int newest = known.back().version;
    if (version > newest) return written_by_newer_program(version, newest, db.path());
    if (version == newest) return {};
    if (before) TRY(before());
    // A step may rebuild tables; within a transaction this pragma would do nothing. apply() checks the keys instead.
    TRY(db.run("PRAGMA foreign_keys = OFF"));
    Result<void> done;
    for (const auto& migration : known) {
        if (migration.version <= version) continue;
        done = step(db, migration);
        if (!done.ok()) break;
    }
    TRY(db.run("PRAGMA foreign_keys = ON"));
    return done;
}

Error written_by_newer_program(int version, int newest, const std::string& path)
{
    return error(ErrorKind::schema_version,
                 say("The catalog has schema version {}, and this program knows versions up to {}",
                     "目录库的结构版本为 {},本程序只支持到版本 {}", {version, newest}))
        .with_hint(say("Update Fonds: a newer version wrote this archive.", "请升级 Fonds:此档案库由较新版本写成。"))
        .at(path);
}

}  // namespace fonds
