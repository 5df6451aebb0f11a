// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "schema/core/clock.hpp"

namespace fonds {

/// A day, or a day and a time of the clock on the wall, which is `offset` minutes east of Greenwich: 2026-03-01 09:30, with
/// seconds or without; noon when only the day is said. ISO 8601 in UTC too. Anything else is ErrorKind::usage.
[[nodiscard]] Result<Instant> parse_local_time(std::string_view text, int offset);

/// The other way round, to the minute: 2026-03-01 09:30.
[[nodiscard]] std::string local_minute(Instant at, int offset);

}  // namespace fonds
