// SPDX-License-Identifier: GPL-3.0-or-later
// Days in running text, in the forms that people write.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fonds {

struct FoundDate {
    std::size_t begin = 0, end = 0;  ///< in the folded text
    std::string day;                 ///< YYYY-MM-DD
    bool ambiguous = false;          ///< 03/04/2024: day and month may be the other way round
};

/// 2024年3月5日, 二〇二四年三月五日, 2024-3-5, 2024.03.05, 2024/3/5, 5 March 2024, March 5, 2024, 05.03.2024, 20240305 after
/// a label. Years 1900 to 2199, days that exist.
[[nodiscard]] std::vector<FoundDate> find_dates(std::u32string_view folded);

}  // namespace fonds
