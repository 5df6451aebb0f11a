// SPDX-License-Identifier: GPL-3.0-or-later
// Folders in which a volume was unpacked or repaired by a process that died: they may hold bytes that were destroyed since.
// Private to the facade.
#pragma once

#include <string>
#include <vector>

#include "archive/state.hpp"

namespace fonds {

/// Those of processes that are gone, in staging/, volumes/ and the folders of copies within reach.
[[nodiscard]] Result<std::vector<std::string>> unfinished_care(Archive::State& state);

/// Removes them, and those whose process only seems to live: with the cold lock held nobody is at work there. Gives how
/// many.
[[nodiscard]] Result<std::size_t> sweep_unfinished_care(Archive::State& state);

}  // namespace fonds
