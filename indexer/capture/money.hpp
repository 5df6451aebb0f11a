// SPDX-License-Identifier: GPL-3.0-or-later
// Sums of money in running text: figures with their separators, and the capital characters (大写) that guard them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fonds {

struct FoundMoney {
    std::size_t begin = 0, end = 0;  ///< in the folded text, with currency and unit
    std::int64_t cents = 0;
    std::string currency;    ///< ISO 4217; empty: not said
    bool has_cents = false;  ///< two digits behind a point
    bool marked = false;     ///< by a sign or word of a currency, or its unit
    bool irregular = false;  ///< separators are not as anybody writes them: one was lost or changed
};
/// Numbers of folded text that may be money: with a currency, with 元 or 万元, or with two decimals.
[[nodiscard]] std::vector<FoundMoney> find_figures(std::u32string_view folded);

struct FoundCapitals {
    std::size_t begin = 0, end = 0;
    std::int64_t cents = 0;
    bool has_cents = false;  ///< 角 or 分
    bool doubtful = false;   ///< a character had to be guessed
};
/// 人民币壹拾玖万叁仟陆佰肆拾伍元整, with the simple numerals (一百二十元) when 元 or 整 ends them.
[[nodiscard]] std::vector<FoundCapitals> find_capitals(std::u32string_view folded);

/// 193645.04
[[nodiscard]] std::string money_text(std::int64_t cents);

}  // namespace fonds
