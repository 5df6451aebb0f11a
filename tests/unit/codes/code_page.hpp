// SPDX-License-Identifier: GPL-3.0-or-later
// Pages with codes on them.
#pragma once

#include <string>

#include "indexer/image/page_image.hpp"
#include "schema/model/scanned_page.hpp"

namespace fonds::test {

/// A white page, 100 x 140 mm, with some grey lines in place of text.
[[nodiscard]] PageImage page_of_lines(float dpi);
/// Draws a code with its upper left corner at (left, top); all lengths in millimetres.
void draw_code(PageImage& page, CodeFormat format, const std::string& text, double left, double top, double module);

}  // namespace fonds::test
