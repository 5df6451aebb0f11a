// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "schema/model/category.hpp"

namespace fonds {

/// The scheme a new archive starts with: the seven kinds of papers of a business office, each kept in order of time.
[[nodiscard]] std::vector<Category> default_scheme();

/// Where a record goes when nobody says.
inline constexpr const char* fallback_category = "QT";

}  // namespace fonds
