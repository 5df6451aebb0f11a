// SPDX-License-Identifier: GPL-3.0-or-later
// In which order a person reads the boxes of a page.
#pragma once

#include <vector>

#include "indexer/ocr/text_box.hpp"

namespace fonds {

/// Degrees clockwise that lines lean: the median, longer ones counting more. 0 without any.
[[nodiscard]] float skew_of(const std::vector<TextBox>& boxes);

/// Row by row from above, each from the left, so that a label stays with its value. Where two columns of running text stand
/// beside each other, one after the other.
void into_reading_order(std::vector<TextBox>& boxes);

/// Columns of vertical text: from the right, each from above.
void into_vertical_order(std::vector<TextBox>& boxes);

}  // namespace fonds
