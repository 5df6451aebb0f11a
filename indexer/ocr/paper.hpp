// SPDX-License-Identifier: GPL-3.0-or-later
// Paper that is not evenly bright: shadows of a spine or a hand, dark copies.
#pragma once

#include <opencv2/core.hpp>

namespace fonds {

/// The page as if its paper were white everywhere; as it is, where it is already. One channel, 8 bits. For engines that part
/// ink from paper at one level for the whole page.
[[nodiscard]] cv::Mat evened(const cv::Mat& page);

}  // namespace fonds
