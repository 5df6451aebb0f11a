// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a large image come in, rows of the reduced one go out, so that the large one is never held.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "indexer/image/page_image.hpp"

namespace fonds {

class RowAverager {
public:
    /// Pixels along each side that become one, so that no more than `limit` are left. Nothing when the image is too thin for
    /// it.
    [[nodiscard]] static std::optional<int> reduction_for(int width, int height, std::uint64_t limit);

    /// Columns and rows that fill no whole pixel of the result are left out.
    RowAverager(int width, int height, int channels, int reduction);

    /// The next row: `width` pixels. Not to be called when full.
    void take(const std::uint8_t* row);
    [[nodiscard]] bool full() const { return y_ == image_.height; }
    [[nodiscard]] PageImage finish() && { return std::move(image_); }

private:
    PageImage image_;
    int reduction_;
    std::vector<std::uint32_t> sums_;
    int rows_ = 0, y_ = 0;
};

}  // namespace fonds
