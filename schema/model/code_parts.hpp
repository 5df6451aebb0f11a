// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fonds {

/// The codes that a reference code is put together from, by - and ·.
[[nodiscard]] std::vector<std::string> parts_of(std::string_view reference_code);
/// The retention period it was numbered with; empty: it tells none.
[[nodiscard]] std::string retention_in(std::string_view reference_code);

}  // namespace fonds
