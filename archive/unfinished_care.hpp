// SPDX-License-Identifier: GPL-3.0-or-later
// Folders in which a volume was unpacked or repaired by a process that died: they may hold bytes that were destroyed since.
// Private to the facade.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/state.hpp"

namespace fonds {

/// Those of processes that are gone, in staging/, volumes/ and the folders of copies within reach.
[[nodiscard]] Result<std::vector<std::string>> unfinished_care(Archive::State& state);

/// Removes them, and those whose process only seems to live: with the cold lock held nobody is at work there. Gives how
/// many.
[[nodiscard]] Result<std::size_t> sweep_unfinished_care(Archive::State& state);

/// adopt-P-R.merges: what an adoption has to make one again (see merges_left.hpp).
inline constexpr std::string_view merges_suffix = ".merges";
[[nodiscard]] bool is_left_merges(std::string_view name);
/// Those in staging/ of processes that are gone.
[[nodiscard]] Result<std::vector<std::string>> unfinished_merges(Archive::State& state);

}  // namespace fonds
