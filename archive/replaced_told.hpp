// SPDX-License-Identifier: GPL-3.0-or-later
// An old volume was adopted before the one that took its place: records that were destroyed in between came back by it.
// Private to the facade.
#pragma once

#include <set>
#include <string>

#include "archive/state.hpp"
#include "archive/volume_says.hpp"
#include "schema/model/volume.hpp"

namespace fonds {

struct AdoptReport;

/// By whichever copy can be read; nothing when none can.
[[nodiscard]] VolumeSays says_of_volume(Archive::State& state, const Volume& volume);

/// A volume that is being adopted.
struct Successor {
    std::string name;
    VolumeSays says;
    std::set<std::string> codes;  ///< of its records
    std::string key;              ///< that opens encrypted volumes
};

/// Tells, among the problems, of records that are here by a volume which `successor` says was replaced, and that neither it
/// nor any other later volume here has: whoever sealed it had destroyed them, handed them over, or sealed them again in a
/// volume that is not here. Nothing is destroyed on the word of a file.
[[nodiscard]] Result<void> tell_of_replaced(Archive::State& state, const Successor& successor, AdoptReport& report);

}  // namespace fonds
