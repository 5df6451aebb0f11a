// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes that are read again against their digests.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "schema/core/clock.hpp"
#include "schema/core/digest.hpp"
#include "schema/core/error.hpp"

namespace fonds {

struct DueObject {
    Digest digest;
    std::uint64_t size = 0;
};

/// `out_of_reach`: nothing is known, because its disk is not mounted.
enum class Soundness { whole, repaired, damaged, missing, out_of_reach };

struct ScrubbedObject {
    Digest digest;
    Soundness found = Soundness::whole;
    Instant at{};
    std::string note;  ///< of what is not whole: what is wrong, or where it was repaired from; for the log
};

/// A volume that wants to be looked at.
struct DueVolume {
    std::string name;
    bool by_time = true;  ///< false: only because a copy is known to be missing or damaged
    Instant limit{};      ///< copies that were looked at later than this are not due by time
};

/// When something is due to be read again, and how much by the end of that day.
struct UpcomingScrub {
    bool already = false;
    Instant at{};                         ///< now, when something is due already
    std::array<int, 3> days{};            ///< within which everything is read once, by grade: A, B, C
    std::optional<std::int64_t> objects;  ///< files in objects/; none: too many to be counted in passing
    std::int64_t volumes = 0;
};

/// Bytes that were damaged or missing and are whole again.
struct MendedBytes {
    Instant at{};
    bool of_volume = false;  ///< a copy of one; else a file in objects/
    std::string subject;     ///< name of the volume, or digest
    std::string place;       ///< of a copy: its folder; empty: volumes/
    std::string from;        ///< of a copy: another folder, volumes/, copies, parity or itself (its parity made anew)
};

/// What befell a volume, and when it is to be read again.
struct VolumeHealth {
    std::int64_t repairs = 0;  ///< of its copies, ever
    std::optional<MendedBytes> last_repair;
    std::optional<Instant> verified;  ///< when the copy was read that was read longest ago; none: all are missing
    std::optional<Instant> next_due;  ///< now, when a copy is missing or damaged; none: it was replaced
};

/// How the archive's bytes stand.
struct FixitySummary {
    std::int64_t objects = 0;           ///< hot ones
    std::int64_t never = 0;             ///< not read again since they were filed
    std::int64_t damaged = 0;           ///< found so and not mended
    std::optional<Instant> oldest;      ///< when what was proven longest ago was; none: nothing was
    std::optional<Instant> last_scrub;  ///< when the last scrub ended
    std::int64_t repaired = 0;          ///< ever
    std::optional<MendedBytes> last_repair{};
};

}  // namespace fonds
