// SPDX-License-Identifier: GPL-3.0-or-later
// Cells of lists for spreadsheets (docs/formats/tables.md).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fonds {

/// Spreadsheets know UTF-8 by its mark.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct SheetCell {
    enum class Kind {
        text,
        number,  ///< plain figures with a point
        date     ///< YYYY-MM-DD
    };
    Kind kind = Kind::text;
    std::string text;  ///< UTF-8; empty: an empty cell
};
using SheetRow = std::vector<SheetCell>;

[[nodiscard]] inline SheetCell number_cell(std::string text)
{
    return {SheetCell::Kind::number, std::move(text)};
}
[[nodiscard]] inline SheetCell date_cell(std::string text)
{
    return {SheetCell::Kind::date, std::move(text)};
}

/// A row as CSV (RFC 4180), with its line end. Text that a spreadsheet would take for a formula gets a mark in front:
/// see marked_text.
[[nodiscard]] std::string csv_row(const SheetRow& row);
/// The same of texts alone.
[[nodiscard]] std::string csv_row(const std::vector<std::string>& texts);

/// `text` with an apostrophe in front when it begins with = + - @, one of their full-width forms, a tab or a line end, or
/// with apostrophes before one of these; spreadsheets show it as text then, and unmarked_text gives it back.
[[nodiscard]] std::string marked_text(std::string_view text);
[[nodiscard]] std::string_view unmarked_text(std::string_view text);
/// As a workbook has it, where no string is a formula: the mark only where unmarked_text, or who takes blanks off the ends
/// of cells, would take something else away: before apostrophes that stand before = + - @ and their like, a tab or a line
/// end.
[[nodiscard]] std::string workbook_text(std::string_view text);

}  // namespace fonds
