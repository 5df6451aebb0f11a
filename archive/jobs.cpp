// SPDX-License-Identifier: GPL-3.0-or-later
// When jobs are done, and what is remembered of it. What they do is in job_work.cpp.
#include "archive/jobs.hpp"

#include <algorithm>

#include "archive/state.hpp"
#include "schema/catalog/job_runs.hpp"
#include "schema/catalog/log_clock.hpp"

namespace fonds {

namespace {

using std::chrono::minutes;

constexpr minutes tolerance{5};         // clocks of two machines differ
constexpr std::size_t most_kept = 200;  // findings in a stored report

std::string lock_of(const Archive::State& state, Job job)
{
    return state.layout.staging() + "/job-" + std::string(name_of(job)) + ".lock";
}

std::string_view name_of(Severity severity)
{
    switch (severity) {
    case Severity::note: return "note";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
    case Severity::fixity: return "fixity";
    }
    return "error";
}

int exit_code_of(const std::vector<Finding>& findings)
{
    int code = 0;
    for (const Finding& finding : findings) {
        if (finding.severity == Severity::fixity) return 20;
        if (finding.severity != Severity::note) code = 3;
    }
    return code;
}

/// As docs/formats/exit-codes.md has it.
int exit_code_of(const Error& problem)
{
    switch (problem.kind) {
    case ErrorKind::fixity: return 20;
    case ErrorKind::locked: return 11;
    case ErrorKind::refused: return 5;
    case ErrorKind::interrupted: return 130;
    default: return 1;
    }
}

std::string stored(const JobReport& report)
{
    Json findings = Json::array();
    for (std::size_t i = 0; i < std::min(report.findings.size(), most_kept); ++i) {
        const Finding& finding = report.findings[i];
        findings.push(std::move(Json::object()
                                    .set("severity", name_of(finding.severity))
                                    .set("kind", finding.kind)
                                    .set("subject", finding.subject)
                                    .set("en", finding.what.en)
                                    .set("zh", finding.what.zh)));
    }
    return std::move(Json::object()
                         .set("missed", std::max<std::int64_t>(0, report.due.times - 1))
                         .set("since", report.due.times > 0 ? Json(report.due.since.text()) : Json())
                         .set("findings", std::move(findings))
                         .set("more_findings", report.findings.size() > most_kept
                                                   ? static_cast<std::int64_t>(report.findings.size() - most_kept)
                                                   : std::int64_t{0})
                         .set("facts", report.facts))
        .dump();
}

/// The first moment of a day where the archive is.
Instant beginning_of(const Date& day, int offset)
{
    return std::chrono::sys_days(day.day()) - minutes(offset);
}

}  // namespace

JobBook::JobBook(Archive& archive, ClockTrust trust, std::vector<std::string> scanners)
    : archive_(archive), state_(*archive.state_), trust_(trust), scanners_(std::move(scanners))
{
}

Result<JobDue> JobBook::owed(Job job)
{
    TRY_ASSIGN(const auto done, JobRuns(state_.catalog).last_done(job));
    std::optional<Date> last;
    // A run of a day that has not come yet was dated by a clock that was wrong.
    if (done && done->started <= state_.environment.clock->now() + tolerance)
        last = Date::of(done->started, state_.config.time_zone_minutes);
    return due_of(state_.config.jobs.of(job), last, state_.today());
}

Result<std::vector<JobStanding>> JobBook::list()
{
    std::vector<JobStanding> all;
    for (const Job job : all_jobs) {
        JobStanding standing{job, state_.config.jobs.of(job), {}, {0, state_.today()}, Lock::is_held(lock_of(state_, job))};
        TRY_ASSIGN(auto runs, JobRuns(state_.catalog).runs(job, 1));
        if (!runs.empty()) standing.last = std::move(runs.front());
        TRY_ASSIGN(standing.due, owed(job));
        all.push_back(std::move(standing));
    }
    return all;
}

Result<std::vector<JobRun>> JobBook::runs(Job job, std::size_t limit)
{
    return JobRuns(state_.catalog).runs(job, limit);
}

std::string JobBook::key_elsewhere() const
{
    return state_.config.log_key.starts_with('/') ? state_.config.log_key : std::string();
}

Result<std::vector<Finding>> JobBook::look_at_clock()
{
    std::vector<Finding> findings;
    if (trust_ == ClockTrust::assured) return findings;
    const Instant now = state_.environment.clock->now();
    TRY_ASSIGN(const auto newest, state_.catalog.newest_event());
    TRY_ASSIGN(const auto started, JobRuns(state_.catalog).newest_start());
    const Instant last = std::max(newest ? newest->at : Instant{}, started.value_or(Instant{}));
    if (now + tolerance < last) {
        findings.push_back({Severity::warning, "clock.behind", to_iso8601(now),
                            say("The clock shows less than what was done last, {}: nothing is decided by it",
                                "时钟早于最近一次操作的时间 {},不据此作任何判断", {to_iso8601(last)}),
                            say("Set the clock of this machine, or say that it is right: fonds jobs run --clock-is-right.",
                                "请校准本机时钟;若时钟无误,请用 fonds jobs run --clock-is-right。")});
    } else if (!clock_told_) {
        TRY_ASSIGN(const ClockLook look, LogClock(state_.catalog).look(now));
        if (look.jump == ClockLook::Jump::leapt)
            findings.push_back({Severity::warning, "clock.ahead", to_iso8601(now),
                                say("The clock may have leapt: nothing was done here for more than {} days after {}",
                                    "时钟可能被拨快:{} 天以上没有任何操作,此前最后操作日为 {}",
                                    {longest_pause.count(), to_iso8601(look.last).substr(0, 10)}),
                                say("Set the clock of this machine, or say that it is right: fonds log clock --right.",
                                    "请校准本机时钟;若时钟无误,请用 fonds log clock --right 确认。")});
    }
    clock_told_ = true;
    return findings;
}

Result<JobReport> JobBook::run(Job job, WorkObserver& observer)
{
    TRY_ASSIGN(const auto lock, Lock::try_acquire(lock_of(state_, job), LockMode::exclusive, state_.environment.program));
    if (!lock)
        return error(ErrorKind::locked, say("This job is under way: {}", "该作业正在执行:{}", {text_of(job)}))
            .with_hint(say("fonds jobs list shows when it has ended.", "可用 fonds jobs list 查看。"));
    const Clock& clock = *state_.environment.clock;
    JobReport report{{}, {0, state_.today()}, {}, Json::object()};
    report.run.job = job;
    report.run.started = clock.now();
    TRY_ASSIGN(report.findings, look_at_clock());
    if (!report.findings.empty() && report.findings.front().kind == "clock.behind") {
        report.run.exit_code = exit_code_of(report.findings);
        return report;
    }
    TRY_ASSIGN(report.due, owed(job));
    JobRuns runs(state_.catalog);
    {
        TRY_ASSIGN(const Lock writing, state_.writers_lock());
        // We hold the lock of the job: whoever has not ended never will.
        TRY_ASSIGN(const auto dead, runs.unfinished(job));
        for (const JobRun& one : dead) {
            TRY(runs.end(one.id, report.run.started, 1, R"({"died":true})"));
            report.findings.push_back({Severity::warning,
                                       "run.died",
                                       to_iso8601(one.started),
                                       say("The run that began then did not end", "此时开始的执行未能结束"),
                                       {}});
        }
        report.run.due =
            report.due.times > 0 ? beginning_of(report.due.since, state_.config.time_zone_minutes) : report.run.started;
        TRY_ASSIGN(report.run.id, runs.begin(job, report.run.due, report.run.started));
    }
    if (report.due.times > 1)
        report.findings.push_back({Severity::note,
                                   "run.missed",
                                   report.due.since.text(),
                                   say("It was due {} times since {}, and is done once for all of them",
                                       "应执行 {} 次(自 {} 起),现一并补做", {report.due.times, report.due.since.text()}),
                                   {}});
    const auto worked = work(job, report, observer);
    report.run.exit_code = exit_code_of(report.findings);
    if (!worked.ok()) {
        const Error& problem = worked.error();
        report.run.exit_code = exit_code_of(problem);
        report.findings.push_back({problem.kind == ErrorKind::fixity ? Severity::fixity : Severity::error, "job.failed",
                                   problem.where, problem.what, problem.hint});
    }
    report.run.ended = clock.now();
    report.run.report = stored(report);
    TRY_ASSIGN(const Lock writing, state_.writers_lock());
    TRY(runs.end(report.run.id, *report.run.ended, report.run.exit_code, report.run.report));
    return report;
}

}  // namespace fonds
