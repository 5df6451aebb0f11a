// SPDX-License-Identifier: GPL-3.0-or-later
// What ZBar finds in one look at an image.
#pragma once

#include <vector>

#include "indexer/image/page_image.hpp"
#include "schema/model/scanned_page.hpp"

namespace fonds {

/// QR codes, Code 128 and Code 39; every row and column is looked at. `grey` has one channel.
[[nodiscard]] std::vector<PageCode> zbar_codes(const PageImage& grey);

}  // namespace fonds
