// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/pdf_image_pixels.hpp"

#include <utility>
#include <vector>

#include <GfxState.h>
#include <Stream.h>

#include "indexer/image/row_averager.hpp"

namespace fonds {

namespace {

constexpr int rows_between_looks_at_the_clock = 128;

bool is_grey(GfxImageColorMap& colours)
{
    if (colours.getNumPixelComps() != 1) return false;
    const GfxColorSpaceMode mode = colours.getColorSpace()->getMode();
    return mode == csDeviceGray || mode == csCalGray || mode == csICCBased;
}

}  // namespace

std::optional<PdfPixels> decode_pixels(Stream& stream, int width, int height, GfxImageColorMap& colours,
                                       const PixelWindow& window, std::uint64_t limit, const LateCheck& late)
{
    const int columns = window.right - window.left;
    const int rows = window.bottom - window.top;
    if (columns <= 0 || rows <= 0 || window.right > width || window.bottom > height || limit == 0) return std::nullopt;
    const auto reduction = RowAverager::reduction_for(columns, rows, limit);
    if (!reduction) return std::nullopt;
    const bool grey = is_grey(colours);
    const std::size_t channels = grey ? 1 : 3;
    RowAverager averager(columns, rows, static_cast<int>(channels), *reduction);

    ImageStream source(&stream, width, colours.getNumPixelComps(), colours.getBits());
    source.reset();
    std::vector<std::uint8_t> converted(static_cast<std::size_t>(width) * channels);
    bool whole = true;
    for (int y = 0; y < window.bottom && !averager.full() && whole; ++y) {
        if (late && y % rows_between_looks_at_the_clock == 0 && late()) whole = false;
        unsigned char* const line = source.getLine();
        if (line == nullptr) whole = false;
        if (!whole || y < window.top) continue;
        if (grey)
            colours.getGrayLine(line, converted.data(), width);
        else
            colours.getRGBLine(line, converted.data(), width);
        averager.take(converted.data() + static_cast<std::size_t>(window.left) * channels);
    }
    source.close();
    if (!whole) return std::nullopt;
    return PdfPixels{grey_if_colourless(std::move(averager).finish()), *reduction};
}

}  // namespace fonds
