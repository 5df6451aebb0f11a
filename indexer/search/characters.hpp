// SPDX-License-Identifier: GPL-3.0-or-later
// Classes of characters that a query's grammar and a snippet's edges need.
#pragma once

namespace fonds {

/// White space of any script, and control characters.
[[nodiscard]] constexpr bool is_blank(char32_t c)
{
    return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF || c == 0xFFFFFFFF;
}

[[nodiscard]] constexpr bool is_ascii_letter(char32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr bool is_ascii_digit(char32_t c)
{
    return c >= '0' && c <= '9';
}

}  // namespace fonds
