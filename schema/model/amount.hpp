// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/core/result.hpp"

namespace fonds {

/// A sum of money in hundredths of the currency's main unit (分 of a 元), exact, |amount| < 9×10^16.
struct Amount {
    std::int64_t hundredths = 0;

    /// 1234.5, 1,234.50, ¥1,234.50, 12万, 1.5万元, 5千元, 2亿, and what read_han_amount reads (壹万贰仟元整); at most two
    /// decimals after scaling. Anything else is ErrorKind::usage.
    [[nodiscard]] static Result<Amount> parse(std::string_view text);
    [[nodiscard]] std::string text() const;     ///< 1234.50, for machines
    [[nodiscard]] std::string grouped() const;  ///< 1,234.50, for people
    auto operator<=>(const Amount&) const = default;
};

/// What a column of amounts is in: 万元 is a scale of 4 and CNY.
struct AmountUnit {
    std::size_t scale = 0;  ///< power of ten
    std::string currency;   ///< ISO 4217; empty: not said
};
/// 元, 万元, 亿元, 万美元, USD, 单位:万元, as headers say it; nothing when it is no unit.
[[nodiscard]] std::optional<AmountUnit> amount_unit(std::string_view text);

struct Money {
    Amount amount;
    std::string currency;  ///< ISO 4217; empty: not said
};
/// An amount as a cell of a list has it, besides what Amount::parse reads: with the mark or the code of a currency on either
/// side ($1,234.50, 1234.5 USD, 人民币12万元), with idle zeros (1234.5000), in the brackets of accountants for less than
/// nothing. A bare figure is in the unit of its column, one with 元 or a currency in plain ones. Else ErrorKind::usage.
[[nodiscard]] Result<Money> parse_listed_amount(std::string_view text, const AmountUnit& unit = {});

/// ISO 4217: three upper-case letters; RMB, 人民币, ¥ and 元 are read as CNY. Anything else is ErrorKind::usage.
[[nodiscard]] Result<std::string> parse_currency(std::string_view text);

}  // namespace fonds
