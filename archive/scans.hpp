// SPDX-License-Identifier: GPL-3.0-or-later
// From what was seen on pages to a document's text. Private to the facade.
#pragma once

#include <vector>

#include "schema/model/page_text.hpp"
#include "schema/model/recognition.hpp"
#include "schema/model/scanned_page.hpp"

namespace fonds {

/// A page that could not be looked at for a reason that may pass (ScanAnswer::passing) is looked at again by later runs,
/// three times in all; its note counts them. `before`: what was seen of it last, or null.
void count_try(ScannedPage& page, bool passing, const ScannedPage* before);
[[nodiscard]] bool is_to_be_tried_again(const ScannedPage& page);

/// Was this page looked at to the end, so that nothing is owed for it?
[[nodiscard]] bool is_settled(const ScannedPage& page);

/// Puts what was recognised in the place of pages without text to rely on, with boxes of the words. `scans` by page number;
/// may lack pages. When nothing waits any more the state is done, or partial when pages could not be read.
void merge_scans(DocumentText& text, const std::vector<ScannedPage>& scans);

/// Over the pages that were recognised; `at` is left to the caller.
[[nodiscard]] Recognition summary_of(const std::vector<ScannedPage>& scans);

/// Is `fresh` to take the place of `stored`? A better engine wins, then confidence.
[[nodiscard]] bool is_better(const ScannedPage& fresh, const ScannedPage& stored);

}  // namespace fonds
