// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/image/page_image.hpp"

using fonds::PageImage;

namespace {

PageImage grey(int width, int height, std::vector<std::uint8_t> pixels)
{
    PageImage image;
    image.width = width;
    image.height = height;
    image.dpi = 300;
    image.pixels = std::move(pixels);
    return image;
}

}  // namespace

TEST_CASE("The ink of a colour image is its red channel: a red stamp vanishes, black text stays")
{
    PageImage image = grey(3, 1, {255, 0, 0, 0, 0, 0, 255, 255, 255});
    image.channels = 3;
    const PageImage ink = ink_of(image);
    CHECK(ink.channels == 1);
    CHECK(ink.pixels == std::vector<std::uint8_t>{255, 0, 255});
    CHECK(ink_of(ink).pixels == ink.pixels);
}

TEST_CASE("An RGB image without colour becomes grey, one coloured pixel keeps it")
{
    PageImage image = grey(2, 1, {9, 9, 9, 200, 200, 200});
    image.channels = 3;
    CHECK(grey_if_colourless(image).channels == 1);
    CHECK(grey_if_colourless(image).pixels == std::vector<std::uint8_t>{9, 200});
    image.pixels[5] = 201;
    CHECK(grey_if_colourless(image).pixels == image.pixels);
}

TEST_CASE("Turning is clockwise, and four quarter turns bring the image back")
{
    const PageImage image = grey(3, 2, {1, 2, 3, 4, 5, 6});
    const PageImage quarter = turned(image, 90);
    CHECK(quarter.width == 2);
    CHECK(quarter.height == 3);
    CHECK(quarter.pixels == std::vector<std::uint8_t>{4, 1, 5, 2, 6, 3});
    CHECK(turned(image, 180).pixels == std::vector<std::uint8_t>{6, 5, 4, 3, 2, 1});
    CHECK(turned(image, 270).pixels == std::vector<std::uint8_t>{3, 6, 2, 5, 1, 4});
    CHECK(turned(turned(image, 270), 90).pixels == image.pixels);
}

TEST_CASE("Reducing averages, keeps the mean, and knows its new resolution")
{
    const PageImage image = grey(4, 2, {0, 100, 200, 200, 100, 200, 0, 0});
    const PageImage half = reduced(image, 0.5);
    CHECK(half.width == 2);
    CHECK(half.height == 1);
    CHECK(half.dpi == 150);
    CHECK(half.pixels == std::vector<std::uint8_t>{100, 100});
    CHECK(reduced(image, 0.001).pixels.size() == 1);
    CHECK(reduced(image, 1.5).pixels == image.pixels);
}
