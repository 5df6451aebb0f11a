// SPDX-License-Identifier: GPL-3.0-or-later
// What a document seems to say about itself, for a person to accept or correct.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/text.hpp"
#include "schema/model/page_text.hpp"

namespace fonds {

enum class SuggestedField {
    title,
    category,      ///< its code
    date,          ///< YYYY-MM-DD
    amount,        ///< figures with a point and two digits, no separators: 8971504.00
    currency,      ///< ISO 4217
    party,         ///< who the document is from or to, as the register names it when it is known there
    counterparty,  ///< the other side: our own fonds, or the second party of a contract
    party_tax_id,  ///< 统一社会信用代码 (GB 32100-2015) or VAT number of the party
    counterparty_tax_id,
    number,         ///< of the contract or invoice
    reference_code  ///< from a code label: the record this belongs to
};
[[nodiscard]] std::string_view name_of(SuggestedField field);

/// Best first.
enum class SuggestionSource { label, embedded_xml, ofd, qr_code, text };
[[nodiscard]] std::string_view name_of(SuggestionSource source);

struct Suggestion {
    SuggestedField field{};
    std::string value;     ///< UTF-8, in the field's own form
    std::string seen;      ///< as the document has it
    float confidence = 0;  ///< 0 to 1
    SuggestionSource source = SuggestionSource::text;
    std::int32_t page = 0;  ///< from 1; 0: not on a page
    WordBox place;          ///< on the page, its text left empty; width 0: unknown
    Text doubt;             ///< why not to trust it; empty: nothing speaks against it
};

}  // namespace fonds
