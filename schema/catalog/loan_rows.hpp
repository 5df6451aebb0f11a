// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of loans. Private to schema/catalog.
#pragma once

#include <optional>
#include <vector>

#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/place_rows.hpp"
#include "schema/model/loan.hpp"

namespace fonds {

/// ErrorKind::not_found when there is none.
[[nodiscard]] Result<Loan> load_loan(CatalogState& state, LoanId id);
/// See Loans::lost_pages.
[[nodiscard]] Result<std::vector<Loan>> loans_with_lost_pages(CatalogState& state, const std::optional<PaperRow>& paper);

}  // namespace fonds
