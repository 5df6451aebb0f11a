// SPDX-License-Identifier: GPL-3.0-or-later
// Inside the box: suggestions from data.
#pragma once

#include <vector>

#include "indexer/capture/capture.hpp"

namespace fonds {

/// From the properties `invoice.*` of the document.
void add_embedded_suggestions(const DocumentText& document, const CaptureContext& context, std::vector<Suggestion>& found);
/// From the codes on the pages: invoices of the tax administration, labels with a reference code.
void add_code_suggestions(std::span<const ScannedPage> scans, std::vector<Suggestion>& found);

/// That it is an invoice, when its data or code say so: the category for invoices, and a title where the text has none that
/// is sure. After all others, since it uses them.
void add_invoice_suggestions(const CaptureInput& input, const CaptureContext& context, std::vector<Suggestion>& found);

}  // namespace fonds
