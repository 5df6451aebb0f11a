// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "indexer/worker/page_sink.hpp"

class PDFDoc;

namespace fonds {

/// The properties `invoice.*` of an electronic invoice that a PDF carries: ZUGFeRD and Factur-X (PDF/A-3 with the data as an
/// associated file and metadata that name it), or the XML of the Chinese tax administration. Found by content, whatever the
/// attachment is called; nothing when there is none.
[[nodiscard]] PageSink::Properties pdf_invoice_properties(PDFDoc& document);

}  // namespace fonds
