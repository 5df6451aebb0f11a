// SPDX-License-Identifier: GPL-3.0-or-later
// The pixels of an image inside a PDF, whatever its filter, colours and bits.
#pragma once

#include <cstdint>
#include <optional>

#include "indexer/image/page_image.hpp"
#include "indexer/worker/page_sink.hpp"

class GfxImageColorMap;
class Stream;

namespace fonds {

struct PixelWindow {
    int left = 0, top = 0, right = 0, bottom = 0;  ///< right and bottom are outside
};

struct PdfPixels {
    PageImage image;
    int reduction = 1;  ///< pixels of the original along each side of one of these
};

/// Decodes row by row, averaging when the window has more pixels than `limit`: memory is that of the result and some rows.
/// Grey when no pixel has a colour. Nothing when the image cannot be decoded, or it is late. dpi is left unknown.
[[nodiscard]] std::optional<PdfPixels> decode_pixels(Stream& stream, int width, int height, GfxImageColorMap& colours,
                                                     const PixelWindow& window, std::uint64_t limit, const LateCheck& late);

}  // namespace fonds
