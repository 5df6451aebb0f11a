// SPDX-License-Identifier: GPL-3.0-or-later
// What a PDF is made of, as PoDoFo finds it. Only on request, and only after its text is out: PoDoFo crashes on some files.
#pragma once

#include <string>
#include <string_view>

#include "indexer/worker/page_sink.hpp"

namespace fonds {

struct PdfInspection {
    PageSink::Properties values;  ///< pdf.inspection always; docs/formats/extract-protocol.md has them all
    bool out_of_memory = false;   ///< the process should end
};

/// Walks the objects of the file, not its pages, and decodes no stream but those that hold objects. Does not throw. A
/// damaged object costs itself alone; a damaged file what could not be seen, and pdf.inspection says so.
[[nodiscard]] PdfInspection inspect_pdf(std::string_view bytes, const std::string& password, const LateCheck& late);

}  // namespace fonds
