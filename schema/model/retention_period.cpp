// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/retention_period.hpp"

#include <array>
#include <charconv>

#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

using namespace std::chrono;
using Unit = RetentionPeriod::Unit;

constexpr int most_count = 999;

struct UnitRow {
    Unit unit;
    std::string_view ending;
};
// Longer endings before those they end with.
constexpr std::array endings{UnitRow{Unit::years, "years"},  UnitRow{Unit::years, "year"},  UnitRow{Unit::months, "months"},
                             UnitRow{Unit::months, "month"}, UnitRow{Unit::weeks, "weeks"}, UnitRow{Unit::weeks, "week"},
                             UnitRow{Unit::days, "days"},    UnitRow{Unit::days, "day"},    UnitRow{Unit::months, "个月"},
                             UnitRow{Unit::years, "年"},     UnitRow{Unit::weeks, "周"},    UnitRow{Unit::days, "天"},
                             UnitRow{Unit::days, "日"},      UnitRow{Unit::years, "y"},     UnitRow{Unit::months, "m"},
                             UnitRow{Unit::weeks, "w"},      UnitRow{Unit::days, "d"}};

Error no_period(std::string_view text)
{
    return error(ErrorKind::usage, say("Not a retention period: {}", "不是有效的保管期限:{}", {text}))
        .with_hint(say("Write permanent, 30y, 18m, 2w, 90d, or D30 for 30 years.",
                       "可写 永久、30年、18个月、2周、90天,或 D30(30 年)。"));
}

std::string lower(std::string_view text)
{
    std::string folded = half_width(trimmed(text));
    for (char& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return folded;
}

/// Rough length in days, for comparing.
double rough_days(const RetentionPeriod& period)
{
    switch (period.unit) {
    case Unit::permanent: return 1e9;
    case Unit::years: return period.count * 365.2425;
    case Unit::months: return period.count * 365.2425 / 12;
    case Unit::weeks: return period.count * 7.0;
    case Unit::days: return period.count;
    }
    return 0;
}

}  // namespace

Result<RetentionPeriod> RetentionPeriod::parse(std::string_view text)
{
    const std::string folded = lower(text);
    if (folded == "y" || folded == "permanent" || folded == "永久" || folded == "for ever") return RetentionPeriod{};
    std::string_view rest = folded;
    Unit unit = Unit::years;
    if (rest.starts_with("d") && rest.size() > 1)
        rest.remove_prefix(1);
    else
        for (const UnitRow& row : endings)
            if (rest.ends_with(row.ending)) {
                rest = trimmed(rest.substr(0, rest.size() - row.ending.size()));
                unit = row.unit;
                break;
            }
    int count = 0;
    const auto [end, fault] = std::from_chars(rest.data(), rest.data() + rest.size(), count);
    if (rest.empty() || fault != std::errc() || end != rest.data() + rest.size() || count < 0 || count > most_count)
        return no_period(text);
    if (count == 0 && unit != Unit::days) return no_period(text);
    return RetentionPeriod{unit, count};
}

std::string RetentionPeriod::code() const
{
    const std::string number = std::to_string(count);
    switch (unit) {
    case Unit::permanent: return "Y";
    case Unit::years: return number + "y";
    case Unit::months: return number + "m";
    case Unit::weeks: return number + "w";
    case Unit::days: return number + "d";
    }
    return {};
}

Text RetentionPeriod::text() const
{
    const bool one = count == 1;
    switch (unit) {
    case Unit::permanent: return say("permanent", "永久");
    case Unit::years: return say(one ? "{} year" : "{} years", "{}年", {count});
    case Unit::months: return say(one ? "{} month" : "{} months", "{}个月", {count});
    case Unit::weeks: return say(one ? "{} week" : "{} weeks", "{}周", {count});
    case Unit::days: return say(one ? "{} day" : "{} days", "{}天", {count});
    }
    return {};
}

std::optional<Date> RetentionPeriod::after(const Date& start) const
{
    const year_month_day from = start.day();
    year_month_day end = from;
    switch (unit) {
    case Unit::permanent: return std::nullopt;
    case Unit::years: end = from + years(count); break;
    case Unit::months: end = from + months(count); break;
    case Unit::weeks: end = sys_days(from) + days(7 * count); break;
    case Unit::days: end = sys_days(from) + days(count); break;
    }
    if (!end.ok()) end = sys_days(end.year() / end.month() / last) + days(1);
    if (end.year() > year(9999)) return std::nullopt;
    return Date(end);
}

bool shorter(const RetentionPeriod& one, const RetentionPeriod& other)
{
    return rough_days(one) < rough_days(other);
}

}  // namespace fonds
