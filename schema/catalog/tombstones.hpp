// SPDX-License-Identifier: GPL-3.0-or-later
// Private to schema/catalog.
#pragma once

#include <optional>
#include <string>

#include "schema/catalog/catalog_state.hpp"

namespace fonds {

/// A record that is no more, and the event that told it, within write(). `heir`: what it was merged into; none: destroyed.
[[nodiscard]] Result<void> insert_tombstone(CatalogState& state, RecordId record, std::optional<RecordId> heir,
                                            const std::string& reason, std::int64_t event);

}  // namespace fonds
