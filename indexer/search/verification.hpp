// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "indexer/search/generations.hpp"
#include "schema/model/requests.hpp"

namespace fonds {

/// See SearchIndex::verify.
[[nodiscard]] Result<void> verify_index(const Generations& generations, Depth depth);

}  // namespace fonds
