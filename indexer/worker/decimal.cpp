// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/decimal.hpp"

#include <algorithm>

namespace fonds {

Decimal Decimal::operator+(Decimal other) const
{
    constexpr std::int64_t limit = 4'000'000'000'000'000'000;
    std::int64_t sum = 0;
    if (__builtin_add_overflow(millionths, other.millionths, &sum)) sum = millionths < 0 ? -limit : limit;
    return {std::clamp(sum, -limit, limit)};
}

std::string Decimal::text() const
{
    const std::uint64_t size =
        millionths < 0 ? 0 - static_cast<std::uint64_t>(millionths) : static_cast<std::uint64_t>(millionths);
    std::string behind = std::to_string(size % 1'000'000);
    behind.insert(0, 6 - behind.size(), '0');
    while (behind.size() > 2 && behind.back() == '0') behind.pop_back();
    return (millionths < 0 ? "-" : "") + std::to_string(size / 1'000'000) + "." + behind;
}

std::optional<Decimal> parse_decimal(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    constexpr std::int64_t most = 900'000'000'000'000'000;
    std::int64_t value = 0;
    int behind = -1;
    bool digits = false;
    for (const char c : text) {
        if (c == '.' && behind < 0) {
            behind = 0;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        digits = true;
        if (behind >= 6) continue;
        if (behind >= 0) ++behind;
        if (value > most / 10) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    if (!digits) return std::nullopt;
    for (int i = behind < 0 ? 0 : behind; i < 6; ++i) {
        if (value > most / 10) return std::nullopt;
        value *= 10;
    }
    return Decimal{negative ? -value : value};
}

}  // namespace fonds
