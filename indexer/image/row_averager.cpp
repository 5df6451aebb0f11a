// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/image/row_averager.hpp"

#include <algorithm>
#include <cmath>

namespace fonds {

std::optional<int> RowAverager::reduction_for(int width, int height, std::uint64_t limit)
{
    if (width <= 0 || height <= 0 || limit == 0) return std::nullopt;
    const double pixels = static_cast<double>(width) * height;
    const double sides = std::ceil(std::sqrt(pixels / static_cast<double>(limit)));
    if (sides > std::min(width, height)) return std::nullopt;
    return std::max(1, static_cast<int>(sides));
}

RowAverager::RowAverager(int width, int height, int channels, int reduction) : reduction_(reduction)
{
    image_.width = width / reduction;
    image_.height = height / reduction;
    image_.channels = channels;
    sums_.resize(static_cast<std::size_t>(image_.width) * static_cast<std::size_t>(channels));
    image_.pixels.resize(sums_.size() * static_cast<std::size_t>(image_.height));
}

void RowAverager::take(const std::uint8_t* row)
{
    std::uint8_t* const to = image_.pixels.data() + static_cast<std::size_t>(y_) * sums_.size();
    if (reduction_ == 1) {
        std::copy_n(row, sums_.size(), to);
        ++y_;
        return;
    }
    const auto channels = static_cast<std::size_t>(image_.channels);
    for (std::size_t cell = 0; cell < sums_.size(); cell += channels)
        for (int i = 0; i < reduction_; ++i, row += channels)
            for (std::size_t c = 0; c < channels; ++c) sums_[cell + c] += row[c];
    if (++rows_ < reduction_) return;
    const auto cells = static_cast<std::uint32_t>(reduction_) * static_cast<std::uint32_t>(reduction_);
    for (std::size_t i = 0; i < sums_.size(); ++i) to[i] = static_cast<std::uint8_t>((sums_[i] + cells / 2) / cells);
    std::fill(sums_.begin(), sums_.end(), 0);
    rows_ = 0;
    ++y_;
}

}  // namespace fonds
