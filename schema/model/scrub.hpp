// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes that are read again against their digests.
#pragma once

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

enum class Soundness { whole, repaired, damaged, missing };

struct ScrubbedObject {
    Digest digest;
    Soundness found = Soundness::whole;
    Instant at{};
    std::string note;  ///< of what is not whole: what is wrong, or where it was repaired from; for the log
};

/// How the archive's bytes stand.
struct FixitySummary {
    std::int64_t objects = 0;           ///< hot ones
    std::int64_t never = 0;             ///< not read again since they were filed
    std::int64_t damaged = 0;           ///< found so and not mended
    std::optional<Instant> oldest;      ///< when what was proven longest ago was; none: nothing was
    std::optional<Instant> last_scrub;  ///< when the last scrub ended
    std::int64_t repaired = 0;          ///< ever
};

}  // namespace fonds
