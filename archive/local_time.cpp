// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/local_time.hpp"

#include <vector>

#include "schema/model/date.hpp"
#include "schema/model/full_width.hpp"

namespace fonds {

Result<Instant> parse_local_time(std::string_view text, int offset)
{
    if (auto utc = parse_instant(text); utc.ok()) return utc;
    const auto wrong = [&] {
        return error(ErrorKind::usage, say("Not a time: {}", "不是有效的时间:{}", {text}))
            .with_hint(say("Write it like 2026-03-01 09:30.", "请写成 2026-03-01 09:30 的形式。"));
    };
    const std::string half = half_width(text);
    const std::string_view whole = trimmed(half);
    const auto gap = whole.find_first_of(" T");
    const auto day = Date::parse(whole.substr(0, gap));
    if (!day.ok()) return wrong();
    std::vector<int> parts;
    if (gap == std::string_view::npos) {
        parts = {12, 0};
    } else {
        int digits = 0;
        for (const char c : whole.substr(gap + 1)) {
            if (c == ':' && digits == 2) {
                digits = 0;
            } else if (c >= '0' && c <= '9' && digits < 2) {
                if (digits++ == 0) parts.push_back(0);
                parts.back() = parts.back() * 10 + (c - '0');
            } else {
                return wrong();
            }
        }
        if (digits != 2 || parts.size() < 2 || parts.size() > 3) return wrong();
    }
    parts.resize(3, 0);
    if (parts[0] > 23 || parts[1] > 59 || parts[2] > 59) return wrong();
    return Instant(std::chrono::sys_days(day->day())) + std::chrono::hours(parts[0]) +
           std::chrono::minutes(parts[1] - offset) + std::chrono::seconds(parts[2]);
}

std::string local_minute(Instant at, int offset)
{
    const std::string local = to_iso8601(at + std::chrono::minutes(offset));
    return local.substr(0, 10) + " " + local.substr(11, 5);
}

}  // namespace fonds
