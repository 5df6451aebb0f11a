// SPDX-License-Identifier: GPL-3.0-or-later
// Grey images made easier for code readers. All take and give one channel.
#pragma once

#include "indexer/image/page_image.hpp"

namespace fonds {

/// The grey values of ink and of paper.
struct Tones {
    int ink = 0, paper = 255;

    /// The value at a share of the way from ink to paper.
    [[nodiscard]] int between(double share) const { return ink + static_cast<int>((paper - ink) * share); }
};
/// A page without ink has both close together.
[[nodiscard]] Tones tones_of(const PageImage& grey);

/// A faint page with its ink at 0 and its paper at 255; any other as it is.
[[nodiscard]] PageImage strengthened(PageImage grey, const Tones& tones);
/// 0 up to the threshold, 255 above.
[[nodiscard]] PageImage black_and_white(PageImage grey, int threshold);
/// The mean of the 3 x 3 pixels around each.
[[nodiscard]] PageImage smoothed(const PageImage& grey);
/// Four rows become one, a column becomes two: for upright bars, whose noise goes and whose edges stay.
[[nodiscard]] PageImage drawn_across(const PageImage& grey);

}  // namespace fonds
