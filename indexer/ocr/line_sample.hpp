// SPDX-License-Identifier: GPL-3.0-or-later
// Some lines that stand for all.
#pragma once

#include <vector>

#include "indexer/ocr/text_box.hpp"

namespace fonds {

/// The longest boxes, lying or tall.
[[nodiscard]] std::vector<TextBox> longest(const std::vector<TextBox>& boxes, std::size_t most, bool tall);

/// At most so many of boxes in reading order, which they keep: the order is cut into as many parts, and each gives its
/// longest.
[[nodiscard]] std::vector<TextBox> spread(const std::vector<TextBox>& boxes, std::size_t most);

}  // namespace fonds
