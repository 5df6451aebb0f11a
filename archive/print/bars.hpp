// SPDX-License-Identifier: GPL-3.0-or-later
// Code 128 as modules, and where it has room. Whoever draws gives a module its size.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace fonds {

/// Bars from left to right; true: dark.
using Bars = std::vector<bool>;
inline constexpr int quiet_bars = 10;  ///< modules on either side (ISO/IEC 15417)

/// Code 128 (ISO/IEC 15417) of printable ASCII in as few modules as sets B and C allow. Nothing for an empty text or one
/// with other characters.
[[nodiscard]] std::optional<Bars> code128(std::string_view text);

inline constexpr int least_bar_module = 6;            ///< dots of 1/600 inch: 0.25 mm
inline constexpr double least_height_with_bars = 30;  ///< millimetres
/// Have bars of this text room on a label of so many millimetres, the QR code beside them?
[[nodiscard]] bool bars_fit(std::string_view text, double width, double height);

}  // namespace fonds
