// SPDX-License-Identifier: GPL-3.0-or-later
// Files from inbox/ to the desk: bytes → catalog → only then the file goes. Private to the facade.
#pragma once

#include "archive/desk.hpp"
#include "archive/inbox_files.hpp"

namespace fonds {

/// Files of arrivals that are no longer in the inbox are told to the catalog: a crash had come between.
[[nodiscard]] Result<void> settle_inbox(Archive::State& state);

/// One file. What is wrong with it is in the answer; an error is about the disk or the catalog.
[[nodiscard]] Result<TakenFile> take_from_inbox(Archive::State& state, const InboxFile& file);

}  // namespace fonds
