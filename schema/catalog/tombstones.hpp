// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog/catalog_state.hpp"

namespace fonds {

/// ErrorKind::refused, with what to do, when the record was merged into another or destroyed.
[[nodiscard]] Result<void> refuse_tombstone(CatalogState& state, RecordId record, const ReferenceCode& code);

}  // namespace fonds
