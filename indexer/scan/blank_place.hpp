// SPDX-License-Identifier: GPL-3.0-or-later
// Where nothing stands at the top of a page, so that a stamp can be put there.
#pragma once

#include "indexer/image/page_image.hpp"

namespace fonds {

/// A page as viewers show it and the picture of it, or of a part: pixel (x, y) stands at (left + x * x_scale,
/// top + y * y_scale) points from the upper left corner.
struct SeenPage {
    const PageImage& image;
    double width = 0, height = 0;  ///< points
    double left = 0, top = 0, x_scale = 1, y_scale = 1;
};

enum class TopPlace { right, centre, left };

struct BlankPlace {
    double left = 0, top = 0;  ///< of the stamp, points from the upper left corner of the page
    double scale = 1;          ///< below 1: the page is smaller than the stamp
    TopPlace where = TopPlace::right;
    bool covers = false;  ///< nothing was blank: what is there lies below the stamp
};

/// Room for a stamp of `width` by `height` points in the upper margin, else in the upper third: at the right, in the middle,
/// at the left, in this order; when there is none the upper right corner. Paper need not be white, and a speck is nothing.
[[nodiscard]] BlankPlace blank_place(const SeenPage& page, double width, double height);

}  // namespace fonds
