// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace fonds::cli {

/// The whole number that the text is, in ASCII digits, with - before it or not; none when it is anything else, or beyond 64
/// bits.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text);

}  // namespace fonds::cli
