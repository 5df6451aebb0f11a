// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/core/clock.hpp"

#include <cstdio>

namespace fonds {

namespace {

/// The decimal number in text[from, from+length), or -1.
int number(std::string_view text, std::size_t from, std::size_t length)
{
    int value = 0;
    for (std::size_t i = from; i < from + length; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

}  // namespace

Instant SystemClock::now() const
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::string to_iso8601(Instant instant)
{
    using namespace std::chrono;
    const auto day = floor<days>(instant);
    const year_month_day date{day};
    const hh_mm_ss time{instant - day};
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return text;
}

Result<Instant> parse_instant(std::string_view text)
{
    using namespace std::chrono;
    constexpr std::string_view shape = "0000-00-00T00:00:00.000Z";
    bool good = text.size() == shape.size();
    for (std::size_t i = 0; good && i < shape.size(); ++i)
        good = shape[i] == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == shape[i];
    if (good) {
        const year_month_day date{year{number(text, 0, 4)}, month{static_cast<unsigned>(number(text, 5, 2))},
                                  day{static_cast<unsigned>(number(text, 8, 2))}};
        const int hour = number(text, 11, 2), minute = number(text, 14, 2), second = number(text, 17, 2);
        if (date.ok() && hour < 24 && minute < 60 && second < 60)
            return Instant{sys_days{date} + hours{hour} + minutes{minute} + seconds{second} +
                           milliseconds{number(text, 20, 3)}};
    }
    return error(ErrorKind::bad_input, say("Not a point in time: {}", "不是有效时间:{}", {text}));
}

}  // namespace fonds
