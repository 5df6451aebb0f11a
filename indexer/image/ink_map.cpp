// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/image/ink_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace fonds {

namespace {

constexpr double map_dpi = 100;
constexpr double tile_size = 4;  // millimetres; of text, less than half is ink
constexpr int least_depth = 10;  // grey values: JPEG and paper make less
constexpr double noise_deviations = 5;
constexpr int black = 90;             // grey value of what a scanner sees beside the paper
constexpr double least_touch = 0.25;  // of a side of the page that a border runs along
constexpr double most_black = 0.5;    // of the page; more is a dark page

/// One channel. A dark pixel without a dark neighbour is dirt or noise, and becomes as light as they are.
PageImage darkest_without_specks(const PageImage& image)
{
    PageImage dark = image;
    if (image.channels == 3) {
        dark.channels = 1;
        dark.pixels.resize(image.pixels.size() / 3);
        for (std::size_t i = 0; i < dark.pixels.size(); ++i)
            dark.pixels[i] = std::min({image.pixels[3 * i], image.pixels[3 * i + 1], image.pixels[3 * i + 2]});
    }
    if (dark.width < 3 || dark.height < 3) return dark;
    PageImage result = dark;
    for (int y = 1; y + 1 < dark.height; ++y) {
        const std::uint8_t* const above = dark.row(y - 1);
        const std::uint8_t* const row = dark.row(y);
        const std::uint8_t* const below = dark.row(y + 1);
        std::uint8_t* const to = result.pixels.data() + (row - dark.pixels.data());
        for (int x = 1; x + 1 < dark.width; ++x)
            to[x] = std::max(row[x], std::min(std::min(row[x - 1], row[x + 1]), std::min(above[x], below[x])));
    }
    return result;
}

struct Tiles {
    int across = 0, down = 0, size = 1;
    std::vector<int> paper, spread;
};

Tiles tiles_of(const PageImage& grey, int size)
{
    Tiles tiles;
    tiles.size = size;
    tiles.across = (grey.width + size - 1) / size;
    tiles.down = (grey.height + size - 1) / size;
    std::vector<std::uint8_t> values;
    for (int tile_y = 0; tile_y < tiles.down; ++tile_y)
        for (int tile_x = 0; tile_x < tiles.across; ++tile_x) {
            values.clear();
            const int right = std::min(grey.width, (tile_x + 1) * size);
            for (int y = tile_y * size; y < std::min(grey.height, (tile_y + 1) * size); ++y)
                values.insert(values.end(), grey.row(y) + tile_x * size, grey.row(y) + right);
            const auto share = [&values](double part) {
                const auto at = values.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
                std::nth_element(values.begin(), at, values.end());
                return static_cast<int>(*at);
            };
            const int middle = share(0.5);
            tiles.paper.push_back(middle);
            tiles.spread.push_back(middle - share(0.16));  // one standard deviation
        }
    return tiles;
}

int median(std::vector<int> values)
{
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// The paper of a tile is what the tiles around it agree on: a tile full of ink has none of its own.
std::vector<int> smooth_paper(const Tiles& tiles)
{
    std::vector<int> smooth;
    for (int y = 0; y < tiles.down; ++y)
        for (int x = 0; x < tiles.across; ++x) {
            std::vector<int> around;
            for (int j = std::max(0, y - 1); j <= std::min(tiles.down - 1, y + 1); ++j)
                for (int i = std::max(0, x - 1); i <= std::min(tiles.across - 1, x + 1); ++i)
                    around.push_back(tiles.paper[static_cast<std::size_t>(j * tiles.across + i)]);
            smooth.push_back(median(std::move(around)));
        }
    return smooth;
}

void find_border(InkMap& map)
{
    const int width = map.grey.width;
    const int height = map.grey.height;
    map.at_border.assign(map.grey.pixels.size(), 0);
    std::vector<std::pair<int, int>> open;
    const auto visit = [&](int x, int y) {
        if (x < 0 || y < 0 || x >= width || y >= height) return;
        const std::size_t at = map.index(x, y);
        if (map.at_border[at] != 0 || map.grey.pixels[at] >= black) return;
        map.at_border[at] = 1;
        open.emplace_back(x, y);
    };
    std::array<int, 4> touched{};
    for (int x = 0; x < width; ++x) {
        touched[0] += map.grey.pixels[map.index(x, 0)] < black ? 1 : 0;
        touched[1] += map.grey.pixels[map.index(x, height - 1)] < black ? 1 : 0;
    }
    for (int y = 0; y < height; ++y) {
        touched[2] += map.grey.pixels[map.index(0, y)] < black ? 1 : 0;
        touched[3] += map.grey.pixels[map.index(width - 1, y)] < black ? 1 : 0;
    }
    if (touched[0] > least_touch * width)
        for (int x = 0; x < width; ++x) visit(x, 0);
    if (touched[1] > least_touch * width)
        for (int x = 0; x < width; ++x) visit(x, height - 1);
    if (touched[2] > least_touch * height)
        for (int y = 0; y < height; ++y) visit(0, y);
    if (touched[3] > least_touch * height)
        for (int y = 0; y < height; ++y) visit(width - 1, y);
    std::size_t count = 0;
    while (!open.empty()) {
        const auto [x, y] = open.back();
        open.pop_back();
        ++count;
        visit(x - 1, y);
        visit(x + 1, y);
        visit(x, y - 1);
        visit(x, y + 1);
    }
    map.border = static_cast<double>(count) / static_cast<double>(map.at_border.size());
    if (map.border <= most_black) return;
    map.border = 0;
    std::fill(map.at_border.begin(), map.at_border.end(), 0);
}

}  // namespace

int InkMap::pixels(double millimetres) const
{
    return std::max(1, static_cast<int>(std::lround(millimetres / 25.4 * grey.dpi)));
}

InkMap map_ink(const PageImage& image, double dpi)
{
    InkMap map;
    map.grey = reduced(darkest_without_specks(image), map_dpi / dpi);
    map.grey.dpi = static_cast<float>(std::min(dpi, map_dpi));
    find_border(map);
    const Tiles tiles = tiles_of(map.grey, std::max(4, map.pixels(tile_size)));
    const std::vector<int> paper = smooth_paper(tiles);
    map.threshold = std::max(least_depth, static_cast<int>(std::lround(noise_deviations * median(tiles.spread))));
    map.depth.resize(map.grey.pixels.size());
    for (int y = 0; y < map.grey.height; ++y)
        for (int x = 0; x < map.grey.width; ++x) {
            const std::size_t at = map.index(x, y);
            const int below =
                paper[static_cast<std::size_t>(y / tiles.size * tiles.across + x / tiles.size)] - map.grey.pixels[at];
            map.depth[at] = static_cast<std::uint8_t>(std::max(0, below));
        }
    return map;
}

}  // namespace fonds
