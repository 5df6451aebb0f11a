// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/worker/image_pages.hpp"

using namespace std::string_literals;

namespace {

/// A TIFF file of directories with one entry each, little-endian; the last one points to `last`.
std::string tiff(unsigned pages, std::uint32_t last = 0)
{
    const auto u32 = [](std::uint32_t value) {
        std::string bytes;
        for (int i = 0; i < 4; ++i) bytes += static_cast<char>(value >> 8 * i);
        return bytes;
    };
    constexpr std::uint32_t size = 2 + 12 + 4;
    std::string file = "II*\0"s + u32(8);
    for (unsigned i = 0; i < pages; ++i) {
        const bool ends = i + 1 == pages;
        file += "\x01\0"s + std::string(12, 'x') + u32(ends ? last : 8 + (i + 1) * size);
    }
    return file;
}

}  // namespace

TEST_CASE("JPEG and PNG files have one page, TIFF files as many as directories")
{
    CHECK(fonds::pages_of_image("\xFF\xD8\xFF\xE0 and more", 100) == 1);
    CHECK(fonds::pages_of_image("\x89PNG\r\n\x1A\n and more", 100) == 1);
    CHECK(fonds::pages_of_image(tiff(1), 100) == 1);
    CHECK(fonds::pages_of_image(tiff(7), 100) == 7);
    CHECK(fonds::pages_of_image(tiff(7), 5) == 5);
    CHECK(fonds::pages_of_image("MM\0*\0\0\0\x08\0\x01"s + std::string(16, '\0'), 100) == 1);
    CHECK(fonds::pages_of_image("", 100) == 0);
    CHECK(fonds::pages_of_image("%PDF-1.4", 100) == 0);
}

TEST_CASE("Directories in a circle, beyond the end or without entries end the count")
{
    CHECK(fonds::pages_of_image(tiff(3, 8), 100) == 3);
    CHECK(fonds::pages_of_image(tiff(2, 0xFFFFFF), 100) == 2);
    CHECK(fonds::pages_of_image(tiff(1).substr(0, 8), 100) == 0);
    CHECK(fonds::pages_of_image("II*\0"s + "\x08\0\0\0\0\0\0\0"s, 100) == 0);
}
