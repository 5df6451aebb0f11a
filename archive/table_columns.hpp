// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of tables, for those who write them and those who read them. Private to the facade.
#pragma once

#include <optional>
#include <vector>

#include "archive/named_table.hpp"
#include "archive/tables.hpp"
#include "schema/model/sheet.hpp"

namespace fonds {

/// In the order in which they are written.
[[nodiscard]] std::vector<TableColumn> columns_of(TableKind kind);
/// Columns that an import passes over: they tell what the archive found out.
[[nodiscard]] bool is_told_only(TableKind kind, std::string_view column);

/// A field of what is said of a record, as a cell; empty for a column that is none.
[[nodiscard]] SheetCell metadata_cell(const RecordMetadata& said, std::string_view column);
/// Takes a field away; false for one that a record must have.
[[nodiscard]] bool clear_metadata(RecordMetadata& said, std::string_view column);
/// The edit that makes `after` of `before`; nothing when they are one.
[[nodiscard]] std::optional<RecordEdit> edit_between(const RecordMetadata& before, const RecordMetadata& after);

}  // namespace fonds
