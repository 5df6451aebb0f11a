// SPDX-License-Identifier: GPL-3.0-or-later
// The font of the invisible layer: TrueType whose one glyph is empty. So no program draws anything, whatever it makes of
// invisible text, and none puts a font of its own in its place.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace fonds {

// In parts of the font size.
inline constexpr double layer_advance = 0.5;
inline constexpr double layer_ascent = 0.8;
inline constexpr double layer_descent = 0.2;

/// A font file with the tables that ISO 32000-1, 9.9 asks of an embedded one, and those that viewers want besides.
[[nodiscard]] std::string empty_font();
/// CIDToGIDMap that has glyph 1 for every code.
[[nodiscard]] std::string one_glyph_for_all();
/// ToUnicode: every two-byte code is its character, but for those of `others`.
[[nodiscard]] std::string to_unicode(const std::map<char32_t, std::uint16_t>& others);

}  // namespace fonds
