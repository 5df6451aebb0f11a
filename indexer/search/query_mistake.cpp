// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/query_mistake.hpp"

#include <algorithm>
#include <utility>

#include "schema/core/escape.hpp"
#include "schema/core/terminal_width.hpp"

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
