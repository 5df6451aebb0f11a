// SPDX-License-Identifier: GPL-3.0-or-later
// How good the scan of a page is, and whether there is anything on it.
#pragma once

#include <vector>

#include "indexer/image/page_image.hpp"
#include "schema/model/scanned_page.hpp"

namespace fonds {

struct ScanQuality {
    float skew = 0;             ///< degrees clockwise that the text leans; 0 when it cannot be told
    float skew_confidence = 0;  ///< 2.5 and more: certain
    float sharpness = 0;        ///< 0.5 and more for crisp edges, 0.25 for none; 0 when there are too few
    float border = 0;           ///< share of the page that is black and hangs together with its edge
    bool blank = false;         ///< nothing but dirt, holes, borders, or what shines through from behind
    std::vector<QualityFinding> findings;
};

// Limits of the findings.
inline constexpr float most_skew = 3;            // degrees: above, lines of different columns meet
inline constexpr float certain_skew = 2.5F;      // Leptonica advises 3; noisy pages with few lines have less and are right
inline constexpr float least_dpi = 200;          // below, characters of 9 points have fewer than 25 pixels
inline constexpr float least_sharpness = 0.33F;  // an edge then takes half a millimetre from black to white
inline constexpr float most_border = 0.015F;     // of the page: a strip 3 mm wide along the long side of A4

/// Looks at the page as it stands; turn it upright first. `native_dpi`: of the scan inside a page that was drawn finer, 0
/// when it is that of the image. Findings: skewed, low_resolution, blurred, black_border, blank. Does not throw for want of
/// memory: it then finds nothing.
[[nodiscard]] ScanQuality judge_scan(const PageImage& image, float native_dpi = 0);

}  // namespace fonds
