// SPDX-License-Identifier: GPL-3.0-or-later
// What the data that an electronic invoice carries says, in whatever form it comes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fonds {

struct InvoiceData {
    std::string form;  ///< zugferd-1, factur-x, cn-einvoice, ofd
    std::string number;
    std::string type;      ///< UNTDID 1001 where the form has it: 380 invoice, 381 credit note …
    std::string date;      ///< YYYY-MM-DD
    std::string total;     ///< with tax; figures with a point, at least two digits behind it
    std::string due;       ///< what is left to pay, where it is said
    std::string currency;  ///< ISO 4217
    std::string seller, seller_tax_id;
    std::string buyer, buyer_tax_id;
    std::string fault;  ///< English: why not to trust it; the first reason found
};

/// The properties `invoice.*` of a document; empty values are left out.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> invoice_properties(const InvoiceData& data);

/// Reads an electronic invoice; nothing when the bytes are no XML that means to be one.
[[nodiscard]] std::optional<InvoiceData> read_invoice_xml(std::string_view bytes);

}  // namespace fonds
