// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/image_page.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <qpdf/Buffer.hh>
#include <qpdf/Pl_Buffer.hh>
#include <qpdf/Pl_Flate.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include "indexer/image/image_file.hpp"
#include "indexer/image/image_header.hpp"

namespace fonds {

namespace {

constexpr double points_an_inch = 72;
constexpr std::uint64_t most_pixels = 100'000'000;  // a sheet of A3 at 600 dpi has 70 million

std::string number(double value)
{
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.3f", value);
    return text.data();
}

/// The unit square of the image on a page of this size, turned as the orientation says (Exif 2.3, tag 0x0112).
std::string matrix(int orientation, double width, double height)
{
    const std::string w = number(width);
    const std::string h = number(height);
    const std::string left = "-" + w;
    const std::string down = "-" + h;
    switch (orientation) {
    case 2: return left + " 0 0 " + h + " " + w + " 0";
    case 3: return left + " 0 0 " + down + " " + w + " " + h;
    case 4: return w + " 0 0 " + down + " 0 " + h;
    case 5: return "0 " + down + " " + left + " 0 " + w + " " + h;
    case 6: return "0 " + down + " " + w + " 0 0 " + h;
    case 7: return "0 " + h + " " + w + " 0 0 0";
    case 8: return "0 " + h + " " + left + " 0 " + w + " 0";
    default: return w + " 0 0 " + h + " 0 0";
    }
}

/// Adobe's programs store CMYK inverted, and say so by a marker of theirs (Adobe Technical Note 5116, APP14).
bool has_adobe_marker(std::string_view jpeg)
{
    constexpr std::string_view marker("\xFF\xEE\x00\x0E"
                                      "Adobe",
                                      9);
    constexpr std::size_t head = 1U << 20;
    return jpeg.substr(0, head).find(marker) != std::string_view::npos;
}

bool can_stand_as_it_is(const ImageHeader& header)
{
    return header.format == ImageFormat::jpeg && header.bits == 8 &&
           (header.samples == 1 || header.samples == 3 || header.samples == 4);
}

QPDFObjectHandle image_object(QPDF& document, int width, int height, const std::string& colour_space, int bits)
{
    QPDFObjectHandle image = document.newStream();
    QPDFObjectHandle entries = image.getDict();
    entries.replaceKey("/Type", QPDFObjectHandle::newName("/XObject"));
    entries.replaceKey("/Subtype", QPDFObjectHandle::newName("/Image"));
    entries.replaceKey("/Width", QPDFObjectHandle::newInteger(width));
    entries.replaceKey("/Height", QPDFObjectHandle::newInteger(height));
    entries.replaceKey("/ColorSpace", QPDFObjectHandle::newName(colour_space));
    entries.replaceKey("/BitsPerComponent", QPDFObjectHandle::newInteger(bits));
    return image;
}

QPDFObjectHandle jpeg_object(QPDF& document, std::string_view bytes, const ImageHeader& header)
{
    const std::string space = header.samples == 1 ? "/DeviceGray" : header.samples == 3 ? "/DeviceRGB" : "/DeviceCMYK";
    QPDFObjectHandle image = image_object(document, header.width, header.height, space, 8);
    if (header.samples == 4 && has_adobe_marker(bytes))
        image.getDict().replaceKey("/Decode", QPDFObjectHandle::parse("[1 0 1 0 1 0 1 0]"));
    image.replaceStreamData(std::string(bytes), QPDFObjectHandle::newName("/DCTDecode"), QPDFObjectHandle::newNull());
    return image;
}

bool is_black_and_white(const PageImage& image)
{
    return image.channels == 1 && std::all_of(image.pixels.begin(), image.pixels.end(),
                                              [](std::uint8_t value) { return value == 0 || value == 255; });
}

/// Rows of one bit a pixel, each filled up to a whole byte.
std::vector<std::uint8_t> packed(const PageImage& image)
{
    const auto row_bytes = static_cast<std::size_t>(image.width + 7) / 8;
    std::vector<std::uint8_t> bits(row_bytes * static_cast<std::size_t>(image.height), 0);
    for (int y = 0; y < image.height; ++y) {
        const std::uint8_t* const row = image.row(y);
        std::uint8_t* const to = bits.data() + row_bytes * static_cast<std::size_t>(y);
        for (int x = 0; x < image.width; ++x)
            if (row[x] != 0) to[x / 8] = static_cast<std::uint8_t>(to[x / 8] | 0x80 >> x % 8);
    }
    return bits;
}

/// TIFF's predictor 2: each sample becomes its difference from the one to the left, which Flate packs better.
void take_differences(PageImage& image)
{
    const int channels = image.channels;
    for (int y = 0; y < image.height; ++y) {
        auto* const row = const_cast<std::uint8_t*>(image.row(y));
        for (int at = image.width * channels - 1; at >= channels; --at)
            row[at] = static_cast<std::uint8_t>(row[at] - row[at - channels]);
    }
}

QPDFObjectHandle pixels_object(QPDF& document, PageImage image)
{
    const bool one_bit = is_black_and_white(image);
    const std::string space = image.channels == 1 ? "/DeviceGray" : "/DeviceRGB";
    QPDFObjectHandle object = image_object(document, image.width, image.height, space, one_bit ? 1 : 8);
    QPDFObjectHandle parameters = QPDFObjectHandle::newNull();
    if (one_bit) {
        image.pixels = packed(image);
    } else {
        take_differences(image);
        parameters =
            QPDFObjectHandle::parse("<< /Predictor 2 /BitsPerComponent 8 /Colors " + std::to_string(image.channels) +
                                    " /Columns " + std::to_string(image.width) + " >>");
    }
    Pl_Buffer collected("image");
    Pl_Flate flate("image", &collected, Pl_Flate::a_deflate);
    flate.write(image.pixels.data(), image.pixels.size());
    flate.finish();
    object.replaceStreamData(collected.getBufferSharedPointer(), QPDFObjectHandle::newName("/FlateDecode"), parameters);
    return object;
}

}  // namespace

Result<QPDFObjectHandle> image_page(QPDF& document, std::string_view bytes, int number_of_page)
{
    TRY_ASSIGN(const ImageFile file, ImageFile::open(bytes));
    if (number_of_page < 1 || number_of_page > file.pages())
        return error(ErrorKind::not_found, say("there is no page {}", "没有第 {} 页", {number_of_page}));
    const ImageFile::Page shown = file.page(number_of_page);
    const ImageHeader header = read_image_headers(bytes).at(static_cast<std::size_t>(number_of_page - 1));
    const double width = shown.width * points_an_inch / static_cast<double>(shown.dpi);
    const double height = shown.height * points_an_inch / static_cast<double>(shown.dpi);
    QPDFObjectHandle image;
    int orientation = 1;
    if (can_stand_as_it_is(header)) {
        image = jpeg_object(document, bytes, header);
        orientation = header.orientation;
    } else {
        TRY_ASSIGN(PageImage pixels, file.decode(number_of_page, most_pixels));
        image = pixels_object(document, grey_if_colourless(std::move(pixels)));
    }
    QPDFObjectHandle page = QPDFObjectHandle::parse("<< /Type /Page /Resources << /XObject << >> >> >>");
    page.replaceKey("/MediaBox", QPDFObjectHandle::parse("[0 0 " + number(width) + " " + number(height) + "]"));
    page.getKey("/Resources").getKey("/XObject").replaceKey("/Im0", image);
    page.replaceKey("/Contents", document.newStream("q " + matrix(orientation, width, height) + " cm /Im0 Do Q\n"));
    return document.makeIndirectObject(page);
}

}  // namespace fonds
