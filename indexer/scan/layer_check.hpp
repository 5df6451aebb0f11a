// SPDX-License-Identifier: GPL-3.0-or-later
// Does a text layer say what can be seen on its page?
#pragma once

#include <string_view>
#include <vector>

#include "schema/model/scanned_page.hpp"

namespace fonds {

/// The share of a line's pairs of characters that the layer has, 0 to 1; white space, width and case do not matter. 1 for a
/// line of fewer than two characters.
[[nodiscard]] float containment(std::string_view line, std::string_view layer);

enum class LayerOpinion { says_the_same, says_something_else, cannot_tell };

/// `sample`: some lines of the page as recognised. The median decides, since single lines are misread; lines that the engine
/// itself does not trust say nothing, as with a script it does not know: then the layer may be the better one.
[[nodiscard]] LayerOpinion compare_with_layer(const std::vector<OcrLine>& sample, std::string_view layer);

}  // namespace fonds
