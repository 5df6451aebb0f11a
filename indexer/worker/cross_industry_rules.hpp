// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that tell data of an invoice which can be trusted from data that contradicts itself or its standard.
#pragma once

#include <string>

#include "indexer/worker/cross_industry_invoice.hpp"

namespace fonds {

/// Where the two generations of the syntax keep the same things.
struct CrossIndustryParts {
    bool first = false;  ///< ZUGFeRD 1.0
    const XmlNode* root = nullptr;
    const XmlNode* context = nullptr;
    const XmlNode* document = nullptr;
    const XmlNode* transaction = nullptr;
    const XmlNode* agreement = nullptr;
    const XmlNode* delivery = nullptr;
    const XmlNode* settlement = nullptr;
    const XmlNode* sums = nullptr;  ///< of the whole invoice
    InvoiceProfile profile = InvoiceProfile::unknown;
};
[[nodiscard]] CrossIndustryParts parts_of(const XmlNode& root);

/// Structure: namespaces, guideline, required elements, elements the profile does not have. Empty: nothing broken.
[[nodiscard]] std::string broken_form(const CrossIndustryParts& parts);
/// Arithmetic: lines, taxes and totals agree (BR-CO-10 … BR-CO-17 of EN 16931).
[[nodiscard]] std::string broken_sums(const CrossIndustryParts& parts);

}  // namespace fonds
