// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of volumes on disks that come and go: what lies out of reach is neither there nor lost. Private to the facade.
#pragma once

#include <string>
#include <vector>

#include "archive/state.hpp"

namespace fonds {

/// Is the folder of a copy there? That of the archive (empty) always is: what is missing in it is lost.
[[nodiscard]] bool is_within_reach(FileOps& ops, const std::string& place);
[[nodiscard]] bool is_within_reach(const Archive::State& state, const std::string& place);

/// The one sentence about such a folder, which is its `where`; ErrorKind::unavailable. `hint` says what to do once the disk
/// is mounted.
[[nodiscard]] Error out_of_reach(const std::string& folder, Text hint);
/// That of whoever only looks.
[[nodiscard]] Text mount_hint();
/// That of whoever removes a volume.
[[nodiscard]] Text removal_hint();

/// Adds problems to those to be told; a folder that is out of reach is told once, whatever the number of volumes.
void add_problems(std::vector<Error>& all, const std::vector<Error>& more);

}  // namespace fonds
