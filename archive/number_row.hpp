// SPDX-License-Identifier: GPL-3.0-or-later
// A number without a record as a row of a list, out and in: `fonds export numbers`, `fonds import numbers` and
// `fonds number import` have the same columns. Private to the facade.
#pragma once

#include <span>
#include <string_view>

#include "archive/named_table.hpp"
#include "schema/model/number.hpp"
#include "schema/model/sheet.hpp"

namespace fonds {

/// In the order in which they are written.
[[nodiscard]] std::span<const TableColumn> number_columns();
[[nodiscard]] SheetCell number_cell_of(const NumberFact& fact, std::string_view column, bool in_chinese);
/// What a row says. The code is as far as it could be read; `category` is that of rows that name none. ErrorKind::bad_input
/// for a status, a code or a day that is none.
[[nodiscard]] Result<NumberFact> read_number_row(const NamedTable& table, const CsvRow& row, std::string_view category);

}  // namespace fonds
