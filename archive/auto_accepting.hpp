// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes a record without a person (docs/formats/desk.md). Private to the facade.
#pragma once

#include <vector>

#include "archive/desk.hpp"
#include "archive/state.hpp"

namespace fonds {

/// Below this confidence a suggestion is for a person to judge.
inline constexpr float certain_suggestion = 0.85F;

/// What a person should look at before the piece is accepted; empty: nothing is doubtful.
[[nodiscard]] Result<std::vector<WaitReason>> doubts_about(Archive::State& state, const Piece& piece,
                                                           const AcceptRequest& request);

/// Accepts every waiting piece that a rule covers and nothing is doubtful about, and tells the others it covers why they
/// wait. What goes wrong with one is its reason, or stands in the summary. The caller is a writer.
void accept_by_rule(Archive::State& state, DeskObserver& observer, InboxSummary& summary);

}  // namespace fonds
