// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/date.hpp"

#include <array>
#include <cstdio>
#include <optional>

#include "schema/model/date_forms.hpp"
#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

using std::chrono::year_month_day;

Error not_a_date(std::string_view text)
{
    return error(ErrorKind::usage, say("Not a date: {}", "不是有效日期:{}", {text}))
        .with_hint(say("Write dates like 2024-03-05.", "日期请写成 2024-03-05 的形式。"));
}

Error ambiguous_date(std::string_view text)
{
    return error(ErrorKind::usage, say("Which is the month, and which the day: {}", "无法判断哪个是月、哪个是日:{}", {text}))
        .with_hint(say("Put the year first: 2024-03-05.", "请把年份写在前面,如 2024-03-05。"));
}

Error unclear_year(std::string_view text)
{
    return error(ErrorKind::usage,
                 say("Which is the year, the month and the day: {}", "无法判断哪个是年、月、日:{}", {text}))
        .with_hint(say("Write the year with four figures: 2024-03-05.", "年份请写四位,如 2024-03-05。"));
}

Error not_a_range(std::string_view text)
{
    return error(ErrorKind::usage, say("Not a date range: {}", "不是有效的日期区间:{}", {text}))
        .with_hint(say("Write 2023, 2023-01, 2023-01-15, 2023-01..2024-06, ..2024 or 2023.. .",
                       "可写 2023、2023-01、2023-01-15、2023-01..2024-06、..2024 或 2023.. 。"));
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// The number of 1…`most` digits that `text` begins with, taken off it.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most)
{
    std::size_t length = 0;
    int value = 0;
    while (length < text.size() && length < most && is_digit(text[length])) value = value * 10 + (text[length++] - '0');
    if (length < least) return std::nullopt;
    text.remove_prefix(length);
    return value;
}

bool take(std::string_view& text, std::string_view token)
{
    if (!text.starts_with(token)) return false;
    text.remove_prefix(token.size());
    return true;
}

struct Parts {
    int year = 0;
    std::optional<int> month, day;
};

/// 2024, 2024-3, 2024-3-5 with one kind of separator throughout, 2024年3月5日, or 20240305.
std::optional<Parts> split(std::string_view text)
{
    Parts parts;
    const auto year = take_number(text, 4, 4);
    if (!year) return std::nullopt;
    parts.year = *year;
    if (text.empty()) return parts;
    if (is_digit(text.front())) {
        parts.month = take_number(text, 2, 2);
        parts.day = take_number(text, 2, 2);
        if (!parts.month || !parts.day || !text.empty()) return std::nullopt;
        return parts;
    }
    constexpr std::string_view hyphen = "-", slash = "/", dot = ".";
    std::array<std::string_view, 3> marks{"年", "月", "日"};
    const bool chinese = text.starts_with(marks[0]);
    if (!chinese)
        for (const auto mark : {hyphen, slash, dot})
            if (text.starts_with(mark)) marks = {mark, mark, ""};
    if (!take(text, marks[0])) return std::nullopt;
    if (chinese && text.empty()) return parts;
    if (!(parts.month = take_number(text, 1, 2))) return std::nullopt;
    if (chinese ? text == marks[1] : text.empty()) return parts;
    if (!take(text, marks[1]) || !(parts.day = take_number(text, 1, 2)) || text != marks[2]) return std::nullopt;
    return parts;
}

/// The end of an ISO 8601 time: a fraction of a second, and Z or +08:00.
bool is_end_of_time(std::string_view rest)
{
    if (take(rest, ".") && !take_number(rest, 1, 9)) return false;
    if (rest.empty() || rest == "Z") return true;
    if (!take(rest, "+") && !take(rest, "-")) return false;
    const auto hours = take_number(rest, 2, 2);
    if (!hours || *hours > 23) return false;
    take(rest, ":");
    const auto minutes = rest.empty() ? std::optional(0) : take_number(rest, 2, 2);
    return minutes && *minutes < 60 && rest.empty();
}

/// A day as spreadsheets and programs write it, "2024/03/05 0:00:00", "2024-03-05T14:30" or "2024-03-05T00:00:00Z", without
/// its time. The day is the one that is written, whatever the zone.
std::string_view without_time(std::string_view text)
{
    const auto at = text.find_first_of(" T");
    if (at == std::string_view::npos) return text;
    std::string_view time = text.substr(at + 1);
    const auto hours = take_number(time, 1, 2);
    if (!hours || *hours > 24) return text;
    for (int part = 0; part < 2 && !time.empty(); ++part) {
        if (!take(time, ":")) return text;
        const auto value = take_number(time, 2, 2);
        if (!value || *value > 60) return text;
        if (part == 0 && is_end_of_time(time)) break;
    }
    return is_end_of_time(time) ? text.substr(0, at) : text;
}

/// Half-width, and without the spaces that people put around 年月日.
std::string tidy(std::string_view text)
{
    const std::string folded = half_width(text);
    const std::string_view inner = trimmed(folded);
    if (inner.find("年") == std::string_view::npos) return std::string(inner);
    std::string dense;
    for (const char c : inner)
        if (c != ' ') dense.push_back(c);
    return dense;
}

std::optional<Date> day_of(int year, int month, int day)
{
    const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                              std::chrono::day{static_cast<unsigned>(day)}};
    if (year < 1 || !date.ok()) return std::nullopt;
    return Date(date);
}

/// The days that 2023, 2023-01 or 2023-01-15 stands for.
std::optional<DateRange> span_of(std::string_view text)
{
    const auto parts = split(tidy(text));
    if (!parts) return std::nullopt;
    const int last_month = parts->month.value_or(12);
    const auto first = day_of(parts->year, parts->month.value_or(1), parts->day.value_or(1));
    if (!first) return std::nullopt;
    if (parts->day) return DateRange{*first, *first};
    const std::chrono::year_month_day_last end{
        std::chrono::year{parts->year}, std::chrono::month_day_last{std::chrono::month{static_cast<unsigned>(last_month)}}};
    return DateRange{*first, Date(year_month_day(end))};
}

constexpr year_month_day first_day{std::chrono::year{1}, std::chrono::month{1}, std::chrono::day{1}};
constexpr year_month_day last_day{std::chrono::year{9999}, std::chrono::month{12}, std::chrono::day{31}};

}  // namespace

Result<Date> Date::parse(std::string_view text)
{
    const std::string folded = half_width(text);
    const std::string_view whole = without_time(trimmed(folded));
    const auto parts = split(tidy(whole));
    std::optional<WrittenDay> written;
    if (parts && parts->month && parts->day)
        written = WrittenDay{parts->year, *parts->month, *parts->day};
    else
        written = read_written_day(whole);
    if (!written) return not_a_date(text);
    if (written->ambiguous) return written->short_year ? unclear_year(text) : ambiguous_date(text);
    const auto date = day_of(written->year, written->month, written->day);
    if (!date) return error(ErrorKind::usage, say("There is no such day: {}", "没有这一天:{}", {text}));
    return *date;
}

std::optional<Date> Date::of_serial(std::int64_t serial, DateSystem system)
{
    constexpr std::int64_t no_day = 60;  // 1900-02-29, which Lotus 1-2-3 believed in
    if (serial < (system == DateSystem::y1904 ? 0 : 1) || serial > 2'958'465) return std::nullopt;
    using namespace std::chrono;
    sys_days day = sys_days(std::chrono::year{1904} / 1 / 1) + days(serial);
    if (system == DateSystem::y1900) {
        if (serial == no_day) return std::nullopt;
        day = sys_days(std::chrono::year{1899} / 12 / (serial < no_day ? 31 : 30)) + days(serial);
    }
    if (year_month_day(day).year() > std::chrono::year{9999}) return std::nullopt;
    return Date(year_month_day(day));
}

Date Date::of(Instant instant, int offset_minutes)
{
    const auto day = std::chrono::floor<std::chrono::days>(instant + std::chrono::minutes(offset_minutes));
    return Date(year_month_day(day));
}

std::string Date::text() const
{
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", year(), static_cast<unsigned>(day_.month()),
                  static_cast<unsigned>(day_.day()));
    return buffer;
}

Result<DateRange> DateRange::parse(std::string_view text)
{
    const std::string folded = half_width(text);
    const std::string_view whole = trimmed(folded);
    const auto dots = whole.find("..");
    if (dots == std::string_view::npos) {
        const auto span = span_of(whole);
        if (!span) return not_a_range(text);
        return *span;
    }
    const std::string_view from = trimmed(whole.substr(0, dots));
    std::string_view to = whole.substr(dots + 2);
    if (to.starts_with(".")) to.remove_prefix(1);
    to = trimmed(to);
    if (from.empty() && to.empty()) return not_a_range(text);
    const std::optional all_days = DateRange{Date(first_day), Date(last_day)};
    const auto begin = from.empty() ? all_days : span_of(from);
    const auto end = to.empty() ? all_days : span_of(to);
    if (!begin || !end) return not_a_range(text);
    if (end->last < begin->first)
        return error(ErrorKind::usage, say("The range ends before it begins: {}", "区间的结束早于开始:{}", {text}))
            .with_hint(say("Put the earlier day first.", "请把较早的日期写在前面。"));
    return DateRange{begin->first, end->last};
}

}  // namespace fonds
