// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/codes/code_page.hpp"

#include <algorithm>
#include <cmath>

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

}  // namespace fonds::test
