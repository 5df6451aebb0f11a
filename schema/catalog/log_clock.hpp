// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the computer's clock can be trusted, as far as the audit log and the runs of jobs tell.
#pragma once

#include <string_view>

#include "schema/catalog/catalog.hpp"
#include "schema/model/clock_look.hpp"

namespace fonds {

struct CatalogState;

/// What was done by a clock that had leapt does not hide the leap; that somebody vouched for the clock (the event
/// clock.assured) settles what lies before. A clock that is put forward by small steps, with something done at each of
/// them, is not found out.
[[nodiscard]] Result<ClockLook> look_at_clock(CatalogState& state, Instant now);
/// ErrorKind::refused when the clock is behind or has leapt; inside the transaction of what it would decide.
[[nodiscard]] Result<void> refuse_doubtful_clock(CatalogState& state, Instant now);

/// Lives no longer than its catalog.
class LogClock {
public:
    explicit LogClock(Catalog& catalog);

    [[nodiscard]] Result<ClockLook> look(Instant now);
    /// Tells the log that the clock is right, as `stamp` has it. `reason` is one line and not empty, else ErrorKind::usage.
    [[nodiscard]] Result<void> assure(std::string_view reason, const Stamp& stamp);

private:
    CatalogState& state_;
};

}  // namespace fonds
