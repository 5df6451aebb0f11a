// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog/catalog_state.hpp"

namespace fonds {

/// Is the row of table record on hold? An expression of 0 or 1.
inline constexpr std::string_view record_is_held =
    "(EXISTS (SELECT 1 FROM hold WHERE released IS NULL) AND (EXISTS (SELECT 1 FROM hold_member JOIN hold"
    " ON hold.id = hold_member.hold WHERE hold_member.record = record.id AND released IS NULL)"
    " OR EXISTS (SELECT 1 FROM hold_scope JOIN hold ON hold.id = hold_scope.hold WHERE hold_scope.kind = 'folder'"
    " AND target = record.folder AND released IS NULL)"
    " OR EXISTS (SELECT 1 FROM hold_scope JOIN hold ON hold.id = hold_scope.hold WHERE hold_scope.kind = 'party'"
    " AND target = record.party AND released IS NULL)))";

/// The ids of all records on hold, those that are no more among them, each once.
inline constexpr std::string_view held_ids =
    "SELECT record AS id FROM hold_member JOIN hold ON hold.id = hold_member.hold WHERE released IS NULL UNION SELECT "
    "record.id"
    " FROM hold_scope JOIN hold ON hold.id = hold_scope.hold JOIN record ON record.folder = target WHERE hold_scope.kind ="
    " 'folder' AND released IS NULL UNION SELECT record.id FROM hold_scope JOIN hold ON hold.id = hold_scope.hold JOIN "
    "record"
    " ON record.party = target WHERE hold_scope.kind = 'party' AND released IS NULL";

/// Records that are there and on hold.
[[nodiscard]] Result<std::int64_t> count_held(CatalogState& state);
/// ErrorKind::refused, naming the holds, when the record is on hold.
[[nodiscard]] Result<void> refuse_held(CatalogState& state, RecordId record, const ReferenceCode& code);
/// The same of a folder that a hold names: what it is called, how long it is kept and its order stay.
[[nodiscard]] Result<void> refuse_held_folder(CatalogState& state, const Folder& folder);

}  // namespace fonds
