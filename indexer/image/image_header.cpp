// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/image/image_header.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>

#include "indexer/image/tiff_directory.hpp"

namespace fonds {

namespace {

constexpr int most_pages = 3'000;  // Leptonica reads no more of a TIFF
constexpr double centimetres_an_inch = 2.54;
constexpr double metres_an_inch = 0.0254;

constexpr double a4_long_side = 11.69;  // inches
constexpr double least_dpi = 30;
constexpr double most_dpi = 4'800;
constexpr double longest_side = 60;         // inches: more than A0
constexpr double longest_coarse_side = 24;  // inches; cameras that know of no paper write 72 dpi
constexpr double coarse_dpi = 100;
constexpr double most_uneven = 4;  // fax has pixels half as fine in one direction

enum Tag {
    subfile = 254,
    image_width = 256,
    image_height = 257,
    bits_per_sample = 258,
    tag_orientation = 274,
    samples_per_pixel = 277,
    x_resolution = 282,
    y_resolution = 283,
    resolution_unit = 296
};

std::uint32_t number_at(std::string_view bytes, std::size_t at, int length)
{
    std::uint32_t result = 0;
    for (int i = 0; i < length; ++i)
        result = result << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    return result;
}

int as_length(std::uint32_t value)
{
    return value > static_cast<std::uint32_t>(std::numeric_limits<int>::max()) ? 0 : static_cast<int>(value);
}

void take_sheet(const TiffDirectory& directory, ImageHeader& header)
{
    const auto orientation = directory.number(tag_orientation).value_or(1);
    if (orientation >= 1 && orientation <= 8) header.orientation = static_cast<int>(orientation);
    const auto unit = directory.number(resolution_unit).value_or(2);
    if (unit != 2 && unit != 3) return;
    const double scale = unit == 3 ? centimetres_an_inch : 1;
    const auto x = directory.fraction(x_resolution);
    const auto y = directory.fraction(y_resolution);
    if (x) header.x_dpi = *x * scale;
    if (y) header.y_dpi = *y * scale;
}

bool is_frame(unsigned marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

std::optional<ImageHeader> jpeg_header(std::string_view bytes)
{
    ImageHeader header;
    header.format = ImageFormat::jpeg;
    for (std::size_t at = 2; at + 4 <= bytes.size();) {
        if (static_cast<unsigned char>(bytes[at]) != 0xFF) return std::nullopt;
        const unsigned marker = static_cast<unsigned char>(bytes[at + 1]);
        if (marker == 0xFF || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) {
            at += marker == 0xFF ? 1 : 2;
            continue;
        }
        const std::size_t length = number_at(bytes, at + 2, 2);
        if (length < 2 || bytes.size() - at - 2 < length) return std::nullopt;
        const std::string_view segment = bytes.substr(at + 4, length - 2);
        if (is_frame(marker)) {
            if (segment.size() < 6) return std::nullopt;
            header.bits = static_cast<unsigned char>(segment[0]);
            header.height = static_cast<int>(number_at(segment, 1, 2));
            header.width = static_cast<int>(number_at(segment, 3, 2));
            header.samples = static_cast<unsigned char>(segment[5]);
            header.progressive = marker != 0xC0 && marker != 0xC1;
            return header;
        }
        if (marker == 0xE0 && segment.starts_with(std::string_view("JFIF\0", 5)) && segment.size() >= 12) {
            const double scale = segment[7] == 1 ? 1 : segment[7] == 2 ? centimetres_an_inch : 0;
            header.x_dpi = number_at(segment, 8, 2) * scale;
            header.y_dpi = number_at(segment, 10, 2) * scale;
        }
        if (marker == 0xE1 && segment.starts_with(std::string_view("Exif\0\0", 6)))
            if (const auto directory = TiffDirectory::first(segment.substr(6))) take_sheet(*directory, header);
        at += 2 + length;
    }
    return std::nullopt;
}

std::optional<ImageHeader> png_header(std::string_view bytes)
{
    constexpr std::size_t chunks = 8;
    if (bytes.size() < chunks + 8 + 13 || bytes.substr(chunks + 4, 4) != "IHDR") return std::nullopt;
    ImageHeader header;
    header.format = ImageFormat::png;
    header.width = as_length(number_at(bytes, 16, 4));
    header.height = as_length(number_at(bytes, 20, 4));
    header.bits = static_cast<unsigned char>(bytes[24]);
    const int colours = bytes[25];
    header.samples = colours == 2 ? 3 : colours == 4 ? 2 : colours == 6 ? 4 : 1;
    for (std::size_t at = chunks; at + 12 <= bytes.size();) {
        const std::size_t length = number_at(bytes, at, 4);
        const std::string_view name = bytes.substr(at + 4, 4);
        if (name == "IDAT" || bytes.size() - at - 12 < length) break;
        if (name == "pHYs" && length == 9 && bytes[at + 16] == 1) {
            header.x_dpi = number_at(bytes, at + 8, 4) * metres_an_inch;
            header.y_dpi = number_at(bytes, at + 12, 4) * metres_an_inch;
        }
        at += 12 + length;
    }
    return header;
}

std::vector<ImageHeader> tiff_headers(std::string_view bytes)
{
    std::vector<ImageHeader> headers;
    std::set<std::uint32_t> seen;
    int index = 0;
    for (auto directory = TiffDirectory::first(bytes); directory && index < most_pages;
         directory = directory->next(), ++index) {
        if (!seen.insert(directory->offset()).second) break;
        constexpr std::uint32_t thumbnail = 1;
        if ((directory->number(subfile).value_or(0) & thumbnail) != 0) continue;
        ImageHeader header;
        header.format = ImageFormat::tiff;
        header.directory = index;
        header.width = as_length(directory->number(image_width).value_or(0));
        header.height = as_length(directory->number(image_height).value_or(0));
        header.bits = static_cast<int>(std::min(directory->number(bits_per_sample).value_or(1), 64U));
        header.samples = static_cast<int>(std::min(directory->number(samples_per_pixel).value_or(1), 64U));
        take_sheet(*directory, header);
        headers.push_back(header);
    }
    return headers;
}

}  // namespace

std::vector<ImageHeader> read_image_headers(std::string_view bytes)
{
    std::vector<ImageHeader> headers;
    if (bytes.starts_with("\xFF\xD8\xFF")) {
        if (const auto header = jpeg_header(bytes)) headers.push_back(*header);
    } else if (bytes.starts_with("\x89PNG\r\n\x1A\n")) {
        if (const auto header = png_header(bytes)) headers.push_back(*header);
    } else {
        headers = tiff_headers(bytes);
    }
    // A page without pixels keeps its number, and fails when it is asked for.
    if (std::all_of(headers.begin(), headers.end(),
                    [](const ImageHeader& header) { return header.width <= 0 || header.height <= 0; }))
        headers.clear();
    return headers;
}

Resolution believable_resolution(const ImageHeader& header)
{
    const double x = header.x_dpi;
    const double y = header.y_dpi > 0 ? header.y_dpi : x;
    const auto believable = [](double dpi, int pixels) {
        const double inches = pixels / dpi;
        return dpi >= least_dpi && dpi <= most_dpi && inches <= longest_side &&
               (dpi >= coarse_dpi || inches <= longest_coarse_side);
    };
    if (x > 0 && believable(x, header.width) && believable(y, header.height) &&
        std::max(x, y) <= most_uneven * std::min(x, y))
        return {x, y};
    const double guess = std::max(1, std::max(header.width, header.height)) / a4_long_side;
    return {guess, guess};
}

}  // namespace fonds
