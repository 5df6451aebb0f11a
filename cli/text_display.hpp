// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a document, as the options ask for it.
#pragma once

#include <string>

#include "cli/commands.hpp"

namespace fonds::cli {

/// Prints it, or its one page; the exit code tells whether that is all. `what` is what the user called it. A document
/// without text is an error. `ocr` is what recognises pages that are pictures.
[[nodiscard]] Result<int> show_text(Context& context, const DocumentText& text, const std::string& what,
                                    const std::string& ocr);

}  // namespace fonds::cli
