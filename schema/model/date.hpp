// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/core/clock.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// Which day a spreadsheet counts from: 1900-01-01 is 1 (and 60 is a day that never was), or 1904-01-01 is 0.
enum class DateSystem { y1900, y1904 };

/// A calendar day, 0001-01-01 to 9999-12-31, without a time zone: the date on the paper.
class Date {
public:
    explicit Date(std::chrono::year_month_day day) : day_(day) {}

    /// 2024-03-05, 2024/3/5, 2024.3.5, 20240305, 2024年3月5日, 二〇二四年三月五日, 2024年元月5日, 民国113年3月5日, 5 Mar
    /// 2024, March 5, 2024, 25/3/2024; 24-3-5 and 98年3月5日 (49 to 99: 19.., else 20..); half- or full-width digits. A day
    /// that does not exist, and one of which nobody knows the month or the year (3/4/2024, 24-03-05), are ErrorKind::usage.
    [[nodiscard]] static Result<Date> parse(std::string_view text);
    /// The day of a spreadsheet's serial number; nothing when there is none.
    [[nodiscard]] static std::optional<Date> of_serial(std::int64_t serial, DateSystem system);
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
