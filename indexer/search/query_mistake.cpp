// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/query_mistake.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/search/characters.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

constexpr std::size_t columns_each_side = 60;

struct Shown {
    std::string text;
    std::size_t columns = 0;
};

/// Adds `c` as one line of a terminal can show it.
void show(Shown& shown, char32_t c)
{
    if (c == invalid_code_point) c = 0xFFFD;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) c = ' ';
    append_utf8(shown.text, c);
    shown.columns += static_cast<std::size_t>(terminal_width(c));
}

/// The last `limit` columns of `text`, or all of it.
std::string_view tail(std::string_view text, std::size_t limit)
{
    std::size_t begin = text.size();
    for (std::size_t columns = 0; begin > 0;) {
        std::size_t at = begin - 1;
        while (at > 0 && begin - at < 4 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
        std::size_t end = at;
        const char32_t c = next_code_point(text, end);
        if (end != begin) at = begin - 1;  // not UTF-8: one byte at a time
        columns += static_cast<std::size_t>(std::max(terminal_width(c), 1));
        if (columns > limit) break;
        begin = at;
    }
    return text.substr(begin);
}

}  // namespace

int terminal_width(char32_t c)
{
    if (is_combining(c)) return 0;
    struct Range {
        char32_t first, last;
    };
    // East Asian Wide and Fullwidth of UAX #11, in blocks.
    static constexpr std::array wide{Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},
                                     Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},
                                     Range{0xA960, 0xA97C},   Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},
                                     Range{0xFE30, 0xFE6F},   Range{0xFF01, 0xFF60},   Range{0xFFE0, 0xFFE6},
                                     Range{0x1F300, 0x1F64F}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD}};
    return std::ranges::any_of(wide, [c](const Range& range) { return c >= range.first && c <= range.last; }) ? 2 : 1;
}

Error query_mistake(std::string_view query, std::size_t offset, Text what, Text hint)
{
    offset = std::min(offset, query.size());
    const std::string_view before = tail(query.substr(0, offset), columns_each_side);
    Shown shown;
    if (before.size() < offset) show(shown, U'…');
    for (std::size_t at = 0; at < before.size();) show(shown, next_code_point(before, at));
    const std::size_t caret = shown.columns;
    std::size_t at = offset;
    while (at < query.size() && shown.columns < caret + columns_each_side) show(shown, next_code_point(query, at));
    if (at < query.size()) show(shown, U'…');
    shown.text += '\n';
    shown.text.append(caret, ' ');
    shown.text += '^';
    return error(ErrorKind::usage, std::move(what)).with_hint(std::move(hint)).at(std::move(shown.text));
}

}  // namespace fonds
