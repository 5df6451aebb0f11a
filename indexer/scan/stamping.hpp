// SPDX-License-Identifier: GPL-3.0-or-later
// A copy of a document with a stamp on its first page.
#pragma once

#include <string>
#include <string_view>

#include "indexer/scan/page_assembly.hpp"
#include "schema/core/result.hpp"
#include "schema/model/stamp.hpp"

namespace fonds {

/// The document with the first page of `drawing` (a PDF) where the top of its first page is blank. Of a PDF that can be
/// updated all bytes are a prefix of the result; one that cannot (damaged, encrypted) is written anew first; an image
/// becomes a PDF. `words` say what is drawn. Errors: bad_input, refused (a password), unavailable (no room). Does not throw.
[[nodiscard]] Result<StampOutcome> add_stamp(const SourceBytes& source, std::string_view drawing, const std::string& words,
                                             const PieceSink& sink);

}  // namespace fonds
