// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a page in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace fonds {

/// Rows from above, pixels from the left, 8 bits a channel, no padding. Grey (0 black, 255 white) or RGB.
struct PageImage {
    int width = 0, height = 0;
    int channels = 1;  ///< 1 or 3
    float dpi = 0;     ///< pixels an inch on the page; 0: unknown
    std::vector<std::uint8_t> pixels;

    [[nodiscard]] bool empty() const { return pixels.empty(); }
    [[nodiscard]] const std::uint8_t* row(int y) const
    {
        return pixels.data() +
               static_cast<std::size_t>(y) * static_cast<std::size_t>(width) * static_cast<std::size_t>(channels);
    }
};

/// The channel that recognition looks at: red of RGB, in which red stamps over text vanish; grey as it is.
[[nodiscard]] PageImage ink_of(const PageImage& image);
/// RGB in which every pixel is grey as grey, a third of the size; any other image as it is.
[[nodiscard]] PageImage grey_if_colourless(PageImage image);
/// Turned clockwise by 90, 180 or 270 degrees; 0 copies.
[[nodiscard]] PageImage turned(const PageImage& image, int degrees);
/// Scaled by a factor between 0 and 1, averaging what falls together.
[[nodiscard]] PageImage reduced(const PageImage& image, double factor);

}  // namespace fonds
