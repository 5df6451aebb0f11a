// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/image/image_file.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

#include "indexer/image/pix_decoder.hpp"

namespace fonds {

namespace {

constexpr double square = 0.02;                 // difference between the resolutions that is none
constexpr std::uint64_t memory_of_a_pixel = 8;  // of the limit, while decoding

Error not_an_image()
{
    return error(ErrorKind::bad_input,
                 say("This is not a readable JPEG, PNG or TIFF image.", "这不是可读的 JPEG、PNG 或 TIFF 图像。"))
        .with_hint(say("Scan it again, or save it as one of these.", "请重新扫描,或另存为其中一种格式。"));
}

Error damaged(int number)
{
    return error(ErrorKind::bad_input, say("Image {} is damaged.", "第 {} 幅图像已损坏。", {number}))
        .with_hint(say("Scan it again, or ask for another copy.", "请重新扫描,或索取另一份。"));
}

Error too_large(int number, const ImageHeader& header)
{
    return error(ErrorKind::bad_input,
                 say("Image {} has {} x {} pixels, more than can be looked at.",
                     "第 {} 幅图像有 {} x {} 像素,超出可处理的范围。", {number, header.width, header.height}))
        .with_hint(say("Scan it again with 300 dots an inch.", "请以每英寸 300 点重新扫描。"));
}

PageImage mirrored(PageImage image)
{
    const auto channels = static_cast<std::size_t>(image.channels);
    const auto row = static_cast<std::size_t>(image.width) * channels;
    for (std::size_t at = 0; at < image.pixels.size(); at += row)
        for (std::size_t left = 0, right = row - channels; left < right; left += channels, right -= channels)
            std::swap_ranges(image.pixels.begin() + static_cast<std::ptrdiff_t>(at + left),
                             image.pixels.begin() + static_cast<std::ptrdiff_t>(at + left + channels),
                             image.pixels.begin() + static_cast<std::ptrdiff_t>(at + right));
    return image;
}

/// As stored, as shown: Exif 2.3, tag 0x0112.
PageImage upright(PageImage image, int orientation)
{
    switch (orientation) {
    case 2: return mirrored(std::move(image));
    case 3: return turned(image, 180);
    case 4: return turned(mirrored(std::move(image)), 180);
    case 5: return turned(mirrored(std::move(image)), 270);
    case 6: return turned(image, 90);
    case 7: return turned(mirrored(std::move(image)), 90);
    case 8: return turned(image, 270);
    default: return image;
    }
}

/// As high as its pixels would be if they were square, between its rows interpolated.
PageImage with_height(const PageImage& image, int height)
{
    PageImage result;
    result.width = image.width;
    result.height = height;
    result.channels = image.channels;
    const auto row = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.channels);
    result.pixels.resize(row * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        const double from = std::clamp((y + 0.5) * image.height / height - 0.5, 0.0, image.height - 1.0);
        const int above = static_cast<int>(from);
        const std::uint8_t* const first = image.row(above);
        const std::uint8_t* const second = image.row(std::min(above + 1, image.height - 1));
        const double part = from - above;
        std::uint8_t* const to = result.pixels.data() + static_cast<std::size_t>(y) * row;
        for (std::size_t i = 0; i < row; ++i)
            to[i] = static_cast<std::uint8_t>(std::lround(first[i] * (1 - part) + second[i] * part));
    }
    return result;
}

/// Square pixels, at the finer of both resolutions.
PageImage squared(PageImage image, const Resolution& shown)
{
    const double ratio = shown.x / shown.y;
    if (std::fabs(ratio - 1) <= square) return image;
    if (ratio > 1) return with_height(image, static_cast<int>(std::lround(image.height * ratio)));
    const int wider = static_cast<int>(std::lround(image.width / ratio));
    return turned(with_height(turned(image, 90), wider), 270);
}

Resolution shown_resolution(const ImageHeader& header)
{
    Resolution resolution = believable_resolution(header);
    if (header.sideways()) std::swap(resolution.x, resolution.y);
    return resolution;
}

}  // namespace

Result<ImageFile> ImageFile::open(std::string_view bytes)
{
    try {
        std::vector<ImageHeader> headers = read_image_headers(bytes);
        if (headers.empty()) return not_an_image();
        return ImageFile(bytes, std::move(headers));
    } catch (const std::exception&) {
        return not_an_image();
    }
}

ImageFile::Page ImageFile::page(int number) const
{
    if (number < 1 || number > pages()) return {};
    const ImageHeader& header = headers_[static_cast<std::size_t>(number - 1)];
    const Resolution resolution = shown_resolution(header);
    const double finer = std::max(resolution.x, resolution.y);
    int width = header.sideways() ? header.height : header.width;
    int height = header.sideways() ? header.width : header.height;
    if (std::fabs(resolution.x / resolution.y - 1) > square) {
        width = static_cast<int>(std::lround(width * (finer / resolution.x)));
        height = static_cast<int>(std::lround(height * (finer / resolution.y)));
    }
    return {width, height, static_cast<float>(finer)};
}

Result<PageImage> ImageFile::decode(int number, std::uint64_t pixel_limit) const
{
    if (number < 1 || number > pages())
        return error(ErrorKind::not_found, say("There is no image {}.", "没有第 {} 幅图像。", {number}))
            .with_hint(say("The file has {}.", "文件共有 {} 幅。", {pages()}));
    const ImageHeader& header = headers_[static_cast<std::size_t>(number - 1)];
    if (header.width <= 0 || header.height <= 0) return damaged(number);
    const auto pixels = static_cast<std::uint64_t>(header.width) * static_cast<std::uint64_t>(header.height);
    int scale = 1;
    if (header.format == ImageFormat::jpeg)
        while (scale < 8 && pixels / static_cast<std::uint64_t>(scale * scale) > pixel_limit) scale *= 2;
    if (decoding_memory(header, scale) > pixel_limit * memory_of_a_pixel) return too_large(number, header);
    try {
        const Resolution resolution = shown_resolution(header);
        const double growth = std::max(resolution.x / resolution.y, resolution.y / resolution.x);
        const auto limit = static_cast<std::uint64_t>(static_cast<double>(pixel_limit) / growth);
        auto decoded = decode_pix(bytes_, header, scale, limit);
        if (!decoded) return damaged(number);
        const bool as_shown = header.format == ImageFormat::tiff;
        PageImage image = as_shown ? std::move(*decoded) : upright(std::move(*decoded), header.orientation);
        image = squared(std::move(image), resolution);
        const Page whole = page(number);
        image.dpi = whole.dpi * static_cast<float>(image.width) / static_cast<float>(whole.width);
        return image;
    } catch (const std::exception&) {
        return too_large(number, header);
    }
}

}  // namespace fonds
