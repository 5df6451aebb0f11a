// SPDX-License-Identifier: GPL-3.0-or-later
// Lists as spreadsheets write them, with named columns.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/csv.hpp"
#include "schema/core/result.hpp"
#include "schema/model/amount.hpp"
#include "schema/model/said_cell.hpp"

namespace fonds {

/// A column by its English name, in lower case, and other headers that mean it; unused ones are empty.
struct TableColumn {
    std::string_view name;
    std::array<std::string_view, 5> others;
    bool is_amount = false;  ///< its header may name a unit: 金额(万元)
};

struct NamedTable {
    std::vector<std::string_view> names;  ///< of the columns that stand there, in English; empty: without a name
    std::vector<AmountUnit> units;        ///< of each, as its header says
    std::vector<CsvRow> rows;             ///< without the header and without rows that say nothing
    /// Is the row's shape broken, so that its cells may be another's? The error says how to mend it.
    [[nodiscard]] std::optional<Error> misread(const CsvRow& row) const;
    /// Of a row, without blanks around it and without the mark of marked_text; empty when there is no such column, or cell.
    [[nodiscard]] std::string_view cell(const CsvRow& row, std::string_view name) const;
    [[nodiscard]] AmountUnit unit(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
};

/// UTF-8 with or without BOM, or GB18030 as Chinese spreadsheets save it; separated by commas, semicolons or tabs, or as a
/// first line sep=; says. The first row names the columns, in any order. A file that is no such table, a column that is not
/// known, or one of `needed` that is missing is ErrorKind::bad_input.
[[nodiscard]] Result<NamedTable> read_named_table(std::string_view bytes, std::span<const TableColumn> columns,
                                                  std::span<const std::string_view> needed);

}  // namespace fonds
