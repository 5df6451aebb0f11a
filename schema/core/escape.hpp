// SPDX-License-Identifier: GPL-3.0-or-later
// Untrusted text on its way to a person's screen.
#pragma once

#include <string>
#include <string_view>

namespace fonds {

/// Text that is safe on a terminal: control characters (C0, DEL, C1), bidirectional overrides and bytes that are not
/// UTF-8 appear as \n, \t, \x1b or \u{202e}; the rest is unchanged.
[[nodiscard]] std::string escape_for_terminal(std::string_view text);

/// Text that is safe in HTML content and attributes.
[[nodiscard]] std::string escape_for_html(std::string_view text);

/// Valid UTF-8: bytes that are not are replaced by U+FFFD.
[[nodiscard]] std::string to_valid_utf8(std::string_view text);

/// Reads one code point of `text` at `position` and moves `position` behind it. Invalid bytes give 0xFFFFFFFF and move
/// by one.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& position);
inline constexpr char32_t invalid_code_point = 0xFFFFFFFF;

/// A character that moves the cursor, changes colours or reorders what is shown, line and paragraph ends among them.
[[nodiscard]] bool is_control_character(char32_t c);

void append_utf8(std::string& text, char32_t code_point);

}  // namespace fonds
