// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/csv.hpp"

#include <algorithm>

namespace fonds {

namespace {

bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

}  // namespace

CsvTable parse_csv(std::string_view text, char separator)
{
    CsvTable table;
    CsvRow row{1, {}};
    std::string cell;
    bool quoted = false, was_quoted = false;
    std::size_t line = 1, quote_line = 0;
    const auto end_cell = [&] {
        row.cells.push_back(std::move(cell));
        cell.clear();
        was_quoted = false;
    };
    const auto end_row = [&] {
        const bool blank = row.cells.empty() && cell.empty() && !was_quoted;
        if (!blank) {
            end_cell();
            table.rows.push_back(std::move(row));
        }
        row = {line, {}};
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') ++line;
        if (quoted) {
            if (c != '"')
                cell.push_back(c);
            else if (i + 1 < text.size() && text[i + 1] == '"')
                cell.push_back(text[++i]);
            else
                quoted = false;
        } else if (c == '"' && cell.empty() && !was_quoted) {
            quoted = was_quoted = true;
            quote_line = line;
        } else if (c == separator) {
            end_cell();
        } else if (c == '\n' || c == '\r') {
            if (c == '\r') ++line;
            if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
            end_row();
        } else {
            row.torn = row.torn || (was_quoted && c != ' ' && c != '\t');
            cell.push_back(c);
        }
    }
    if (quoted) table.open_quote = quote_line;
    end_row();
    return table;
}

char guess_separator(std::string_view text)
{
    while (!text.empty() && is_line_end(text.front())) text.remove_prefix(1);
    const auto first = text.substr(0, text.find_first_of("\r\n"));
    char best = ',';
    for (const char candidate : {',', ';', '\t'})
        if (std::ranges::count(first, candidate) > std::ranges::count(first, best)) best = candidate;
    return best;
}

std::optional<char> take_separator_line(std::string_view& text)
{
    constexpr std::size_t length = 5;
    if (text.size() < length || (text[0] | 0x20) != 's' || (text[1] | 0x20) != 'e' || (text[2] | 0x20) != 'p' ||
        text[3] != '=' || text[4] == '"' || static_cast<unsigned char>(text[4]) >= 0x80 || is_line_end(text[4]))
        return std::nullopt;
    if (text.size() > length && !is_line_end(text[length])) return std::nullopt;
    const char separator = text[4];
    text.remove_prefix(length);
    return separator;
}

}  // namespace fonds
