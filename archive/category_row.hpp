// SPDX-License-Identifier: GPL-3.0-or-later
// A category as a row of a list, out and in: `fonds category export|import` and `fonds export|import categories` have the
// same columns. Private to the facade.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/named_table.hpp"
#include "archive/scheme_book.hpp"
#include "archive/scheme_law.hpp"
#include "schema/catalog/catalog.hpp"
#include "schema/model/sheet.hpp"

namespace fonds {

/// Of a list that comes in: why a category is kept shorter than the law has it. It is not written.
inline constexpr std::string_view forced_column = "forced";

/// In the order in which they are written; how many records it has is passed over when it comes in.
[[nodiscard]] std::span<const TableColumn> category_columns();
[[nodiscard]] SheetCell category_cell(const Category& category, std::string_view column, bool in_chinese);
/// Each behind the one above it.
[[nodiscard]] std::vector<Category> parents_first(const std::vector<Category>& categories);
/// The same of rows that come in; those that stand below each other in a ring stay where they are.
void put_parents_first(NamedTable& table);

/// Adds or changes the category of a row. What has no column, and an empty cell other than of parent, from and until, stays
/// as it is; (none) takes it away. `standard`: the template of a new category that names none. `forced`: why it is shorter
/// than the law has it, where the row does not say.
[[nodiscard]] Result<SchemeRowStatus> take_category(Catalog& catalog, LawfulScheme& scheme, const NamedTable& table,
                                                    const CsvRow& row, const std::string& standard, std::string_view forced,
                                                    const Stamp& stamp);

}  // namespace fonds
