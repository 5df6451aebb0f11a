// SPDX-License-Identifier: GPL-3.0-or-later
// What every engine asks of an image before it looks.
#pragma once

#include "indexer/image/page_image.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// Pixels; beyond it an engine's own numbers would overflow.
inline constexpr int largest_side = 30'000;

/// ErrorKind::bad_input for an image that is empty, too large, or not what it says.
[[nodiscard]] Result<void> check_page(const PageImage& image);

}  // namespace fonds
