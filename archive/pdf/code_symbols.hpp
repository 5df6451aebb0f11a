// SPDX-License-Identifier: GPL-3.0-or-later
// Codes as dark and light modules, without their quiet zones. No units: whoever draws gives a module its size.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "schema/core/result.hpp"

namespace fonds::pdf {

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
