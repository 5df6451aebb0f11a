// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/core/result.hpp"

namespace fonds {

/// A sum of money in hundredths of the currency's main unit (分 of a 元), exact, |amount| < 9×10^16.
struct Amount {
    std::int64_t hundredths = 0;

    /// 1234.5, 1,234.50, ¥1,234.50, 12万, 1.5万元, 2亿; at most two decimals after scaling. Anything else is
    /// ErrorKind::usage.
    [[nodiscard]] static Result<Amount> parse(std::string_view text);
    [[nodiscard]] std::string text() const;     ///< 1234.50, for machines
    [[nodiscard]] std::string grouped() const;  ///< 1,234.50, for people
    auto operator<=>(const Amount&) const = default;
};

/// ISO 4217: three upper-case letters; RMB, 人民币, ¥ and 元 are read as CNY. Anything else is ErrorKind::usage.
[[nodiscard]] Result<std::string> parse_currency(std::string_view text);

}  // namespace fonds
