// SPDX-License-Identifier: GPL-3.0-or-later
// What ZXing finds in one look at an image.
#pragma once

#include <vector>

#include "indexer/image/page_image.hpp"
#include "schema/model/scanned_page.hpp"

namespace fonds {

/// How a bar code's dark and light are told apart.
enum class BarThreshold {
    row,    ///< the valley of each row's own histogram: follows uneven light
    middle  ///< grey 127 everywhere: for images in black and white
};

enum class Bars { upright, lying };

/// QR codes in any direction. `grey` has one channel.
[[nodiscard]] std::vector<PageCode> zxing_qr_codes(const PageImage& grey);
/// Code 128 and Code 39 whose bars are upright (or upside down), or lie because the sheet does. What is read is wiped out.
[[nodiscard]] std::vector<PageCode> zxing_bar_codes(PageImage& grey, BarThreshold threshold, Bars bars);

}  // namespace fonds
