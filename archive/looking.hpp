// SPDX-License-Identifier: GPL-3.0-or-later
// Looking at what lies on the desk: text, codes and quality of every page, what it seems to be, and where one piece ends and
// the next begins. Private to the facade.
#pragma once

#include "archive/desk.hpp"
#include "archive/state.hpp"

namespace fonds {

/// Looks at the arrivals that nobody has looked at; each is divided in a transaction of its own, oldest first. What cannot
/// be read waits with its reason and costs the others nothing. Pages that were looked at before, as by a run that was
/// stopped, are not looked at again. Sets how many arrivals were looked at, and why others were not: ErrorKind::unavailable
/// without an engine, or when a page could not be looked at this time and is to be tried again by the next run;
/// ErrorKind::locked while somebody else recognises.
void look_at_arrivals(Archive::State& state, DeskObserver& observer, InboxSummary& summary);

}  // namespace fonds
