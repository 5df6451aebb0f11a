// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a page of any document that has pictures, and its own text layer.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "indexer/extract/scan_protocol.hpp"
#include "indexer/image/page_image.hpp"
#include "schema/core/result.hpp"
#include "schema/model/page_text.hpp"

namespace fonds {

struct PagePicture {
    PageImage image;
    float native_dpi = 0;  ///< of the scan before it was reduced or drawn; 0: unknown
    std::uint32_t page_count = 0;
    float width = 0, height = 0;  ///< of the page as shown, in points
    /// A pixel (x, y) stands at (left + x * x_scale, top + y * y_scale) points.
    float left = 0, top = 0, x_scale = 1, y_scale = 1;
    PageText text;  ///< the document's own; layer absent where there is none
};

/// Reads the document's own text only when the layer matters. Errors: bad_input, refused (a password), not_found (no such
/// page), unavailable (late).
[[nodiscard]] Result<PagePicture> picture_of(std::string_view bytes, const protocol::Look& look,
                                             const std::function<bool()>& late);

}  // namespace fonds
