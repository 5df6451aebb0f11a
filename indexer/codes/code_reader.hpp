// SPDX-License-Identifier: GPL-3.0-or-later
// Bar codes and QR codes on page images.
#pragma once

#include <vector>

#include "indexer/image/page_image.hpp"
#include "schema/model/scanned_page.hpp"

namespace fonds {

struct CodeRequest {
    /// How much is tried when nothing was found so far: once() is for pages where no code is expected.
    enum class Effort { once, all } effort = Effort::all;
};

/// ZXing as it stands, then on a smoothed image, then zbar; the cascade ends when a code is found, though a QR code does not
/// end the search for a bar code beside it. Formats: QR, Code 128, Code 39. Each code once, from above. Places are in pixels
/// of the image; that of a bar code is where it was read, which may be less than its height. Does not throw.
[[nodiscard]] std::vector<PageCode> read_codes(const PageImage& image, const CodeRequest& request = {});

}  // namespace fonds
