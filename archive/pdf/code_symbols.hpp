// SPDX-License-Identifier: GPL-3.0-or-later
// Codes as dark and light modules, without their quiet zones. No units: whoever draws gives a module its size.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "schema/core/result.hpp"

namespace fonds::pdf {

/// Bars from left to right; true: dark.
using Bars = std::vector<bool>;
inline constexpr int quiet_bars = 10;  ///< modules on either side (ISO/IEC 15417)

/// Code 128 (ISO/IEC 15417) of printable ASCII in as few modules as sets B and C allow. Nothing for an empty text or one
/// with other characters.
[[nodiscard]] std::optional<Bars> code128(std::string_view text);

struct QrSymbol {
    int side = 0;            ///< modules
    std::vector<bool> dark;  ///< row by row
    [[nodiscard]] bool at(int x, int y) const { return dark[static_cast<std::size_t>(y * side + x)]; }
};
inline constexpr int quiet_modules = 4;  ///< on each side (ISO/IEC 18004)

enum class QrStrength { medium, high };  ///< 15 % or 30 % of the symbol may be lost

/// A QR code (ISO/IEC 18004) in the smallest version; texts beyond ASCII say that they are UTF-8. A text that no symbol
/// holds is ErrorKind::usage.
[[nodiscard]] Result<QrSymbol> qr_symbol(std::string_view text, QrStrength strength);

}  // namespace fonds::pdf
