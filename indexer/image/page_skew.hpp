// SPDX-License-Identifier: GPL-3.0-or-later
// How the lines of a page lean.
#pragma once

#include "indexer/image/ink_map.hpp"

namespace fonds {

struct PageSkew {
    float degrees = 0;     ///< clockwise; within 12 degrees
    float confidence = 0;  ///< Leptonica's: 3 and more is certain
};
[[nodiscard]] PageSkew skew_of(const InkMap& map);

}  // namespace fonds
