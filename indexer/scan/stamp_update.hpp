// SPDX-License-Identifier: GPL-3.0-or-later
// A drawing laid on a page as an annotation (ISO 32000-1, 12.5.6.12), by an incremental update.
#pragma once

#include <string>
#include <string_view>

#include "indexer/scan/layer_content.hpp"

namespace fonds {

struct StampOnPage {
    int object = 0, generation = 0;  ///< of the page
    PageFrame frame;                 ///< how viewers show it
    double left = 0, top = 0;        ///< from the upper left corner of the page as shown, points
    double width = 0, height = 0;    ///< points
    std::string words;               ///< what the drawing says, for those who cannot see it; UTF-8
};

/// What is appended to `bytes` so that the first page of `drawing`, a PDF, stands upright on the page. The annotation is
/// printed and cannot be moved by accident; the page's own streams are not touched, so that nothing they leave behind
/// matters, and viewers take it for what may be added to a signed document. Nothing when the document cannot be updated so.
/// Throws std::bad_alloc alone.
[[nodiscard]] std::string stamp_update(std::string_view bytes, const std::string& drawing, const StampOnPage& stamp);

}  // namespace fonds
