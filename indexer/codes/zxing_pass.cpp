// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/codes/zxing_pass.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

#define ZX_USE_UTF8
#include <ZXing/ReadBarcode.h>

namespace fonds {

namespace {

constexpr std::size_t most_bar_codes = 100;  // of one direction of a page
// A page with so many QR codes may have more than ZXing tells apart at once: a sheet of labels.
constexpr std::size_t many_qr_codes = 4;

CodeFormat format_of(ZXing::BarcodeFormat format)
{
    switch (format) {
    case ZXing::BarcodeFormat::QRCode: return CodeFormat::qr;
    case ZXing::BarcodeFormat::Code128: return CodeFormat::code128;
    case ZXing::BarcodeFormat::Code39: return CodeFormat::code39;
    default: return CodeFormat::other;
    }
}

ZXing::ImageView view_of(const PageImage& grey)
{
    return {grey.pixels.data(), grey.width, grey.height, ZXing::ImageFormat::Lum};
}

/// Columns as rows: mirrored, which bar codes do not mind.
ZXing::ImageView columns_of(const PageImage& grey)
{
    return {grey.pixels.data(), grey.height, grey.width, ZXing::ImageFormat::Lum, 1, grey.width};
}

std::vector<PageCode> read(const ZXing::ImageView& view, const ZXing::DecodeHints& hints)
{
    std::vector<PageCode> codes;
    try {
        for (const ZXing::Result& result : ZXing::ReadBarcodes(view, hints)) {
            PageCode code;
            code.format = format_of(result.format());
            code.text = result.text();
            const ZXing::Position& position = result.position();
            for (std::size_t i = 0; i < code.place.size(); ++i)
                code.place[i] = {static_cast<float>(position[i].x), static_cast<float>(position[i].y)};
            if (!code.text.empty()) codes.push_back(std::move(code));
        }
    } catch (const std::exception&) {
        codes.clear();
    }
    return codes;
}

struct Extent {
    float left, top, right, bottom;
};

Extent extent_of(const PageCode& code)
{
    Extent extent{code.place[0].x, code.place[0].y, code.place[0].x, code.place[0].y};
    for (const Point& corner : code.place) {
        extent.left = std::min(extent.left, corner.x);
        extent.right = std::max(extent.right, corner.x);
        extent.top = std::min(extent.top, corner.y);
        extent.bottom = std::max(extent.bottom, corner.y);
    }
    return extent;
}

void whiten(PageImage& grey, const Extent& extent)
{
    const auto inside = [](float value, int most) { return std::clamp(static_cast<int>(value), 0, most); };
    const int first = inside(extent.left, grey.width);
    const int last = inside(extent.right, grey.width);
    for (int y = inside(extent.top, grey.height); y < inside(extent.bottom, grey.height); ++y) {
        const auto row = grey.pixels.begin() + static_cast<std::ptrdiff_t>(y) * grey.width;
        std::fill(row + first, row + last, std::uint8_t{255});
    }
}

/// The rows in which the code was read, and more of them: a code is read in a few rows of its height.
void wipe_out(PageImage& grey, const PageCode& code, Bars bars)
{
    const auto [left, top, right, bottom] = extent_of(code);
    const float length = bars == Bars::upright ? right - left : bottom - top;
    const float beside = bars == Bars::upright ? length / 16 : length / 4;
    const float above = bars == Bars::upright ? length / 4 : length / 16;
    whiten(grey, {left - beside, top - above, right + beside, bottom + above});
}

}  // namespace

std::vector<PageCode> zxing_qr_codes(const PageImage& grey)
{
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true).setTryRotate(false);
    std::vector<PageCode> codes = read(view_of(grey), hints);
    if (codes.size() < many_qr_codes) return codes;
    PageImage rest = grey;
    for (std::size_t known = 0; known < codes.size();) {
        for (; known < codes.size(); ++known) whiten(rest, extent_of(codes[known]));
        std::vector<PageCode> more = read(view_of(rest), hints);
        std::ranges::move(more, std::back_inserter(codes));
    }
    return codes;
}

std::vector<PageCode> zxing_bar_codes(PageImage& grey, BarThreshold threshold, Bars bars)
{
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::Code128 | ZXing::BarcodeFormat::Code39).setTryHarder(true);
    hints.setBinarizer(threshold == BarThreshold::row ? ZXing::Binarizer::LocalAverage : ZXing::Binarizer::FixedThreshold);
    // ZXing 1.4 aborts the program when it meets a bar code a second time: at another scale, in another direction, or where
    // a page bears the same label twice. So it is asked for one at a time, and what it found is wiped out.
    hints.setTryDownscale(false).setTryRotate(false).setMaxNumberOfSymbols(1);
    std::vector<PageCode> codes;
    while (codes.size() < most_bar_codes) {
        std::vector<PageCode> found = read(bars == Bars::upright ? view_of(grey) : columns_of(grey), hints);
        if (found.empty()) break;
        if (bars == Bars::lying)
            for (Point& corner : found.front().place) std::swap(corner.x, corner.y);
        wipe_out(grey, found.front(), bars);
        codes.push_back(std::move(found.front()));
    }
    return codes;
}

}  // namespace fonds
