// SPDX-License-Identifier: GPL-3.0-or-later
// The room that characters take on a screen of fixed columns.
#pragma once

namespace fonds {

/// Belongs to the character before it: accents, variation selectors, joiners.
[[nodiscard]] constexpr bool is_combining(char32_t c)
{
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0483 && c <= 0x0489) || (c >= 0x0591 && c <= 0x05BD) ||
           (c >= 0x064B && c <= 0x065F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
           (c >= 0x200C && c <= 0x200F) || (c >= 0x20D0 && c <= 0x20FF) || (c >= 0x302A && c <= 0x302F) || c == 0x3099 ||
           c == 0x309A || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xFE20 && c <= 0xFE2F) || (c >= 0xE0100 && c <= 0xE01EF);
}

/// Columns a terminal gives to a character (East Asian Width, Unicode UAX #11): two for Han and full-width forms, none for
/// combining marks.
[[nodiscard]] int terminal_width(char32_t c);

}  // namespace fonds
