// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace fonds {

/// How many pages an image file has, without decoding any: one for JPEG and PNG, the directories of a TIFF file
/// (TIFF 6.0 section 2, and BigTIFF), up to `limit`. 0: no image of these kinds.
[[nodiscard]] std::uint32_t pages_of_image(std::string_view bytes, std::uint32_t limit);

}  // namespace fonds
