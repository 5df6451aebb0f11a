// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog/catalog_state.hpp"

namespace fonds {

/// Each is ErrorKind::not_found, with a hint that names the command, when there is no such thing.
[[nodiscard]] Result<Category> find_category(CatalogState& state, std::string_view code);
/// ErrorKind::refused when the category takes no documents of that day.
[[nodiscard]] Result<void> check_effective(const Category& category, const Date& day);
[[nodiscard]] Result<Folder> find_folder(CatalogState& state, std::string_view category, std::string_view number);
/// By name, else by alias, else by what folds the same.
[[nodiscard]] Result<Party> find_party(CatalogState& state, std::string_view name);
/// find_party, but only what refers to it; `name` becomes the party's own.
[[nodiscard]] Result<PartyId> find_party_id(CatalogState& state, std::string& name);
/// A folder that takes records: a closed one is ErrorKind::refused.
[[nodiscard]] Result<Folder> find_open_folder(CatalogState& state, std::string_view category, std::string_view number);

}  // namespace fonds
