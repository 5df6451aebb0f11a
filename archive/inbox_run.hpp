// SPDX-License-Identifier: GPL-3.0-or-later
// One go at the inbox: files to the desk, then a look at what waits there. Private to the facade.
#pragma once

#include "archive/desk.hpp"
#include "archive/inbox_files.hpp"

namespace fonds {

/// What lies in inbox/, which is made when it is missing.
[[nodiscard]] InboxListing look_into_inbox(Archive::State& state);

/// Takes these files, which are of such a listing. Problems of the listing are the caller's to tell.
[[nodiscard]] Result<InboxSummary> take_files(Archive::State& state, const std::vector<InboxFile>& files,
                                              DeskObserver& observer);

/// The same, then looks at all that waits to be looked at, and accepts what a rule covers.
[[nodiscard]] Result<InboxSummary> run_inbox(Archive::State& state, const std::vector<InboxFile>& files,
                                             DeskObserver& observer);

}  // namespace fonds
