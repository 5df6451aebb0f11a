// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the desk. Private to schema/catalog; within write().
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog/catalog_state.hpp"
#include "schema/model/desk.hpp"

namespace fonds {

[[nodiscard]] Result<PieceId> insert_piece(CatalogState& state, ArrivalId arrival, const PieceFacts& facts,
                                           std::string_view fingerprint);
[[nodiscard]] Result<void> insert_pages(CatalogState& state, PieceId piece, const std::vector<PiecePage>& pages);

/// As events name them.
[[nodiscard]] std::string subject_of(ArrivalId id);
[[nodiscard]] std::string subject_of(PieceId id);

}  // namespace fonds
