// SPDX-License-Identifier: GPL-3.0-or-later
// How long a record is kept, as forms and stamps have it.
#pragma once

#include <string_view>

#include "schema/model/retention_clock.hpp"

namespace fonds {

/// The rule that an opinion gives to what is kept for ever. Nobody gives it by hand, only an opinion takes it, and it beats
/// rules that override others.
inline constexpr std::string_view appraised_rule = "FONDS-PERMANENT";

/// Does the one record stay longer than the other?
[[nodiscard]] bool keeps_longer(const RetentionClock& one, const RetentionClock& other);
/// Permanent; 30 years; of what was extended, through which day. Empty without a rule.
[[nodiscard]] Text kept_for(const RetentionClock& clock);

}  // namespace fonds
