// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/image/page_image.hpp"

#include <algorithm>
#include <cmath>

namespace fonds {

namespace {

PageImage canvas(int width, int height, int channels, float dpi)
{
    PageImage image;
    image.width = width;
    image.height = height;
    image.channels = channels;
    image.dpi = dpi;
    image.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                        static_cast<std::size_t>(channels));
    return image;
}

std::uint8_t* row_of(PageImage& image, int y)
{
    return image.pixels.data() +
           static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.channels);
}

}  // namespace

PageImage ink_of(const PageImage& image)
{
    if (image.channels == 1) return image;
    PageImage result = canvas(image.width, image.height, 1, image.dpi);
    for (std::size_t i = 0; i < result.pixels.size(); ++i) result.pixels[i] = image.pixels[3 * i];
    return result;
}

PageImage grey_if_colourless(PageImage image)
{
    if (image.channels == 1) return image;
    for (std::size_t i = 0; i + 2 < image.pixels.size(); i += 3)
        if (image.pixels[i] != image.pixels[i + 1] || image.pixels[i] != image.pixels[i + 2]) return image;
    return ink_of(image);
}

PageImage turned(const PageImage& image, int degrees)
{
    if (degrees == 0) return image;
    const bool sideways = degrees != 180;
    PageImage result =
        canvas(sideways ? image.height : image.width, sideways ? image.width : image.height, image.channels, image.dpi);
    for (int y = 0; y < result.height; ++y) {
        std::uint8_t* to = row_of(result, y);
        for (int x = 0; x < result.width; ++x, to += image.channels) {
            const int from_x = degrees == 90 ? y : degrees == 180 ? image.width - 1 - x : image.width - 1 - y;
            const int from_y = degrees == 90 ? image.height - 1 - x : degrees == 180 ? image.height - 1 - y : x;
            std::copy_n(image.row(from_y) + static_cast<std::ptrdiff_t>(from_x) * image.channels, image.channels, to);
        }
    }
    return result;
}

PageImage reduced(const PageImage& image, double factor)
{
    if (image.empty() || factor >= 1) return image;
    const auto side = [factor](int length) { return std::max(1, static_cast<int>(std::lround(length * factor))); };
    PageImage result = canvas(side(image.width), side(image.height), image.channels, static_cast<float>(image.dpi * factor));
    const auto channels = static_cast<std::size_t>(image.channels);
    const auto begin = [](int at, int to, int from) { return static_cast<int>(std::int64_t{at} * from / to); };
    std::vector<std::uint32_t> sums(static_cast<std::size_t>(result.width) * channels);
    for (int y = 0; y < result.height; ++y) {
        const int first = begin(y, result.height, image.height);
        const int last = std::max(first + 1, begin(y + 1, result.height, image.height));
        std::fill(sums.begin(), sums.end(), 0);
        for (int from = first; from < last; ++from) {
            const std::uint8_t* const row = image.row(from);
            for (int x = 0; x < result.width; ++x) {
                const int left = begin(x, result.width, image.width);
                const int right = std::max(left + 1, begin(x + 1, result.width, image.width));
                for (int column = left; column < right; ++column)
                    for (std::size_t c = 0; c < channels; ++c)
                        sums[static_cast<std::size_t>(x) * channels + c] +=
                            row[static_cast<std::size_t>(column) * channels + c];
            }
        }
        std::uint8_t* const to = row_of(result, y);
        for (int x = 0; x < result.width; ++x) {
            const int left = begin(x, result.width, image.width);
            const int right = std::max(left + 1, begin(x + 1, result.width, image.width));
            const auto cells = static_cast<std::uint32_t>((right - left) * (last - first));
            for (std::size_t c = 0; c < channels; ++c) {
                const std::size_t at = static_cast<std::size_t>(x) * channels + c;
                to[at] = static_cast<std::uint8_t>((sums[at] + cells / 2) / cells);
            }
        }
    }
    return result;
}

}  // namespace fonds
