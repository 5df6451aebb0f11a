// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/codes/smoothing.hpp"

#include <algorithm>
#include <array>

namespace fonds {

namespace {

constexpr std::size_t ink_share = 200;  // the darkest half percent is ink: a page with a code has that much
constexpr int noise = 24;               // grey values; less contrast is none
constexpr int faint = 128;              // grey values of contrast; the readers see to more by themselves
constexpr int rows_as_one = 4;  // 0.3 to 0.5 mm; a code that leans by five degrees moves a third of a pixel meanwhile

PageImage blank(int width, int height, float dpi)
{
    PageImage result;
    result.width = width;
    result.height = height;
    result.dpi = dpi;
    result.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    return result;
}

std::uint8_t* row_of(PageImage& image, int y)
{
    return image.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width);
}

/// The grey value at or below which more than `count` pixels lie.
int value_at(const std::array<std::size_t, 256>& histogram, std::size_t count)
{
    std::size_t below = 0;
    for (int value = 0; value < 256; ++value) {
        below += histogram[static_cast<std::size_t>(value)];
        if (below > count) return value;
    }
    return 255;
}

PageImage mapped(PageImage image, const std::array<std::uint8_t, 256>& values)
{
    for (std::uint8_t& value : image.pixels) value = values[value];
    return image;
}

}  // namespace

Tones tones_of(const PageImage& grey)
{
    std::array<std::size_t, 256> histogram{};
    for (const std::uint8_t value : grey.pixels) ++histogram[value];
    return {value_at(histogram, grey.pixels.size() / ink_share), value_at(histogram, grey.pixels.size() / 2)};
}

PageImage strengthened(PageImage grey, const Tones& tones)
{
    const int contrast = tones.paper - tones.ink;
    if (contrast < noise || contrast > faint) return grey;
    std::array<std::uint8_t, 256> values{};
    for (int value = 0; value < 256; ++value)
        values[static_cast<std::size_t>(value)] =
            static_cast<std::uint8_t>(std::clamp((value - tones.ink) * 255 / contrast, 0, 255));
    return mapped(std::move(grey), values);
}

PageImage black_and_white(PageImage grey, int threshold)
{
    std::array<std::uint8_t, 256> values{};
    for (int value = 0; value < 256; ++value) values[static_cast<std::size_t>(value)] = value <= threshold ? 0 : 255;
    return mapped(std::move(grey), values);
}

PageImage smoothed(const PageImage& grey)
{
    PageImage result = blank(grey.width, grey.height, grey.dpi);
    std::vector<int> sums(static_cast<std::size_t>(grey.width));
    for (int y = 0; y < grey.height; ++y) {
        const std::uint8_t* const rows[] = {grey.row(std::max(y - 1, 0)), grey.row(y),
                                            grey.row(std::min(y + 1, grey.height - 1))};
        for (std::size_t x = 0; x < sums.size(); ++x) sums[x] = rows[0][x] + rows[1][x] + rows[2][x];
        std::uint8_t* const to = row_of(result, y);
        const std::size_t last = sums.size() - 1;
        for (std::size_t x = 0; x <= last; ++x)
            to[x] = static_cast<std::uint8_t>((sums[x > 0 ? x - 1 : 0] + sums[x] + sums[std::min(x + 1, last)] + 4) / 9);
    }
    return result;
}

PageImage drawn_across(const PageImage& grey)
{
    const int rows = std::min(rows_as_one, grey.height);
    PageImage result = blank(grey.width * 2, grey.height / rows, grey.dpi * 2);
    std::vector<int> sums(static_cast<std::size_t>(grey.width));
    for (int y = 0; y < result.height; ++y) {
        std::fill(sums.begin(), sums.end(), 0);
        for (int i = 0; i < rows; ++i) {
            const std::uint8_t* const from = grey.row(y * rows + i);
            for (std::size_t x = 0; x < sums.size(); ++x) sums[x] += from[x];
        }
        // The two halves of a column lie a quarter of a column beside its middle.
        std::uint8_t* const to = row_of(result, y);
        const std::size_t last = sums.size() - 1;
        for (std::size_t x = 0; x <= last; ++x) {
            to[2 * x] = static_cast<std::uint8_t>((3 * sums[x] + sums[x > 0 ? x - 1 : 0]) / (4 * rows));
            to[2 * x + 1] = static_cast<std::uint8_t>((3 * sums[x] + sums[std::min(x + 1, last)]) / (4 * rows));
        }
    }
    return result;
}

}  // namespace fonds
