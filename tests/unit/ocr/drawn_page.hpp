// SPDX-License-Identifier: GPL-3.0-or-later
// Pages of text as pixels, drawn here and now.
#pragma once

#include <string>
#include <vector>

#include "indexer/image/page_image.hpp"

namespace fonds::test {

struct DrawnText {
    std::string text;     ///< UTF-8
    double x = 0, y = 0;  ///< upper left corner, pixels
    double size = 34;     ///< of the font, pixels
};

/// Black on white, grey.
[[nodiscard]] PageImage drawn_page(int width, int height, const std::vector<DrawnText>& texts);

/// Characters upright below each other, as columns of vertical text have them.
[[nodiscard]] std::vector<DrawnText> column(const std::string& text, double x, double y, double size);

/// Two lines of Chinese and two of English, with amounts and dates, on 900 x 420 pixels.
[[nodiscard]] PageImage sample_page();

/// The lines without their white space, one after the other.
[[nodiscard]] std::string without_spaces(std::string text);

}  // namespace fonds::test
