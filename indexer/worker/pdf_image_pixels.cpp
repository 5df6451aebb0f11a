// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/pdf_image_pixels.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <GfxState.h>
#include <Stream.h>

namespace fonds {

namespace {

constexpr int rows_between_looks_at_the_clock = 128;

bool is_grey(GfxImageColorMap& colours)
{
    if (colours.getNumPixelComps() != 1) return false;
    const GfxColorSpaceMode mode = colours.getColorSpace()->getMode();
    return mode == csDeviceGray || mode == csCalGray || mode == csICCBased;
}

/// Rows of the original come in, rows of the result go out when they are complete.
class Averager {
public:
    Averager(PageImage& image, int reduction) : image_(image), reduction_(reduction)
    {
        sums_.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.channels));
    }

    /// `row` begins at the window's left edge and has `width` pixels.
    void take(const std::uint8_t* row, int width)
    {
        const int channels = image_.channels;
        std::uint8_t* const to = image_.pixels.data() + static_cast<std::size_t>(y_) * sums_.size();
        if (reduction_ == 1) {
            std::copy_n(row, sums_.size(), to);
            ++y_;
            return;
        }
        const int used = std::min(width, image_.width * reduction_);
        std::size_t cell = 0;
        int inside = 0;
        for (int x = 0; x < used; ++x, row += channels) {
            for (int c = 0; c < channels; ++c) sums_[cell + static_cast<std::size_t>(c)] += row[c];
            if (++inside < reduction_) continue;
            inside = 0;
            cell += static_cast<std::size_t>(channels);
        }
        if (++rows_ < reduction_) return;
        const auto cells = static_cast<std::uint32_t>(reduction_) * static_cast<std::uint32_t>(reduction_);
        for (std::size_t i = 0; i < sums_.size(); ++i) to[i] = static_cast<std::uint8_t>((sums_[i] + cells / 2) / cells);
        std::fill(sums_.begin(), sums_.end(), 0);
        rows_ = 0;
        ++y_;
    }
    [[nodiscard]] bool full() const { return y_ == image_.height; }

private:
    PageImage& image_;
    int reduction_;
    std::vector<std::uint32_t> sums_;
    int rows_ = 0, y_ = 0;
};

}  // namespace

std::optional<PdfPixels> decode_pixels(Stream& stream, int width, int height, GfxImageColorMap& colours,
                                       const PixelWindow& window, std::uint64_t limit, const LateCheck& late)
{
    const int columns = window.right - window.left;
    const int rows = window.bottom - window.top;
    if (columns <= 0 || rows <= 0 || window.right > width || window.bottom > height || limit == 0) return std::nullopt;
    const double area = static_cast<double>(columns) * rows;
    const double fit = std::ceil(std::sqrt(area / static_cast<double>(limit)));
    // A line one pixel high cannot be averaged away.
    if (fit > std::min(columns, rows)) return std::nullopt;
    PdfPixels result;
    result.reduction = std::max(1, static_cast<int>(fit));
    PageImage& image = result.image;
    image.width = columns / result.reduction;
    image.height = rows / result.reduction;
    image.channels = is_grey(colours) ? 1 : 3;
    const auto channels = static_cast<std::size_t>(image.channels);
    image.pixels.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) * channels);

    ImageStream source(&stream, width, colours.getNumPixelComps(), colours.getBits());
    source.reset();
    Averager averager(image, result.reduction);
    std::vector<std::uint8_t> converted(static_cast<std::size_t>(width) * channels);
    bool whole = true;
    for (int y = 0; y < window.bottom && !averager.full() && whole; ++y) {
        if (late && y % rows_between_looks_at_the_clock == 0 && late()) whole = false;
        unsigned char* const line = source.getLine();
        if (line == nullptr) whole = false;
        if (!whole || y < window.top) continue;
        if (channels == 1)
            colours.getGrayLine(line, converted.data(), width);
        else
            colours.getRGBLine(line, converted.data(), width);
        averager.take(converted.data() + static_cast<std::size_t>(window.left) * channels, columns);
    }
    source.close();
    if (!whole) return std::nullopt;
    image = grey_if_colourless(std::move(image));
    return result;
}

}  // namespace fonds
