// SPDX-License-Identifier: GPL-3.0-or-later
// Which characters stand in scripts that are written without spaces. Decided by range, so that text in assigned blocks is
// treated alike whatever Unicode version ICU has.
#pragma once

namespace fonds {

[[nodiscard]] constexpr bool within(char32_t c, char32_t first, char32_t last)
{
    return c - first <= last - first;
}

/// The same set as is_han (fold.hpp).
[[nodiscard]] constexpr bool is_han_character(char32_t c)
{
    if (within(c, 0x4E00, 0x9FFF)) return true;
    if (c < 0x2E80) return false;
    return within(c, 0x3400, 0x4DBF) || within(c, 0x2E80, 0x2FD5) || c == 0x3005 || c == 0x3007 ||
           within(c, 0x3021, 0x3029) || within(c, 0x3038, 0x303B) || within(c, 0xF900, 0xFAFF) ||
           within(c, 0x20000, 0x3FFFD);
}

/// Han, kana, bopomofo and hangul: indexed by characters and pairs of characters.
[[nodiscard]] constexpr bool is_unspaced(char32_t c)
{
    if (c < 0x1100) return false;
    return is_han_character(c) || within(c, 0x3041, 0x3096) || within(c, 0x309D, 0x309F) || within(c, 0x30A1, 0x30FA) ||
           within(c, 0x30FC, 0x30FF) || within(c, 0xAC00, 0xD7FF) || within(c, 0x1100, 0x11FF) ||
           within(c, 0x3105, 0x312F) || within(c, 0x31A0, 0x31BF) || within(c, 0x31F0, 0x31FF) ||
           within(c, 0xA960, 0xA97F) || within(c, 0x1AFF0, 0x1B16F);
}

}  // namespace fonds
