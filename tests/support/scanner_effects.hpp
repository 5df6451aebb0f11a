// SPDX-License-Identifier: GPL-3.0-or-later
// What a scanner does to a page: grey pictures, each change the same every time.
#pragma once

#include "indexer/image/page_image.hpp"

namespace fonds::test {

[[nodiscard]] PageImage with_noise(PageImage page, double deviation);
/// Leans clockwise around its middle; what comes in from outside is white.
[[nodiscard]] PageImage leaning(const PageImage& page, double degrees);
[[nodiscard]] PageImage in_black_and_white(PageImage page, int threshold);
/// Ink and paper at these grey values.
[[nodiscard]] PageImage faded(PageImage page, int ink, int paper);
/// Out of focus: a bell curve of this deviation in pixels.
[[nodiscard]] PageImage out_of_focus(PageImage page, double deviation);
/// So large a share of the pixels black or white.
[[nodiscard]] PageImage peppered(PageImage page, double share);

}  // namespace fonds::test
