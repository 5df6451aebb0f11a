// SPDX-License-Identifier: GPL-3.0-or-later
// Invoices in the syntax of UN/CEFACT: ZUGFeRD 1.0 (CrossIndustryDocument), and ZUGFeRD 2 with Factur-X and XRechnung
// (CrossIndustryInvoice, D16B), which carry the semantics of EN 16931.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/worker/invoice_data.hpp"
#include "indexer/worker/xml_tree.hpp"

namespace fonds {

enum class InvoiceProfile { unknown, minimum, basic_wl, basic, en16931, extended, other };

/// The profile a guideline identifier (BT-24) names. `other` are restrictions of EN 16931 that are none of Factur-X's.
[[nodiscard]] InvoiceProfile profile_of_guideline(std::string_view guideline);
/// The profile that XMP metadata name: "BASIC WL", "EN 16931", "COMFORT" …
[[nodiscard]] InvoiceProfile profile_of_conformance(std::string_view level);

/// A cross industry invoice with the first rule it breaks; nothing when the root is none.
[[nodiscard]] std::optional<InvoiceData> read_cross_industry(const XmlNode& root);
/// The profile of a cross industry invoice.
[[nodiscard]] InvoiceProfile profile_of(const XmlNode& root);

}  // namespace fonds
