// SPDX-License-Identifier: GPL-3.0-or-later
// Scans with single wrong pixels (dust on the glass, bad fax lines) are smoothed before they are read.
#pragma once

#include <opencv2/core.hpp>

namespace fonds {

/// The page, through a median where it has many specks: pixels that differ from all around them. One channel, 8 bits.
[[nodiscard]] cv::Mat despeckled(const cv::Mat& page);

/// As soft as print is, with a Gauss of `softness` pixels: models read the hard edges of noise for strokes. Of scans below
/// 180 dpi nothing can be spared; they, and those of unknown resolution (0), stay as they are.
[[nodiscard]] cv::Mat softened(const cv::Mat& page, float dpi, double softness);

}  // namespace fonds
