// SPDX-License-Identifier: GPL-3.0-or-later
// An incremental update of a PDF (ISO 32000-1, 7.5.6), written by PoDoFo.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/scan/layer_content.hpp"

namespace fonds {

struct PageLayer {
    int object = 0, generation = 0;  ///< of the page
    std::string content;
};

/// What is appended to `bytes` so that these pages have these layers, whose font is called `font`; the layers come first in
/// the order of drawing, so that whatever the page's own streams leave behind does not touch them. Nothing when the document
/// cannot be updated so: it is damaged, a page is no object of its own, or PoDoFo does not understand it. Throws
/// std::bad_alloc alone.
[[nodiscard]] std::string update_of(std::string_view bytes, const std::vector<PageLayer>& layers, const std::string& font,
                                    const LayerCodes& codes);

}  // namespace fonds
