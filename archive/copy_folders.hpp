// SPDX-License-Identifier: GPL-3.0-or-later
// The folders that [cold] copies names: each is to be a place of its own. Private to the facade.
#pragma once

#include "archive/state.hpp"
#include "schema/catalog/volumes.hpp"

namespace fonds {

/// ErrorKind::bad_input when two of them are one folder, whatever their names, or one is the archive's or within it: a
/// volume there would count as a further copy of itself. Folders that are not there now are compared by name.
[[nodiscard]] Result<void> refuse_copies_in_one_place(const Archive::State& state);

/// ErrorKind::usage when the folder is the archive's or within it, duplicate when it is one that has a copy of the volume
/// already, whatever its name: removing the one would remove the other.
[[nodiscard]] Result<void> refuse_folder_with_copy(Archive::State& state, std::string_view volume,
                                                   const std::string& folder);

/// How many good copies the volume has, a file that lies under two names counted once. Those out of reach count where
/// something is compared with before, not where bytes leave on their strength.
enum class Unreached { counted, left_out };
[[nodiscard]] std::size_t good_copies(Archive::State& state, const Volume& volume, Unreached unreached);

}  // namespace fonds
