// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/sheet.hpp"

#include <algorithm>
#include <array>

namespace fonds {

namespace {

/// Would a spreadsheet take it for a formula, were it not for apostrophes before it?
bool is_dangerous(std::string_view text)
{
    constexpr std::array<std::string_view, 11> beginnings{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
    const auto from = text.find_first_not_of('\'');
    if (from == std::string_view::npos) return false;
    return std::ranges::any_of(beginnings, [&](std::string_view each) { return text.substr(from).starts_with(each); });
}

void append_cell(std::string& line, std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos && !text.starts_with(' ') && !text.ends_with(' ')) {
        line += text;
        return;
    }
    line += '"';
    for (const char c : text) {
        if (c == '"') line += '"';
        line += c;
    }
    line += '"';
}

}  // namespace

std::string marked_text(std::string_view text)
{
    return is_dangerous(text) ? "'" + std::string(text) : std::string(text);
}

std::string_view unmarked_text(std::string_view text)
{
    if (text.starts_with('\'') && is_dangerous(text)) text.remove_prefix(1);
    return text;
}

std::string workbook_text(std::string_view text)
{
    const bool is_bare = !text.empty() && std::string_view("'\t\r\n").find(text.front()) == std::string_view::npos;
    return is_bare ? std::string(text) : marked_text(text);
}

std::string csv_row(const SheetRow& row)
{
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0) line += ',';
        append_cell(line, row[i].kind == SheetCell::Kind::text ? marked_text(row[i].text) : row[i].text);
    }
    return line + "\r\n";
}

std::string csv_row(const std::vector<std::string>& texts)
{
    SheetRow row;
    for (const auto& text : texts) row.push_back({SheetCell::Kind::text, text});
    return csv_row(row);
}

}  // namespace fonds
