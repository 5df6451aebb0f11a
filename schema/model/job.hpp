// SPDX-License-Identifier: GPL-3.0-or-later
// Work that an archive needs again and again, whoever is there.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/core/clock.hpp"
#include "schema/core/result.hpp"
#include "schema/model/date.hpp"

namespace fonds {

enum class Job {
    retention,    ///< winds the clocks, and tells what is due for appraisal
    holds,        ///< asks the queries of holds again, and tells which holds are old
    loans,        ///< tells what should be back
    integrity,    ///< a quick check
    full_check,   ///< reads every byte
    examination,  ///< the four-property check of all records
    scrub,        ///< reads again what has not been proven for long
    cold,         ///< seals what is old and unused into volumes
    checkpoint    ///< checks the audit log and signs its end, last of all
};
inline constexpr std::array all_jobs{Job::retention,   Job::holds, Job::loans, Job::integrity, Job::full_check,
                                     Job::examination, Job::scrub, Job::cold,  Job::checkpoint};
[[nodiscard]] std::string_view name_of(Job job);
[[nodiscard]] Text text_of(Job job);
/// By name; ErrorKind::usage for anything else.
[[nodiscard]] Result<Job> parse_job(std::string_view text);

enum class Every { never, day, week };
[[nodiscard]] std::string_view name_of(Every every);
[[nodiscard]] Text text_of(Every every);
/// never, daily or weekly.
[[nodiscard]] std::optional<Every> parse_every(std::string_view text);

/// How often each job is done.
struct JobTimes {
    std::array<Every, all_jobs.size()> every{Every::day,  Every::day, Every::day,  Every::day, Every::week,
                                             Every::week, Every::day, Every::week, Every::day};
    [[nodiscard]] Every of(Job job) const { return every[static_cast<std::size_t>(job)]; }
    [[nodiscard]] Every& of(Job job) { return every[static_cast<std::size_t>(job)]; }
    bool operator==(const JobTimes&) const = default;
};

/// A run that is over, under way, or died.
struct JobRun {
    std::int64_t id = 0;
    Job job = Job::retention;
    Instant due{};  ///< when it should have begun: the first moment of its day or week
    Instant started{};
    std::optional<Instant> ended;
    int exit_code = 0;   ///< as a command would end
    std::string report;  ///< JSON (docs/formats/json.md, "fonds jobs")

    /// Did it do its work, whatever it found?
    [[nodiscard]] bool done() const { return ended && (exit_code == 0 || exit_code == 3 || exit_code == 20); }
};

/// What is owed of a job.
struct JobDue {
    std::int64_t times = 0;  ///< days or weeks in which it was not done; 0: it is not due
    Date since;              ///< the first day of the first of them; not due: of the next
};
/// `last`: when it was last done; none: never.
[[nodiscard]] JobDue due_of(Every every, const std::optional<Date>& last, const Date& today);

}  // namespace fonds
