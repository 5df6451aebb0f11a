// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "schema/core/clock.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// A calendar day, 0001-01-01 to 9999-12-31, without a time zone: the date on the paper.
class Date {
public:
    explicit Date(std::chrono::year_month_day day) : day_(day) {}

    /// 2024-03-05, 2024/3/5, 2024.3.5, 20240305 or 2024年3月5日, half- or full-width digits not mixed in. A day that does
    /// not exist is ErrorKind::usage.
    [[nodiscard]] static Result<Date> parse(std::string_view text);
    /// The UTC day of an instant, `offset` minutes east of Greenwich.
    [[nodiscard]] static Date of(Instant instant, int offset_minutes = 0);

    [[nodiscard]] std::string text() const;  ///< YYYY-MM-DD
    [[nodiscard]] int year() const { return static_cast<int>(day_.year()); }
    [[nodiscard]] std::chrono::year_month_day day() const { return day_; }
    auto operator<=>(const Date&) const = default;

private:
    std::chrono::year_month_day day_;
};

/// Inclusive range of days; an open end is the first or the last day there is.
struct DateRange {
    Date first;
    Date last;
    /// 2023, 2023-01, 2023-01-15, and A..B with either end left out: 2023-01..2024-06, ..2024, 2023... .
    [[nodiscard]] static Result<DateRange> parse(std::string_view text);
};

}  // namespace fonds
