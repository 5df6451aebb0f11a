// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace fonds {

/// Insertions, deletions, substitutions and swaps of neighbours (characters of UTF-8) that turn `a` into `b`; `limit` when
/// there are that many or more.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace fonds
