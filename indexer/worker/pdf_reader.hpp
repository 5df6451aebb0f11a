// SPDX-License-Identifier: GPL-3.0-or-later
// Text of PDF documents, page by page, in the reading order of pdftotext.
#pragma once

#include <string>
#include <string_view>

#include "indexer/worker/page_sink.hpp"
#include "indexer/worker/reader.hpp"

namespace fonds {

struct PdfRequest {
    ReadLimits limits;
    std::string password;  ///< user or owner password; empty: none
    bool words = false;    ///< word boxes as well
    LateCheck late;        ///< asked often, also within pages; may be empty
};

/// Pages reach the sink as soon as they are read. A page that cannot be read reaches it empty and doubtful, and costs the
/// others nothing. The document's own page count is not believed beyond what is found.
[[nodiscard]] ReadingEnd read_pdf(std::string_view bytes, const PdfRequest& request, PageSink& sink);

/// Loads the tables that stay in memory from document to document; before the first one, and before the sandbox.
void prepare_pdf_library();

}  // namespace fonds
