// SPDX-License-Identifier: GPL-3.0-or-later
// Codes of retention periods, wherever they come in. Private to schema/catalog.
#pragma once

#include <string>
#include <string_view>

#include "schema/catalog/catalog_state.hpp"

namespace fonds {

/// What has no meaning, nobody can keep to: ErrorKind::usage for anything but Y and D1 to D999.
[[nodiscard]] Result<void> check_retention_code(std::string_view code, std::string_view subject);

/// The retention code that a reference code tells by the template of its category, and that means nothing; empty: it tells
/// none, or one that means something.
[[nodiscard]] Result<std::string> retention_without_meaning(CatalogState& state, const ReferenceCode& code,
                                                            const Category& category);
/// check_retention_code of a number that is assigned now. One that is held already is an old one, and on paper.
[[nodiscard]] Result<void> check_retention_told(CatalogState& state, const ReferenceCode& code, const Category& category);

}  // namespace fonds
