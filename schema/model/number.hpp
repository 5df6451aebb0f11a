// SPDX-License-Identifier: GPL-3.0-or-later
// 档号 before and after their records: the next ones, reserved ones, spoiled ones, and those of records that are no more.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/core/clock.hpp"
#include "schema/core/text.hpp"
#include "schema/model/date.hpp"
#include "schema/model/reference_code.hpp"

namespace fonds {

/// What numbers are asked for. Empty members: what a record without them would have.
struct NumberRequest {
    std::string category, folder, retention, unit, project, grade;
    std::optional<Date> date;
    std::int64_t count = 1;  ///< 1 to most_numbers
};
inline constexpr std::int64_t most_numbers = 10'000;

/// May a number that is brought along leave more than `most_open_numbers` below it open? What comes next in its sequence
/// follows it, so a slip of the pen would be for ever.
enum class Leap { refused, allowed };
inline constexpr std::int64_t most_open_numbers = 1'000;

struct HeldNumber {
    ReferenceCode code;
    std::string category;
    bool is_void = false;  ///< spoiled: nobody's for ever
    bool used = false;     ///< a record has it
    std::string note;
    Instant at{};
    std::string actor;
};

enum class HoldAs { reserved, spoiled };

/// What became of a number that somebody wants to hold.
enum class Held {
    held,
    already,   ///< it is held so
    in_use,    ///< a record has it, or had it
    conflict,  ///< it is void, or means the same number as another
    unplaced,  ///< no category's template makes it, and none was named
    heirless   ///< what its record was merged into is not here
};

/// 销毁留痕.
struct Tombstone {
    enum class Kind { destroyed, merged, transferred } kind = Kind::destroyed;
    ReferenceCode merged_into;  ///< of merged
    std::string reason;
    std::string case_number;  ///< of destroyed and transferred; empty: without a case
    std::string title;        ///< as another archive told it; empty: that of the record
    bool elsewhere = false;   ///< another archive told it
    Instant at{};             ///< when it was made
    bool day_known = true;    ///< else `at` is when another archive told of it, and not of when it was
    std::string actor;        ///< empty: not known, of what another archive told
};

/// A number that no record of the archive has: for the time being, or no more.
struct NumberFact {
    enum class State { reserved, spoiled, merged, destroyed, transferred } state = State::reserved;
    ReferenceCode code;
    std::string category;
    ReferenceCode merged_into;  ///< of merged
    std::string case_number;    ///< as of Tombstone
    std::string title;          ///< of what is no more; empty: not told
    std::optional<Date> date;   ///< of the paper that is no more: what it was merged into is kept as long
    std::string note;           ///< why, or what for
    std::optional<Instant> at;  ///< since when; none: not told
    std::string actor;          ///< by whom; empty: not told
};

}  // namespace fonds
