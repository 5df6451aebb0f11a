// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/reference_code.hpp"

#include <algorithm>

#include "schema/core/escape.hpp"
#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

constexpr std::string_view middle_dot = "·";
constexpr std::size_t longest = 200;  // bytes; leaves room for a suffix in a file name

bool is_one_of(char32_t c, std::u32string_view set)
{
    return set.find(c) != std::u32string_view::npos;
}

bool is_dash(char32_t c)
{
    return is_one_of(c, U"-‐‑‒–—―−﹣－");
}
bool is_space(char32_t c)
{
    return c == ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F;
}

/// Controls, what cannot be in a file name, and what is invisible: two codes must never look the same.
bool is_forbidden(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || is_one_of(c, U"/\\:*?\"<>|") || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xAD ||
           c == invalid_code_point;
}

/// Without a space between them nobody could tell any more where the one number, or word, ended: 旧1 12 is not 旧11 2.
bool would_run_together(char32_t left, char32_t right)
{
    const auto both = [&](char32_t first, char32_t last) {
        return left >= first && left <= last && right >= first && right <= last;
    };
    return both('0', '9') || both('A', 'Z');
}

bool is_letter_or_digit(char32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 0xA0 && c != 0xB7);
}

Error bad_code(std::string_view text, Text hint)
{
    return error(ErrorKind::usage, say("Not a reference code: {}", "不是有效档号:{}", {text})).with_hint(std::move(hint));
}

}  // namespace

bool is_level_dot(char32_t c)
{
    return is_one_of(c, U".·。｡・･•‧⋅∙");
}

std::string without_spaces(std::string_view text)
{
    std::string closed;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        if (!is_space(next_code_point(text, at))) closed += text.substr(begin, at - begin);
    }
    return closed;
}

Result<ReferenceCode> ReferenceCode::parse(std::string_view text)
{
    const std::string folded = half_width(text);
    std::string code;
    bool says_something = false, gap = false;
    char32_t before = 0;
    for (std::size_t at = 0; at < folded.size();) {
        char32_t c = next_code_point(folded, at);
        if (is_space(c)) {
            gap = true;
            continue;
        }
        if (is_forbidden(c))
            return bad_code(text, say("A code has no control characters and none of / \\ : * ? \" < > |",
                                      "档号不能含控制字符,也不能含 / \\ : * ? \" < > |"));
        if (c >= 'a' && c <= 'z') c = c - 'a' + 'A';
        if (is_level_dot(c))
            c = 0xB7;
        else if (is_dash(c))
            c = '-';
        says_something = says_something || is_letter_or_digit(c);
        if (gap && would_run_together(before, c)) code += ' ';
        append_utf8(code, c);
        before = c;
        gap = false;
    }
    if (!says_something)
        return bad_code(text, say("A code looks like J001-HT·2024-D30-0001.", "档号形如 J001-HT·2024-D30-0001。"));
    if (code.size() > longest) return bad_code(text, say("A code has at most {} bytes.", "档号至多 {} 字节。", {longest}));
    return ReferenceCode(std::move(code));
}

std::string ReferenceCode::file_name() const
{
    std::string name = text_;
    for (auto at = name.find(middle_dot); at != std::string::npos; at = name.find(middle_dot, at))
        name.replace(at, middle_dot.size(), ".");
    // A leading dot hides a file or a leading dash reads as an option; some systems drop a dot at the end.
    if (name.starts_with('.') || name.starts_with('-')) name.front() = '_';
    if (name.ends_with('.')) name.back() = '_';
    return name;
}

}  // namespace fonds
