// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/table_text.hpp"

#include <charconv>

namespace fonds {

namespace {

char letter_of(SheetCell::Kind kind)
{
    switch (kind) {
    case SheetCell::Kind::text: return 's';
    case SheetCell::Kind::number: return 'n';
    case SheetCell::Kind::date: return 'd';
    }
    return 's';
}

std::optional<SheetCell::Kind> kind_of(char letter)
{
    if (letter == 's') return SheetCell::Kind::text;
    if (letter == 'n') return SheetCell::Kind::number;
    if (letter == 'd') return SheetCell::Kind::date;
    return std::nullopt;
}

std::optional<SheetCell> cell_of(std::string_view field)
{
    SheetCell cell;
    if (field.empty()) return cell;
    const auto kind = kind_of(field.front());
    if (!kind) return std::nullopt;
    cell.kind = *kind;
    for (std::size_t i = 1; i < field.size(); ++i) {
        if (field[i] != '\\') {
            cell.text += field[i];
            continue;
        }
        if (++i == field.size()) return std::nullopt;
        const char c = field[i];
        if (c != '\\' && c != 't' && c != 'n') return std::nullopt;
        cell.text += c == 't' ? '\t' : c == 'n' ? '\n' : '\\';
    }
    return cell;
}

std::string_view take_until(std::string_view& rest, char end)
{
    const auto at = rest.find(end);
    const std::string_view part = rest.substr(0, at);
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
    return part;
}

}  // namespace

void append_table_row(std::string& page, const TableRow& row)
{
    page += std::to_string(row.number);
    for (const SheetCell& cell : row.cells) {
        page += '\t';
        if (cell.text.empty()) continue;
        page += letter_of(cell.kind);
        for (const char c : cell.text) {
            if (c == '\\' || c == '\t' || c == '\n') page += '\\';
            page += c == '\t' ? 't' : c == '\n' ? 'n' : c;
        }
    }
    page += '\n';
}

std::optional<std::vector<TableRow>> parse_table_rows(std::string_view page, std::uint32_t after)
{
    std::vector<TableRow> rows;
    while (!page.empty()) {
        std::string_view line = take_until(page, '\n');
        TableRow row;
        const bool alone = line.find('\t') == std::string_view::npos;
        const std::string_view number = take_until(line, '\t');
        const auto [end, problem] = std::from_chars(number.data(), number.data() + number.size(), row.number);
        if (problem != std::errc() || end != number.data() + number.size() || row.number <= after ||
            row.number > most_table_rows)
            return std::nullopt;
        after = row.number;
        for (bool more = !alone; more;) {
            more = line.find('\t') != std::string_view::npos;
            auto cell = cell_of(take_until(line, '\t'));
            if (!cell || row.cells.size() == most_table_columns) return std::nullopt;
            row.cells.push_back(std::move(*cell));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace fonds
