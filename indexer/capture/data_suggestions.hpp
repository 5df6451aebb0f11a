// SPDX-License-Identifier: GPL-3.0-or-later
// Inside the box: suggestions from data, before anything is read from text.
#pragma once

#include <vector>

#include "indexer/capture/capture.hpp"

namespace fonds {

/// From the properties `invoice.*` of the document.
void add_embedded_suggestions(const DocumentText& document, const CaptureContext& context, std::vector<Suggestion>& found);
/// From the codes on the pages: invoices of the tax administration, labels with a reference code.
void add_code_suggestions(std::span<const ScannedPage> scans, std::vector<Suggestion>& found);

}  // namespace fonds
