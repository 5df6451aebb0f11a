// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for work that comes again and again.
#pragma once

#include <optional>
#include <vector>

#include "archive/archive.hpp"
#include "schema/core/json.hpp"
#include "schema/model/job.hpp"

namespace fonds {

/// How a job stands.
struct JobStanding {
    Job job = Job::retention;
    Every every = Every::day;
    std::optional<JobRun> last;  ///< whatever came of it
    JobDue due;
    bool running = false;
};

/// What came of a run, which is remembered with it.
struct JobReport {
    JobRun run;
    JobDue due;  ///< as it was when the run began; not due: somebody asked for it
    std::vector<Finding> findings;
    Json facts = Json::object();  ///< figures of the job (docs/formats/json.md, "fonds jobs")
};

enum class ClockTrust { doubted, assured };  ///< assured: somebody has looked, and the clock is right

/// Lives no longer than its archive; one thread at a time.
class JobBook {
public:
    /// `scanners`: of malware, as ExamRequest has them.
    explicit JobBook(Archive& archive, ClockTrust trust = ClockTrust::doubted, std::vector<std::string> scanners = {});

    [[nodiscard]] Result<std::vector<JobStanding>> list();
    /// Newest first.
    [[nodiscard]] Result<std::vector<JobRun>> runs(Job job, std::size_t limit);
    /// Does a job, due or not. What goes wrong with it is in its report and its exit code; an error means that it was not
    /// begun: ErrorKind::locked while it runs elsewhere. When the clock shows less than the last run or the newest event
    /// tell (and is not assured), nothing is decided by it: the report has the finding clock.behind, and nothing is kept.
    [[nodiscard]] Result<JobReport> run(Job job, WorkObserver& observer);

    /// The file of the key that signs the log, when it is not in the archive; else empty.
    [[nodiscard]] std::string key_elsewhere() const;

private:
    [[nodiscard]] Result<std::vector<Finding>> look_at_clock();
    [[nodiscard]] Result<JobDue> owed(Job job);
    [[nodiscard]] Result<void> work(Job job, JobReport& report, WorkObserver& observer);
    [[nodiscard]] Result<void> retention(JobReport& report);
    [[nodiscard]] Result<void> holds(JobReport& report);
    [[nodiscard]] Result<void> loans(JobReport& report);
    [[nodiscard]] Result<void> integrity(Depth depth, JobReport& report, WorkObserver& observer);
    [[nodiscard]] Result<void> checkpoint(JobReport& report);
    [[nodiscard]] Result<void> examination(JobReport& report, WorkObserver& observer);
    [[nodiscard]] Result<void> scrub(JobReport& report, WorkObserver& observer);
    [[nodiscard]] Result<void> cold(JobReport& report, WorkObserver& observer);

    Archive& archive_;
    Archive::State& state_;
    ClockTrust trust_;
    std::vector<std::string> scanners_;
    bool clock_told_ = false;  ///< a clock that is ahead is told once
};

}  // namespace fonds
