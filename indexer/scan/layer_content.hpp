// SPDX-License-Identifier: GPL-3.0-or-later
// What is written on a page to lay invisible words over its picture: operators of a content stream (ISO 32000-1, 9.4).
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "schema/model/scanned_page.hpp"

namespace fonds {

/// How viewers show a page: this box of its user space, turned clockwise by 0, 90, 180 or 270 degrees.
struct PageFrame {
    double left = 0, bottom = 0, right = 0, top = 0;
    int rotation = 0;
};

/// Two-byte codes for characters. Those of the basic plane are their own codes; the others get the codes of surrogates,
/// which no character has, as they come.
class LayerCodes {
public:
    /// U+FFFD when two thousand others came before.
    [[nodiscard]] std::uint16_t code_of(char32_t character);
    [[nodiscard]] const std::map<char32_t, std::uint16_t>& others() const { return others_; }

private:
    std::map<char32_t, std::uint16_t> others_;
};

/// The stream of one page, complete in itself: it leaves the graphics state as it was. `font` is the name of the layer's
/// font in the page's resources, whose glyphs are half as wide as they are high. Words fill their boxes; neighbours that no
/// space parts touch. Empty without words.
[[nodiscard]] std::string layer_content(const ScannedPage& page, const PageFrame& frame, const std::string& font,
                                        LayerCodes& codes);

}  // namespace fonds
