// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts lines out of a page, upright and as high as the recognition model wants them.
#pragma once

#include "indexer/ocr/text_box.hpp"

namespace fonds {

/// Pixels; the model knows nothing else.
inline constexpr int line_height = 48;
/// A line that would be longer is squeezed.
inline constexpr int longest_line = 3200;

/// The part of the page inside the corners, of which the first begins the line above. One channel, `line_height` high.
[[nodiscard]] cv::Mat line_picture(const cv::Mat& page, const Quad& quad);

/// Longer at both ends by so many of its heights.
[[nodiscard]] Quad with_ends(const Quad& quad, float heights);

/// The corners of the same box, read downwards (turned a quarter) or upwards.
[[nodiscard]] Quad downwards(const Quad& quad);
[[nodiscard]] Quad upwards(const Quad& quad);
[[nodiscard]] Quad upside_down(const Quad& quad);

}  // namespace fonds
