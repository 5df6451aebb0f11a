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
    if (is_control_character(c)) {  // reorders what is shown: escaped here, so that its columns are counted
        std::string character;
        append_utf8(character, c);
        const std::string escaped = escape_for_terminal(character);
        shown.text += escaped;
        shown.columns += escaped.size();
        return;
    }
    append_utf8(shown.text, c);
    shown.columns += static_cast<std::size_t>(terminal_width(c));
}

bool is_continuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// The last `limit` columns of `text`, or all of it.
std::string_view tail(std::string_view text, std::size_t limit)
{
    std::size_t begin = text.size();
    for (std::size_t columns = 0; begin > 0;) {
        std::size_t at = begin - 1;
        while (at > 0 && begin - at < 4 && is_continuation(text[at])) --at;
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
    // Zero-width spaces, word joiners and byte order marks.
    if (is_combining(c) || c == 0x200B || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF) return 0;
    struct Range {
        char32_t first, last;
    };
    // East Asian Wide and Fullwidth of UAX #11; of scripts written in wide characters alone, whole blocks.
    static constexpr std::array wide{
        Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x2329, 0x232A},   Range{0x23E9, 0x23EC},
        Range{0x23F0, 0x23F0},   Range{0x23F3, 0x23F3},   Range{0x25FD, 0x25FE},   Range{0x2614, 0x2615},
        Range{0x2648, 0x2653},   Range{0x267F, 0x267F},   Range{0x2693, 0x2693},   Range{0x26A1, 0x26A1},
        Range{0x26AA, 0x26AB},   Range{0x26BD, 0x26BE},   Range{0x26C4, 0x26C5},   Range{0x26CE, 0x26CE},
        Range{0x26D4, 0x26D4},   Range{0x26EA, 0x26EA},   Range{0x26F2, 0x26F3},   Range{0x26F5, 0x26F5},
        Range{0x26FA, 0x26FA},   Range{0x26FD, 0x26FD},   Range{0x2705, 0x2705},   Range{0x270A, 0x270B},
        Range{0x2728, 0x2728},   Range{0x274C, 0x274C},   Range{0x274E, 0x274E},   Range{0x2753, 0x2755},
        Range{0x2757, 0x2757},   Range{0x2795, 0x2797},   Range{0x27B0, 0x27B0},   Range{0x27BF, 0x27BF},
        Range{0x2B1B, 0x2B1C},   Range{0x2B50, 0x2B50},   Range{0x2B55, 0x2B55},   Range{0x2E80, 0x303E},
        Range{0x3041, 0x3247},   Range{0x3250, 0x4DBF},   Range{0x4E00, 0xA4CF},   Range{0xA960, 0xA97C},
        Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE10, 0xFE19},   Range{0xFE30, 0xFE6F},
        Range{0xFF01, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x16FE0, 0x18CFF}, Range{0x1AFF0, 0x1B2FB},
        Range{0x1F004, 0x1F004}, Range{0x1F0CF, 0x1F0CF}, Range{0x1F18E, 0x1F18E}, Range{0x1F191, 0x1F19A},
        Range{0x1F200, 0x1F265}, Range{0x1F300, 0x1F320}, Range{0x1F32D, 0x1F335}, Range{0x1F337, 0x1F37C},
        Range{0x1F37E, 0x1F393}, Range{0x1F3A0, 0x1F3CA}, Range{0x1F3CF, 0x1F3D3}, Range{0x1F3E0, 0x1F3F0},
        Range{0x1F3F4, 0x1F3F4}, Range{0x1F3F8, 0x1F43E}, Range{0x1F440, 0x1F440}, Range{0x1F442, 0x1F4FC},
        Range{0x1F4FF, 0x1F53D}, Range{0x1F54B, 0x1F54E}, Range{0x1F550, 0x1F567}, Range{0x1F57A, 0x1F57A},
        Range{0x1F595, 0x1F596}, Range{0x1F5A4, 0x1F5A4}, Range{0x1F5FB, 0x1F64F}, Range{0x1F680, 0x1F6C5},
        Range{0x1F6CC, 0x1F6CC}, Range{0x1F6D0, 0x1F6D2}, Range{0x1F6D5, 0x1F6D7}, Range{0x1F6DC, 0x1F6DF},
        Range{0x1F6EB, 0x1F6EC}, Range{0x1F6F4, 0x1F6FC}, Range{0x1F7E0, 0x1F7EB}, Range{0x1F7F0, 0x1F7F0},
        Range{0x1F90C, 0x1F93A}, Range{0x1F93C, 0x1F945}, Range{0x1F947, 0x1F9FF}, Range{0x1FA70, 0x1FAFF},
        Range{0x20000, 0x3FFFD}};
    return std::ranges::any_of(wide, [c](const Range& range) { return c >= range.first && c <= range.last; }) ? 2 : 1;
}

Error query_mistake(std::string_view query, std::size_t offset, Text what, Text hint)
{
    offset = std::min(offset, query.size());
    for (int i = 0; i < 3 && offset > 0 && offset < query.size() && is_continuation(query[offset]); ++i) --offset;
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
