// SPDX-License-Identifier: GPL-3.0-or-later
// A copy of a document whose recognised words can be searched and copied.
#pragma once

#include <vector>

#include "indexer/scan/page_assembly.hpp"
#include "schema/core/result.hpp"
#include "schema/model/scanned_page.hpp"

namespace fonds {

/// The document with an invisible text layer on the pages that were recognised. Of a PDF that can be updated all bytes are a
/// prefix of the result; one that cannot (damaged, encrypted) is written anew first; an image becomes a PDF. Errors:
/// bad_input, refused (a password), unavailable (no room). Does not throw.
[[nodiscard]] Result<void> add_text_layer(const SourceBytes& source, const std::vector<ScannedPage>& pages,
                                          const PieceSink& sink);

}  // namespace fonds
