// SPDX-License-Identifier: GPL-3.0-or-later
// The less usual ways to write a day. Part of Date::parse.
#pragma once

#include <optional>
#include <string_view>

namespace fonds {

struct WrittenDay {
    int year = 0, month = 0, day = 0;
    bool ambiguous = false;   ///< 3/4/2024: nobody can tell which is the month
    bool short_year = false;  ///< 24-03-05: nor which is the year
};

/// 二〇二四年三月五日 and 贰零贰肆年叁月零伍日, 2024年元月5日, 24年1月5日; 民国113年1月5日, 民国一百一十三年…, 民国113/1/5;
/// 5 Mar 2024, 5-Mar-2024, March 5th, 2024; 25/3/2024, 3/25/2024, 25.3.2024; years of two figures where only one order of
/// the three numbers gives a day: 24-1-5, 98.12.31 (49 to 99: 19.., else 20..).
/// Takes half-width text without blanks at its ends; the day need not exist.
[[nodiscard]] std::optional<WrittenDay> read_written_day(std::string_view text);

}  // namespace fonds
