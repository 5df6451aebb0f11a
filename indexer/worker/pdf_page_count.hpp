// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

class PDFDoc;

namespace fonds {

/// Poppler takes a document whose page count is impossible (-5, 2,000,000,000, none) for one without pages. Then the pages
/// are counted, up to `limit`, and the count is put right in memory. Call before anything asks the document for its pages.
void mend_page_count(PDFDoc& document, std::uint32_t limit);

}  // namespace fonds
