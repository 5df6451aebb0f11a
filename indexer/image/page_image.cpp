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
    const auto edges = [](int to, int from) {
        std::vector<std::size_t> all(static_cast<std::size_t>(to) + 1);
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = i * static_cast<std::size_t>(from) / static_cast<std::size_t>(to);
        return all;
    };
    const std::vector<std::size_t> columns = edges(result.width, image.width);
    const std::vector<std::size_t> rows = edges(result.height, image.height);
    // Rows are added up first, which the processor does many pixels at a time.
    std::vector<std::uint32_t> sums(static_cast<std::size_t>(image.width) * channels);
    for (std::size_t y = 0; y + 1 < rows.size(); ++y) {
        std::fill(sums.begin(), sums.end(), 0);
        for (std::size_t from = rows[y]; from < rows[y + 1]; ++from) {
            const std::uint8_t* const row = image.row(static_cast<int>(from));
            for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += row[i];
        }
        std::uint8_t* to = row_of(result, static_cast<int>(y));
        for (std::size_t x = 0; x + 1 < columns.size(); ++x) {
            const auto cells = static_cast<std::uint32_t>((columns[x + 1] - columns[x]) * (rows[y + 1] - rows[y]));
            for (std::size_t c = 0; c < channels; ++c) {
                std::uint32_t sum = 0;
                for (std::size_t column = columns[x]; column < columns[x + 1]; ++column) sum += sums[column * channels + c];
                *to++ = static_cast<std::uint8_t>((sum + cells / 2) / cells);
            }
        }
    }
    return result;
}

}  // namespace fonds
