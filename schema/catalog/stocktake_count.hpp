// SPDX-License-Identifier: GPL-3.0-or-later
// What a stock-take has found so far. Private to schema/catalog.
#pragma once

#include "schema/catalog/catalog_state.hpp"
#include "schema/model/stocktake.hpp"

namespace fonds {

/// Compares what is expected with what was scanned, in an open stock-take.
[[nodiscard]] Result<CountReport> count(CatalogState& state, const Stocktake& stocktake);

}  // namespace fonds
