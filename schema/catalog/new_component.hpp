// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog/catalog_state.hpp"
#include "schema/core/json.hpp"

namespace fonds {

/// Two byte streams of one digest have one size: another size than the catalog knows is ErrorKind::fixity.
[[nodiscard]] Result<void> expect_same_size(CatalogState& state, const NewComponent& component);

/// The component's object, stored when it is new; within write().
[[nodiscard]] Result<std::int64_t> ensure_object(CatalogState& state, const NewComponent& component);

[[nodiscard]] Result<void> insert_component(CatalogState& state, RecordId record, std::int64_t object,
                                            const NewComponent& component, Instant at);

/// Adds the component's facts to the detail of an event.
void describe(Json& detail, const NewComponent& component);

}  // namespace fonds
