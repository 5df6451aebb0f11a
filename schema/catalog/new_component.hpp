// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog/catalog_state.hpp"
#include "schema/core/json.hpp"

namespace fonds {

/// What the catalog knows of a component's bytes.
struct KnownObject {
    std::int64_t id = 0;   ///< 0: nothing
    std::string filed_as;  ///< the first record that has them as its original; empty: none
};

/// Another size under the same digest is ErrorKind::fixity.
[[nodiscard]] Result<KnownObject> look_up_object(CatalogState& state, const NewComponent& component);

/// The id of the component's object, which is stored when it is new; within write().
[[nodiscard]] Result<std::int64_t> ensure_object(CatalogState& state, const KnownObject& known,
                                                 const NewComponent& component);

[[nodiscard]] Result<void> insert_component(CatalogState& state, RecordId record, std::int64_t object,
                                            const NewComponent& component, Instant at);

/// Adds the component's facts to the detail of an event.
void describe(Json& detail, const NewComponent& component);

}  // namespace fonds
