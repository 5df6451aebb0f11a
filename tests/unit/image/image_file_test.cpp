// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include <catch2/catch.hpp>
#include <leptonica/allheaders.h>

#include "indexer/image/image_file.hpp"

using fonds::ImageFile;
using fonds::PageImage;

namespace {

/// 30 x 20, in colour when `depth` is 32: red at the upper left, black at the upper right, the rest white.
PIX* drawing(int depth)
{
    PIX* const pix = pixCreate(30, 20, depth);
    pixSetBlackOrWhite(pix, L_SET_WHITE);
    for (int y = 0; y < 10; ++y)
        for (int x = 0; x < 10; ++x) {
            if (depth == 32) pixSetRGBPixel(pix, x, y, 250, 20, 20);
            if (depth == 8) pixSetPixel(pix, x, y, 100);
            pixSetPixel(pix, x + 20, y, depth == 1 ? 1U : 0U);
        }
    pixSetResolution(pix, 300, 300);
    return pix;
}

std::string encoded(PIX* pix, int format)
{
    l_uint8* data = nullptr;
    size_t size = 0;
    REQUIRE(pixWriteMem(&data, &size, pix, format) == 0);
    std::string bytes(reinterpret_cast<const char*>(data), size);
    lept_free(data);
    pixDestroy(&pix);
    return bytes;
}

PageImage decoded(const std::string& bytes, int page = 1, std::uint64_t limit = 1'000'000)
{
    const auto file = ImageFile::open(bytes);
    REQUIRE(file.ok());
    auto image = file->decode(page, limit);
    REQUIRE(image.ok());
    return std::move(*image);
}

int at(const PageImage& image, int x, int y, int channel = 0)
{
    return image.row(y)[x * image.channels + channel];
}

/// A TIFF written by hand, uncompressed, with one directory a page; little-endian.
class TiffBuilder {
public:
    struct Tag {
        int tag, type;
        std::uint32_t value;
    };
    void page(std::vector<Tag> tags, const std::string& pixels)
    {
        tags.push_back({273, 4, size()});
        bytes_ += pixels;
        if (size() % 2 == 1) bytes_ += '\0';
        tags.push_back({279, 4, static_cast<std::uint32_t>(pixels.size())});
        std::sort(tags.begin(), tags.end(), [](const Tag& a, const Tag& b) { return a.tag < b.tag; });
        std::vector<Tag> written;
        for (Tag tag : tags) {
            if (tag.type == 5) {  // a fraction of one
                const std::uint32_t place = size();
                number(tag.value, 4);
                number(1, 4);
                tag.value = place;
            }
            written.push_back(tag);
        }
        patch(link_, size());
        number(static_cast<std::uint32_t>(written.size()), 2);
        for (const Tag& tag : written) {
            number(static_cast<std::uint32_t>(tag.tag), 2);
            number(static_cast<std::uint32_t>(tag.type), 2);
            number(1, 4);
            number(tag.value, 4);
        }
        link_ = size();
        number(0, 4);
    }
    [[nodiscard]] std::string bytes() const { return bytes_; }
    /// The last page points back to the first.
    void close_circle()
    {
        for (std::size_t i = 0; i < 4; ++i) bytes_[link_ + i] = bytes_[4 + i];
    }

private:
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(bytes_.size()); }
    void number(std::uint32_t value, int length)
    {
        for (int i = 0; i < length; ++i) bytes_ += static_cast<char>(value >> 8 * i & 255);
    }
    void patch(std::size_t place, std::uint32_t value)
    {
        for (std::size_t i = 0; i < 4; ++i) bytes_[place + i] = static_cast<char>(value >> 8 * i & 255);
    }
    std::string bytes_ = std::string("II*\0\0\0\0\0", 8);
    std::size_t link_ = 4;
};

std::vector<TiffBuilder::Tag> grey_tags(std::uint32_t width, std::uint32_t height)
{
    return {{256, 4, width}, {257, 4, height}, {258, 3, 8}, {259, 3, 1}, {262, 3, 1}, {277, 3, 1}, {278, 4, height}};
}

std::vector<TiffBuilder::Tag> with(std::vector<TiffBuilder::Tag> tags, std::initializer_list<TiffBuilder::Tag> more)
{
    for (const auto& tag : more) {
        std::erase_if(tags, [&](const auto& old) { return old.tag == tag.tag; });
        tags.push_back(tag);
    }
    return tags;
}

}  // namespace

TEST_CASE("JPEG, PNG and TIFF are read in colour, grey and black and white, with their resolution")
{
    for (const auto& [format, depth] : {std::pair{IFF_JFIF_JPEG, 32},
                                        {IFF_JFIF_JPEG, 8},
                                        {IFF_PNG, 32},
                                        {IFF_PNG, 8},
                                        {IFF_PNG, 1},
                                        {IFF_TIFF, 32},
                                        {IFF_TIFF_LZW, 8},
                                        {IFF_TIFF_G4, 1}}) {
        INFO(format << " " << depth);
        const std::string bytes = encoded(drawing(depth), format);
        const auto file = ImageFile::open(bytes);
        REQUIRE(file.ok());
        CHECK(file->pages() == 1);
        CHECK(file->page(1).width == 30);
        CHECK(file->page(1).height == 20);
        CHECK(file->page(1).dpi == Approx(300).margin(0.1));
        const PageImage image = decoded(bytes);
        REQUIRE(image.width == 30);
        REQUIRE(image.height == 20);
        CHECK(image.channels == (depth == 32 ? 3 : 1));
        CHECK(at(image, 15, 15) > 240);
        CHECK(at(image, 25, 5) < 25);
        if (depth == 32) {
            CHECK(at(image, 3, 3, 0) > 220);
            CHECK(at(image, 3, 3, 2) < 60);
        }
        if (depth == 8) CHECK(at(image, 5, 5) == Approx(100).margin(8));
    }
}

TEST_CASE("Every page of a TIFF is read, its thumbnails are none, and a circle of pages ends")
{
    TiffBuilder tiff;
    tiff.page(grey_tags(4, 2), std::string(8, '\x10'));
    tiff.page(with(grey_tags(2, 1), {{254, 4, 1}}), std::string(2, '\x20'));
    tiff.page(grey_tags(3, 3), std::string(9, '\x30'));
    const auto file = ImageFile::open(tiff.bytes());
    REQUIRE(file.ok());
    REQUIRE(file->pages() == 2);
    CHECK(at(decoded(tiff.bytes(), 1), 0, 0) == 0x10);
    CHECK(at(decoded(tiff.bytes(), 2), 2, 2) == 0x30);
    CHECK(file->decode(3).error().kind == fonds::ErrorKind::not_found);
    CHECK(file->decode(0).error().kind == fonds::ErrorKind::not_found);

    TiffBuilder circle;
    circle.page(grey_tags(4, 2), std::string(8, '\x10'));
    circle.close_circle();
    const std::string endless = circle.bytes();
    CHECK(ImageFile::open(endless)->pages() == 1);
}

TEST_CASE("CMYK, 16 bits and white at zero are seen as colours and greys")
{
    TiffBuilder tiff;
    tiff.page(with(grey_tags(1, 1), {{262, 3, 0}}), "\x01");
    std::string deep;
    for (const int value : {0x12, 0x80}) deep += std::string(1, '\0') + static_cast<char>(value);
    tiff.page(with(grey_tags(2, 1), {{258, 3, 16}}), deep);
    CHECK(at(decoded(tiff.bytes(), 1), 0, 0) == 254);
    CHECK(at(decoded(tiff.bytes(), 2), 0, 0) == 0x12);
    CHECK(at(decoded(tiff.bytes(), 2), 1, 0) == 0x80);

    TiffBuilder ink;
    ink.page(with(grey_tags(1, 1), {{262, 3, 5}, {277, 3, 4}, {284, 3, 1}}), std::string("\x00\xFF\xFF\x00", 4));
    const PageImage red = decoded(ink.bytes());
    REQUIRE(red.channels == 3);
    CHECK(at(red, 0, 0, 0) > 200);
    CHECK(at(red, 0, 0, 1) < 60);
}

TEST_CASE("What is transparent lies on white paper")
{
    PIX* const pix = pixCreate(2, 1, 32);
    pixSetSpp(pix, 4);
    pixSetPixel(pix, 0, 0, 0x000000FF);
    pixSetPixel(pix, 1, 0, 0x00000000);
    const PageImage image = decoded(encoded(pix, IFF_PNG));
    CHECK(at(image, 0, 0) == 0);
    CHECK(at(image, 1, 0) == 255);
}

TEST_CASE("The orientation of a TIFF and of a photograph is obeyed")
{
    // Stored 3 x 2:  1 2 3 / 4 5 6. Where the first stored row and column are to be shown is what the numbers mean.
    const std::vector<std::vector<int>> shown{{1, 2, 3, 4, 5, 6}, {3, 2, 1, 6, 5, 4}, {6, 5, 4, 3, 2, 1},
                                              {4, 5, 6, 1, 2, 3}, {1, 4, 2, 5, 3, 6}, {4, 1, 5, 2, 6, 3},
                                              {6, 3, 5, 2, 4, 1}, {3, 6, 2, 5, 1, 4}};
    for (std::uint32_t orientation = 1; orientation <= 8; ++orientation) {
        INFO(orientation);
        TiffBuilder tiff;
        tiff.page(with(grey_tags(3, 2), {{274, 3, orientation}}), "\x01\x02\x03\x04\x05\x06");
        const PageImage image = decoded(tiff.bytes());
        CHECK(image.width == (orientation >= 5 ? 2 : 3));
        CHECK(std::vector<int>(image.pixels.begin(), image.pixels.end()) == shown[orientation - 1]);

        // A photograph with an Exif segment behind the first marker.
        TiffBuilder exif;
        exif.page({{274, 3, orientation}}, "");
        const std::string segment = std::string("Exif\0\0", 6) + exif.bytes();
        std::string photograph = encoded(drawing(32), IFF_JFIF_JPEG);
        photograph.insert(2, std::string("\xFF\xE1", 2) + static_cast<char>((segment.size() + 2) >> 8) +
                                 static_cast<char>((segment.size() + 2) & 255) + segment);
        const PageImage seen = decoded(photograph);
        CHECK(seen.width == (orientation >= 5 ? 20 : 30));
        const bool right = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
        const bool below = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
        const int x = right ? seen.width - 4 : 3;
        const int y = below ? seen.height - 4 : 3;
        CHECK(at(seen, x, y, 0) > 220);
        CHECK(at(seen, x, y, 1) < 80);
    }
}

TEST_CASE("Fax pages get square pixels, and absurd resolutions give way to A4")
{
    TiffBuilder fax;
    fax.page(with(grey_tags(40, 20), {{282, 5, 204}, {283, 5, 98}}), std::string(800, '\x7F'));
    const PageImage image = decoded(fax.bytes());
    CHECK(image.width == 40);
    CHECK(image.height == 42);
    CHECK(image.dpi == Approx(204));
    CHECK(ImageFile::open(fax.bytes())->page(1).height == 42);

    fonds::ImageHeader photograph;
    photograph.width = 3000;
    photograph.height = 4000;
    photograph.x_dpi = photograph.y_dpi = 72;
    CHECK(believable_resolution(photograph).x == Approx(4000 / 11.69));
    photograph.x_dpi = photograph.y_dpi = 0;
    CHECK(believable_resolution(photograph).x == Approx(4000 / 11.69));
    photograph.x_dpi = photograph.y_dpi = 300;
    CHECK(believable_resolution(photograph).x == 300);
    photograph.x_dpi = photograph.y_dpi = 1e9;
    CHECK(believable_resolution(photograph).x == Approx(4000 / 11.69));
}

TEST_CASE("Large images are reduced, or refused before anything is allocated")
{
    PIX* const sheet = pixCreate(4000, 3000, 1);
    pixSetAll(sheet);
    const std::string black = encoded(sheet, IFF_TIFF_G4);
    const PageImage small = decoded(black, 1, 1'000'000);
    CHECK(small.pixels.size() <= 1'000'000);
    CHECK(small.width == 1000);
    CHECK(at(small, 500, 500) == 0);
    CHECK(small.dpi == Approx(ImageFile::open(black)->page(1).dpi / 4));

    PIX* const photograph = pixCreate(1600, 1200, 8);
    pixSetAllArbitrary(photograph, 90);
    const PageImage eighth = decoded(encoded(photograph, IFF_JFIF_JPEG), 1, 40'000);
    CHECK(eighth.width == 200);
    CHECK(at(eighth, 100, 100) == Approx(90).margin(3));

    // A header that claims 30,000 x 30,000 RGB pixels, and no more than that.
    std::string png = encoded(drawing(32), IFF_PNG);
    for (const std::size_t place : {16U, 20U}) png.replace(place, 4, std::string("\x00\x00\x75\x30", 4));
    const auto refused = ImageFile::open(png)->decode(1);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == fonds::ErrorKind::bad_input);
}

TEST_CASE("One pixel is an image")
{
    PIX* const pix = pixCreate(1, 1, 8);
    pixSetPixel(pix, 0, 0, 77);
    CHECK(decoded(encoded(pix, IFF_PNG)).pixels == std::vector<std::uint8_t>{77});
}

TEST_CASE("Damage is a plain error or a damaged picture, and Leptonica is silent")
{
    std::FILE* const messages = std::tmpfile();
    const int before = ::dup(2);
    ::dup2(::fileno(messages), 2);
    std::vector<std::string> originals;
    for (const int format : {IFF_JFIF_JPEG, IFF_PNG, IFF_TIFF_G4, IFF_TIFF_LZW})
        originals.push_back(encoded(drawing(format == IFF_TIFF_G4 ? 1 : 8), format));
    int opened = 0;
    for (const std::string& original : originals)
        for (std::size_t length = 0; length < original.size(); length += 3) {
            const std::string cut = original.substr(0, length);
            std::string flipped = original;
            flipped[length] = static_cast<char>(flipped[length] ^ 0x55);
            for (const std::string& bytes : {cut, flipped}) {
                const auto file = ImageFile::open(bytes);
                if (!file.ok()) continue;
                ++opened;
                for (int page = 1; page <= file->pages(); ++page) static_cast<void>(file->decode(page, 1'000'000).ok());
            }
        }
    ::dup2(before, 2);
    ::close(before);
    CHECK(opened > 100);
    std::rewind(messages);
    std::string text(1 << 16, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), messages));
    std::fclose(messages);
    INFO(text);
    CHECK(text.find(" in pix") == std::string::npos);  // "Error in pixReadMemPng: …"
}

TEST_CASE("Other files are no images")
{
    for (const std::string& bytes : {std::string(), std::string("%PDF-1.7"), std::string("\xFF\xD8\xFF"),
                                     std::string("II*\0\xFF\xFF\xFF\xFF", 8), std::string("\x89PNG\r\n\x1A\n")})
        CHECK_FALSE(ImageFile::open(bytes).ok());
}
