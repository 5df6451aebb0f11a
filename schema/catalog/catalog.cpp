// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/catalog.hpp"

#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/migrate.hpp"
#include "schema/catalog/opening.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

using sqlite::Connection;

Result<void> store_identity(Connection& db, const ArchiveIdentity& identity)
{
    constexpr std::string_view insert = "INSERT INTO meta (name, value) VALUES (?1, ?2)";
    TRY(db.run(insert, {"id", identity.id}));
    TRY(db.run(insert, {"code", identity.code}));
    TRY(db.run(insert, {"name", identity.name}));
    return db.run(insert, {"created_at", to_iso8601(identity.created_at)});
}

Result<ArchiveIdentity> load_identity(Connection& db)
{
    ArchiveIdentity identity;
    std::string created_at;
    TRY_ASSIGN(auto rows, db.query("SELECT name, value FROM meta"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        const auto name = row.view(0);
        if (name == "id")
            identity.id = row.text(1);
        else if (name == "code")
            identity.code = row.text(1);
        else if (name == "name")
            identity.name = row.text(1);
        else if (name == "created_at")
            created_at = row.text(1);
        return {};
    }));
    const auto instant = parse_instant(created_at);
    if (identity.id.empty() || !instant.ok())
        return error(ErrorKind::corrupt,
                     say("The catalog does not say which archive it belongs to", "目录库缺少所属档案库的标识"))
            .with_hint(say("Restore catalog.db from a backup.", "请从备份恢复 catalog.db。"))
            .at(db.path());
    identity.created_at = *instant;
    return identity;
}

Result<std::string> text_of(Connection& db, std::string_view sql)
{
    TRY_ASSIGN(auto rows, db.query(sql));
    TRY_ASSIGN(const bool found, rows.next());
    return found ? rows.text(0) : std::string();
}

/// Everything in one transaction: a file is a whole catalog or none.
Result<void> fill_new(CatalogState& state, const Stamp& stamp)
{
    TRY_ASSIGN(const std::string mode, text_of(state.db, "PRAGMA journal_mode = WAL"));
    if (mode != "wal")
        return error(ErrorKind::unavailable, say("This file system cannot hold a catalog (no shared memory)",
                                                 "此文件系统不支持目录库(缺少共享内存)"))
            .with_hint(say("Use a local disk.", "请使用本地磁盘。"))
            .at(state.db.path());
    return state.write([&]() -> Result<void> {
        TRY(state.db.script("PRAGMA application_id = " + std::to_string(catalog_application_id)));
        for (const auto& migration : migrations()) TRY(apply(state.db, migration));
        TRY(store_identity(state.db, state.identity));
        const std::string detail = Json::object()
                                       .set("id", state.identity.id)
                                       .set("code", state.identity.code)
                                       .set("name", state.identity.name)
                                       .set("schema_version", Catalog::schema_version)
                                       .dump();
        TRY(append_event(state, "archive.created", state.identity.code, detail, stamp));
        return {};
    });
}

Error too_old(int version, const std::string& path)
{
    return error(ErrorKind::schema_version,
                 say("The catalog has the older schema version {}", "目录库为较旧的结构版本 {}", {version}))
        .with_hint(say("Any command that writes brings it up to date, for example fonds file.",
                       "任何写入命令都会自动升级,例如 fonds file。"))
        .at(path);
}

}  // namespace

Catalog::Catalog(std::unique_ptr<State> state) : state_(std::move(state)) {}
Catalog::~Catalog() = default;
Catalog::Catalog(Catalog&&) noexcept = default;
Catalog& Catalog::operator=(Catalog&&) noexcept = default;

Result<Catalog> Catalog::create(const std::string& path, const ArchiveIdentity& identity, const Stamp& stamp,
                                Options options)
{
    TRY(create_database_file(path));
    auto made = [&]() -> Result<Catalog> {
        TRY_ASSIGN(Connection db, open_for_writing(path, options));
        auto state = std::make_unique<State>(State{CatalogState{std::move(db), Access::write, identity}});
        TRY(fill_new(*state, stamp));
        return Catalog(std::move(state));
    }();
    if (!made.ok()) remove_database_files(path);
    return made;
}

Result<Catalog> Catalog::open(const std::string& path, Access access, Options options)
{
    TRY_ASSIGN(Connection db, access == Access::write ? open_for_writing(path, options) : open_for_reading(path, options));
    if (access == Access::write) TRY(migrate(db, migrations(), options.before_migrating));
    TRY_ASSIGN(const int version, schema_version_of(db));
    if (version > schema_version) return written_by_newer_program(version, schema_version, path);
    if (version < schema_version) return too_old(version, path);
    TRY_ASSIGN(auto identity, load_identity(db));
    auto state = std::make_unique<State>(State{CatalogState{std::move(db), access, std::move(identity)}});
    if (options.fold_name) state->party_names.fold_by(std::move(options.fold_name));
    return Catalog(std::move(state));
}

Result<int> Catalog::version_of(const std::string& path)
{
    TRY_ASSIGN(Connection db, open_for_reading(path, {}));
    return schema_version_of(db);
}

const ArchiveIdentity& Catalog::identity() const
{
    return state_->identity;
}

Result<void> Catalog::snapshot(const std::function<Result<void>()>& body)
{
    return state_->read(body);
}

Result<void> Catalog::transaction(const std::function<Result<void>()>& body)
{
    return state_->write(body);
}

}  // namespace fonds
