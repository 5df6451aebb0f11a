// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/codes/code_page.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#define ZX_USE_UTF8
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

namespace fonds::test {

namespace {

ZXing::BarcodeFormat writer_format(CodeFormat format)
{
    switch (format) {
    case CodeFormat::qr: return ZXing::BarcodeFormat::QRCode;
    case CodeFormat::code128: return ZXing::BarcodeFormat::Code128;
    case CodeFormat::code39: return ZXing::BarcodeFormat::Code39;
    default: return ZXing::BarcodeFormat::DataMatrix;
    }
}

void fill(PageImage& page, int left, int top, int right, int bottom, int value)
{
    for (int y = std::max(top, 0); y < std::min(bottom, page.height); ++y)
        for (int x = std::max(left, 0); x < std::min(right, page.width); ++x)
            page.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width) + static_cast<std::size_t>(x)] =
                static_cast<std::uint8_t>(value);
}

template <class Change>
PageImage each(PageImage page, Change change)
{
    for (std::uint8_t& value : page.pixels)
        value = static_cast<std::uint8_t>(std::clamp(static_cast<int>(std::lround(change(value))), 0, 255));
    return page;
}

}  // namespace

PageImage page_of_lines(float dpi)
{
    const auto pixels = [dpi](double mm) { return static_cast<int>(std::lround(mm / 25.4 * dpi)); };
    PageImage page;
    page.width = pixels(100);
    page.height = pixels(140);
    page.dpi = dpi;
    page.pixels.assign(static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height), 255);
    for (int line = 0; line < 8; ++line)
        for (int word = 0; word < 9; ++word)
            fill(page, pixels(8 + 9 * word), pixels(70 + 7 * line), pixels(14 + 9 * word), pixels(73 + 7 * line), 70);
    return page;
}

void draw_code(PageImage& page, CodeFormat format, const std::string& text, double left, double top, double module)
{
    const ZXing::BitMatrix bits = ZXing::MultiFormatWriter(writer_format(format)).setMargin(0).encode(text, 0, 0);
    const bool bars = format == CodeFormat::code128 || format == CodeFormat::code39;
    const double row_height = bars ? 10.0 / bits.height() : module;
    const auto pixels = [&page](double mm) { return static_cast<int>(std::lround(mm / 25.4 * page.dpi)); };
    for (int y = 0; y < bits.height(); ++y)
        for (int x = 0; x < bits.width(); ++x)
            if (bits.get(x, y))
                fill(page, pixels(left + x * module), pixels(top + y * row_height), pixels(left + (x + 1) * module),
                     pixels(top + (y + 1) * row_height), 0);
}

PageImage with_noise(PageImage page, double deviation)
{
    std::mt19937 random(7);
    std::normal_distribution<double> noise(0, deviation);
    return each(std::move(page), [&](int value) { return value + noise(random); });
}

PageImage leaning(const PageImage& page, double degrees)
{
    PageImage result = page;
    const double angle = degrees * 3.14159265358979 / 180;
    const double middle_x = page.width / 2.0;
    const double middle_y = page.height / 2.0;
    const auto at = [&page](int x, int y) {
        return x < 0 || y < 0 || x >= page.width || y >= page.height ? 255.0 : static_cast<double>(page.row(y)[x]);
    };
    for (int y = 0; y < page.height; ++y)
        for (int x = 0; x < page.width; ++x) {
            const double from_x = middle_x + (x - middle_x) * std::cos(angle) + (y - middle_y) * std::sin(angle);
            const double from_y = middle_y - (x - middle_x) * std::sin(angle) + (y - middle_y) * std::cos(angle);
            const int left = static_cast<int>(std::floor(from_x));
            const int top = static_cast<int>(std::floor(from_y));
            const double along = from_x - left;
            const double down = from_y - top;
            const double value = (at(left, top) * (1 - along) + at(left + 1, top) * along) * (1 - down) +
                                 (at(left, top + 1) * (1 - along) + at(left + 1, top + 1) * along) * down;
            result.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width) + static_cast<std::size_t>(x)] =
                static_cast<std::uint8_t>(std::lround(value));
        }
    return result;
}

PageImage in_black_and_white(PageImage page, int threshold)
{
    return each(std::move(page), [threshold](int value) { return value < threshold ? 0 : 255; });
}

PageImage faded(PageImage page, int ink, int paper)
{
    return each(std::move(page), [=](int value) { return ink + (paper - ink) * value / 255.0; });
}

}  // namespace fonds::test
