// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a spreadsheet within the pages of an answer (docs/formats/extract-protocol.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/sheet.hpp"

namespace fonds {

/// A job of this media type asks for the rows of the first sheet of a workbook, whatever the file calls itself.
inline constexpr std::string_view table_media_type = "application/x-fonds-table";

inline constexpr std::uint32_t most_table_rows = 1'048'576;
inline constexpr std::size_t most_table_columns = 1'000;

struct TableRow {
    std::uint32_t number = 0;  ///< in the sheet, from 1
    SheetRow cells;
};

void append_table_row(std::string& page, const TableRow& row);
/// Nothing when it is no such text: numbers that do not grow from `after`, too many cells, unknown kinds.
[[nodiscard]] std::optional<std::vector<TableRow>> parse_table_rows(std::string_view page, std::uint32_t after);

}  // namespace fonds
