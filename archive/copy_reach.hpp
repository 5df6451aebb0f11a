// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of volumes on disks that come and go: what lies out of reach is neither there nor lost. Private to the facade.
#pragma once

#include <string>
#include <vector>

#include "archive/state.hpp"
#include "schema/catalog/volumes.hpp"

namespace fonds {

/// Is the folder of a copy there, with its disk? That of the archive (empty) always is: what is missing in it is lost. One
/// in which copies were proven and that has none of them nor our mark is an empty mount point, or another disk.
[[nodiscard]] bool is_within_reach(FileOps& ops, Volumes volumes, const std::string& place);
[[nodiscard]] bool is_within_reach(Archive::State& state, const std::string& place);
/// Is the folder without any file? What is to be removed from such a one may lie on the disk that belongs there.
[[nodiscard]] bool is_bare(const std::string& place);

/// Leaves fonds-copies.txt in a folder for copies, durably: with it the folder is the one on the disk, even without copies.
[[nodiscard]] Result<void> mark_folder(FileOps& ops, const std::string& place);

/// The copies as they look now: CopySight, and what is gone or has another size than was sealed. Reads no bytes.
void look_at_copies(Archive::State& state, Volume& volume);

/// The one sentence about such a folder, which is its `where`; ErrorKind::unavailable. `hint` says what to do once the disk
/// is mounted.
[[nodiscard]] Error out_of_reach(const std::string& folder, Text hint);
/// That of whoever only looks.
[[nodiscard]] Text mount_hint();
/// That of whoever removes a volume.
[[nodiscard]] Text removal_hint();

/// The same for whoever writes a copy there; where none ever lay, the folder is told as one that is not there.
[[nodiscard]] Error nowhere_to_write(Archive::State& state, const std::string& folder);

/// Adds problems to those to be told; a folder that is out of reach is told once, whatever the number of volumes.
void add_problems(std::vector<Error>& all, const std::vector<Error>& more);

}  // namespace fonds
