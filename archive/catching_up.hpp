// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "archive/archive.hpp"

namespace fonds {

/// Tells a change of these records that is durable already to the index. What fails here fails the index, not the change.
[[nodiscard]] std::optional<Error> bring_up_to_date(Archive::State& state, const std::vector<RecordId>& records,
                                                    WorkObserver& observer);

}  // namespace fonds
