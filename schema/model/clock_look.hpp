// SPDX-License-Identifier: GPL-3.0-or-later
// What the audit log tells of the computer's clock.
#pragma once

#include <chrono>

#include "schema/core/clock.hpp"

namespace fonds {

/// Longer than this nothing is done in an archive that is in use: holidays, no jobs. A longer gap is a leap of the clock
/// until somebody says that it was a pause.
inline constexpr std::chrono::days longest_pause{40};

struct ClockLook {
    enum class Jump {
        none,
        behind,  ///< it shows less than the newest event
        leapt    ///< more than longest_pause lies between two days on which something was done, or the last one and now
    };
    Jump jump = Jump::none;
    Instant last{};  ///< what was done last: of all, or before the leap (then to the day)
};

}  // namespace fonds
