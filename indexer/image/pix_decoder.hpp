// SPDX-License-Identifier: GPL-3.0-or-later
// Leptonica's decoders. The header was read before, so that what they allocate is known.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "indexer/image/image_header.hpp"
#include "indexer/image/page_image.hpp"

namespace fonds {

/// Bytes that Leptonica and its libraries hold while they decode the page, the JPEG being scaled by 1 / `scale`.
[[nodiscard]] std::uint64_t decoding_memory(const ImageHeader& header, int scale);

/// The pixels as stored (a TIFF's already as shown), on white, reduced to the limit; nothing when they are damaged. `scale`
/// is 1, 2, 4 or 8, and 1 for all but JPEG.
[[nodiscard]] std::optional<PageImage> decode_pix(std::string_view bytes, const ImageHeader& header, int scale,
                                                  std::uint64_t pixel_limit);

}  // namespace fonds
