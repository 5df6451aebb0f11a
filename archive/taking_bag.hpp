// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "archive/bagging.hpp"
#include "archive/state.hpp"

namespace fonds {

enum class BagParts { whole_archive, of_a_volume };  ///< a volume has the tables that its records need

/// See BagBook::read. Private to the facade; call with the writers' lock held.
[[nodiscard]] Result<BagSummary> take_bag(Archive& archive, Archive::State& state, const std::string& directory,
                                          BagParts parts, BagObserver& observer);

}  // namespace fonds
