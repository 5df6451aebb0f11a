// SPDX-License-Identifier: GPL-3.0-or-later
// Straightens pages for engines that want straight lines.
#pragma once

#include <opencv2/core.hpp>

namespace fonds {

/// How a page's ink lies in rows.
struct InkRows {
    float skew = 0;         ///< degrees clockwise that the rows lean, -7 to 7
    bool sideways = false;  ///< the rows run from above to below: the page was turned a quarter
};

/// By projection: rows of text and the space between them differ most along the direction in which they run. `page`: one
/// channel, 8 bits.
[[nodiscard]] InkRows ink_rows(const cv::Mat& page);

/// Turned counterclockwise about its middle by so many degrees, its size kept, paper where nothing was. `back` turns places
/// in the result into places in the page (2 x 3).
[[nodiscard]] cv::Mat straightened(const cv::Mat& page, float skew, cv::Matx23f& back);

}  // namespace fonds
