// SPDX-License-Identifier: GPL-3.0-or-later
// Time is handed to the library, never asked for, so that every behaviour can be tested on any day.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "schema/core/result.hpp"

namespace fonds {

/// UTC with milliseconds, the precision of everything the archive stores.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

class Clock {
public:
    virtual ~Clock() = default;
    /// Safe to call from any thread.
    [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's clock. Front ends make one; library code only receives it.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

/// A clock that shows what it is told; for tests and repeatable demos.
class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant instant) : instant_(instant) {}
    void set(Instant instant) { instant_ = instant; }
    [[nodiscard]] Instant now() const override { return instant_; }

private:
    Instant instant_;
};

/// ISO 8601 in UTC: 2026-11-21T08:15:30.123Z. Sorts as text.
[[nodiscard]] std::string to_iso8601(Instant instant);
/// Reads what `to_iso8601` writes; anything else is ErrorKind::bad_input.
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);

}  // namespace fonds
