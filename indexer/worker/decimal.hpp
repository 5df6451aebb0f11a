// SPDX-License-Identifier: GPL-3.0-or-later
// Decimal numbers as XML Schema writes them, exact to the millionth.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fonds {

/// Millionths; sums of invoices stay far below the limit of 9×10^12.
struct Decimal {
    std::int64_t millionths = 0;
    auto operator<=>(const Decimal&) const = default;

    [[nodiscard]] double value() const { return static_cast<double>(millionths) / 1e6; }
    /// Sums that leave the range stay at its end.
    [[nodiscard]] Decimal operator+(Decimal other) const;
    [[nodiscard]] Decimal operator-(Decimal other) const { return *this + Decimal{-other.millionths}; }
    Decimal& operator+=(Decimal other) { return *this = *this + other; }
    /// At least two digits behind the point.
    [[nodiscard]] std::string text() const;
};

/// xs:decimal: a sign, digits, a point; digits behind the sixth are dropped. Nothing for anything else and above 9×10^11.
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text);

/// Closer to each other than `millionths`, or as close.
[[nodiscard]] inline bool near(Decimal a, Decimal b, std::int64_t millionths)
{
    const std::int64_t apart = a.millionths > b.millionths ? a.millionths - b.millionths : b.millionths - a.millionths;
    return apart <= millionths;
}

}  // namespace fonds
