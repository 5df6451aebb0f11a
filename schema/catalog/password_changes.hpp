// SPDX-License-Identifier: GPL-3.0-or-later
// Changes of passwords that their owners are still to be told of. Private to schema/catalog; within write().
#pragma once

#include <cstdint>
#include <string_view>

#include "schema/catalog/catalog_state.hpp"
#include "schema/core/json.hpp"
#include "schema/model/account.hpp"

namespace fonds {

/// Adds what is known of it.
void set_seat(Json& detail, const Seat& seat);
/// The event is a new password of that account.
[[nodiscard]] Result<void> remember_password_change(CatalogState& state, std::string_view name, std::int64_t event);

}  // namespace fonds
