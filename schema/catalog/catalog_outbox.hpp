// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog/catalog_state.hpp"

namespace fonds {

/// Gives the records their next revision and owes the index all of them; within write().
[[nodiscard]] Result<void> bump_and_owe(CatalogState& state, const std::vector<RecordId>& records);

}  // namespace fonds
