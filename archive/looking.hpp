// SPDX-License-Identifier: GPL-3.0-or-later
// Looking at what lies on the desk: text, codes and quality of every page, what it seems to be, and where one piece ends and
// the next begins. Private to the facade.
#pragma once

#include "archive/desk.hpp"
#include "archive/state.hpp"

namespace fonds {

/// Looks at the arrivals that nobody has looked at, oldest first; each is divided in a transaction of its own. What cannot
/// be read waits with its reason and costs the others nothing. Pages that were looked at before, as by a run that was
/// stopped, are not looked at again. Gives how many arrivals were looked at; ErrorKind::unavailable without an engine,
/// ErrorKind::locked while somebody else recognises.
[[nodiscard]] Result<std::size_t> look_at_arrivals(Archive::State& state, DeskObserver& observer);

}  // namespace fonds
