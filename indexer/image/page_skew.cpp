// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/image/page_skew.hpp"

#include <leptonica/allheaders.h>

namespace fonds {

PageSkew skew_of(const InkMap& map)
{
    constexpr float widest = 12;  // degrees: feeders pull no sheet further askew
    constexpr float step = 1;
    constexpr float precision = 0.02F;
    setMsgSeverity(L_SEVERITY_NONE);
    PIX* pix = pixCreate(map.grey.width, map.grey.height, 1);
    if (pix == nullptr) return {};
    for (int y = 0; y < map.grey.height; ++y) {
        l_uint32* const line = pixGetData(pix) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix);
        for (int x = 0; x < map.grey.width; ++x)
            if (map.is_ink(map.index(x, y))) SET_DATA_BIT(line, x);
    }
    l_float32 angle = 0;
    l_float32 confidence = 0;
    // Its angle is what turns the page back, clockwise.
    const bool failed =
        pixFindSkewSweepAndSearchScore(pix, &angle, &confidence, nullptr, 1, 1, 0, widest, step, precision) != 0;
    pixDestroy(&pix);
    if (failed) return {};
    return {-angle, confidence};
}

}  // namespace fonds
