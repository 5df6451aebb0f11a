// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "archive/sealing.hpp"

namespace fonds {

/// See Cooling::adopt. Private to the facade; call with the cold lock and the writers' lock held.
[[nodiscard]] Result<AdoptReport> adopt_volumes(Archive& archive, Archive::State& state,
                                                const std::vector<std::string>& files, WorkObserver& observer);

/// One volume, which is copied into volumes/ with its parity. Nothing in it is trusted. Done again, it goes on where it was.
/// An error names the file as it was given. `left` gets the files that say which records the last step makes one.
[[nodiscard]] Result<AdoptFate> adopt_volume(Archive& archive, Archive::State& state, const std::string& file,
                                             AdoptReport& report, std::vector<std::string>& left, WorkObserver& observer);

/// Makes records one again that were so when they were sealed: those in report.merged of which both are here and apart. What
/// cannot be is told among the problems.
[[nodiscard]] Result<void> merge_again(Archive& archive, Archive::State& state, AdoptReport& report, WorkObserver& observer);

}  // namespace fonds
