// SPDX-License-Identifier: GPL-3.0-or-later
// Invoices in the XML of the Chinese tax administration: 数电票 (EInvoice) and the data inside OFD invoices (eInvoice).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/worker/invoice_data.hpp"
#include "indexer/worker/xml_tree.hpp"

namespace fonds {

/// Either form with the first rule it breaks; nothing when the root is none of them.
[[nodiscard]] std::optional<InvoiceData> read_china_invoice(const XmlNode& root);

/// YYYY-MM-DD from 2024-03-05 10:00:00, 20240305 or 2024年03月05日; empty when it is no day.
[[nodiscard]] std::string china_day(std::string_view text);

}  // namespace fonds
