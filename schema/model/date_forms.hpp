// SPDX-License-Identifier: GPL-3.0-or-later
// The less usual ways to write a day. Part of Date::parse.
#pragma once

#include <optional>
#include <string_view>

namespace fonds {

struct WrittenDay {
    int year = 0, month = 0, day = 0;
    bool ambiguous = false;  ///< 3/4/2024: nobody can tell which is the month
};

/// 二〇二四年三月五日 and 贰零贰肆年叁月零伍日; 5 Mar 2024, 5-Mar-2024, March 5th, 2024; 25/3/2024, 3/25/2024, 25.3.2024.
/// Takes half-width text without blanks at its ends; the day need not exist.
[[nodiscard]] std::optional<WrittenDay> read_written_day(std::string_view text);

}  // namespace fonds
