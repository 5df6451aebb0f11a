// SPDX-License-Identifier: GPL-3.0-or-later
// A page at about 100 dpi: where it is darker than its paper, and where it is black from the edge on.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/image/page_image.hpp"

namespace fonds {

struct InkMap {
    PageImage grey;                       ///< the darkest channel, without single dark pixels
    std::vector<std::uint8_t> depth;      ///< grey values below the paper around
    std::vector<std::uint8_t> at_border;  ///< 1: black, and hangs together with the edge
    int threshold = 0;                    ///< depths above it are no noise
    double border = 0;                    ///< share of the page

    [[nodiscard]] std::size_t index(int x, int y) const
    {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(grey.width) + static_cast<std::size_t>(x);
    }
    [[nodiscard]] bool is_ink(std::size_t at) const { return depth[at] > threshold && at_border[at] == 0; }
    /// Pixels of the map in so many millimetres, at least one.
    [[nodiscard]] int pixels(double millimetres) const;
};

/// `dpi` is that of the image; it is believed.
[[nodiscard]] InkMap map_ink(const PageImage& image, double dpi);

/// Whether what is on the page are marks of a pen, a press or a stamp.
[[nodiscard]] bool is_blank(const InkMap& map);

}  // namespace fonds
