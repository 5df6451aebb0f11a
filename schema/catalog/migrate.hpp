// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "schema/catalog/migrations.hpp"
#include "schema/catalog/sqlite.hpp"

namespace fonds {

/// "FOND": what PRAGMA application_id says of every catalog, so that file(1) and we know one.
inline constexpr std::int64_t catalog_application_id = 0x464F4E44;

/// The schema version of an open database; ErrorKind::corrupt when it is no catalog.
[[nodiscard]] Result<int> schema_version_of(sqlite::Connection& db);

/// Runs one step within the caller's transaction and sets the version it leads to.
[[nodiscard]] Result<void> apply(sqlite::Connection& db, const Migration& migration);

/// Brings an older catalog to the newest version, each step in its own exclusive transaction, so that a crash leaves a
/// whole older version. Several processes may try at once. A version newer than `known` is ErrorKind::schema_version.
/// `before` is asked once, and only when there is something to migrate; its error ends it.
[[nodiscard]] Result<void> migrate(sqlite::Connection& db, const std::vector<Migration>& known,
                                   const std::function<Result<void>()>& before = {});

[[nodiscard]] Error written_by_newer_program(int version, int newest, const std::string& path);

}  // namespace fonds
