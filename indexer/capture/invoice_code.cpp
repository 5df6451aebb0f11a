// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/capture/invoice_code.hpp"

#include <algorithm>
#include <vector>

#include "schema/model/amount.hpp"
#include "schema/model/date.hpp"
#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

bool digits_only(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<InvoiceCode> parse_invoice_code(std::string_view text)
{
    const std::string plain = half_width(text);
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= plain.size() && parts.size() < 12;) {
        const std::size_t comma = std::min(plain.find(',', from), plain.size());
        parts.emplace_back(trimmed(std::string_view(plain).substr(from, comma - from)));
        from = comma + 1;
    }
    if (parts.size() < 6 || parts[0] != "01" || parts[1].size() != 2 || !digits_only(parts[1])) return std::nullopt;
    InvoiceCode code;
    code.type = parts[1];
    code.code = parts[2];
    code.number = parts[3];
    const bool digital = code.number.size() == 20;
    if (!digits_only(code.number) || !digits_only(code.code)) return std::nullopt;
    if (!digital && (code.number.size() != 8 || (code.code.size() != 10 && code.code.size() != 12))) return std::nullopt;
    if (const auto amount = Amount::parse(parts[4]); amount.ok()) code.amount = amount.value().text();
    code.with_tax = digital;
    if (const auto day = Date::parse(parts[5]); day.ok() && parts[5].size() == 8) code.day = day.value().text();
    return code;
}

}  // namespace fonds
