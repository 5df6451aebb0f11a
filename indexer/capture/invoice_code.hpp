// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fonds {

/// The code in the upper left corner of Chinese VAT invoices, of the tax administration: 01, type, 发票代码, 发票号码,
/// amount, day, 校验码, checksum. Digital invoices (types 31, 32 …) have 20 digits as their number and no 发票代码.
struct InvoiceCode {
    std::string type;
    std::string code;
    std::string number;
    std::string amount;     ///< figures with a point; empty when there is none
    bool with_tax = false;  ///< digital invoices state the total, the others what is without tax
    std::string day;        ///< YYYY-MM-DD; empty when it is none
};
[[nodiscard]] std::optional<InvoiceCode> parse_invoice_code(std::string_view text);

}  // namespace fonds
