// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "archive/sealing.hpp"

namespace fonds {

/// Volumes by the moment they say they were sealed, the last first; what is no volume comes last.
[[nodiscard]] Result<std::vector<std::string>> newest_first(Archive::State& state, const std::vector<std::string>& files);

/// See Cooling::adopt: one volume, which is copied into volumes/ with its parity. Nothing in it is trusted. Done again, it
/// goes on where it was. Private to the facade; call with the cold lock and the writers' lock held.
[[nodiscard]] Result<void> adopt_volume(Archive& archive, Archive::State& state, const std::string& file,
                                        AdoptReport& report, WorkObserver& observer);

/// Makes records one again that were so when they were sealed: those in report.merged of which both are here and apart. What
/// cannot be is told among the problems.
[[nodiscard]] Result<void> merge_again(Archive& archive, Archive::State& state, AdoptReport& report, WorkObserver& observer);

}  // namespace fonds
