// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "schema/model/date.hpp"

namespace fonds {

/// 保管期限: for ever, or so many years, months, weeks or days. Zero days is until its trigger comes.
struct RetentionPeriod {
    enum class Unit { permanent, years, months, weeks, days };

    Unit unit = Unit::permanent;
    int count = 0;  ///< 0 to 999; 0 for permanent

    /// Y or permanent, 30y, 18m, 2w, 90d; D30 (DA/T 22-2015: 30 years); 永久, 30年, 6个月, 2周, 90天; a bare number is
    /// years. Anything else is ErrorKind::usage.
    [[nodiscard]] static Result<RetentionPeriod> parse(std::string_view text);
    [[nodiscard]] std::string code() const;  ///< as parse reads it back: Y, 30y, 18m, 2w, 90d
    [[nodiscard]] Text text() const;         ///< permanent, 30 years …
    [[nodiscard]] bool permanent() const { return unit == Unit::permanent; }

    /// The first day after a period that begins on `start`, that day included: n years from 1 January 2025 end with
    /// 31 December, and the day after is 1 January 2025 + n. A period of years or months whose last month has no such day
    /// runs to the end of that month: one year from 29 February 2024 ends with 28 February 2025, and the day after is
    /// 1 March. Nothing: it never ends, or not before the year 9999 does.
    [[nodiscard]] std::optional<Date> after(const Date& start) const;

    bool operator==(const RetentionPeriod&) const = default;
};

/// Does `one` end before `other`, of two that begin on the same day? Months of different length do not count.
[[nodiscard]] bool shorter(const RetentionPeriod& one, const RetentionPeriod& other);

}  // namespace fonds
