// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of loans. Private to schema/catalog.
#pragma once

#include "schema/catalog/catalog_state.hpp"
#include "schema/model/loan.hpp"

namespace fonds {

/// ErrorKind::not_found when there is none.
[[nodiscard]] Result<Loan> load_loan(CatalogState& state, LoanId id);

}  // namespace fonds
