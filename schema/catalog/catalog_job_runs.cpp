// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/job_runs.hpp"

namespace fonds {

JobRuns::JobRuns(Catalog& catalog) : state_(*catalog.state_) {}

Result<std::int64_t> JobRuns::begin(Job job, Instant due, Instant started)
{
    std::int64_t id = 0;
    TRY(state_.write([&]() -> Result<void> {
        TRY(state_.db.run("INSERT INTO job_run (job, due, started) VALUES (?1, ?2, ?3)",
                          {name_of(job), to_iso8601(due), to_iso8601(started)}));
        id = state_.db.last_row();
        return {};
    }));
    return id;
}

Result<void> JobRuns::end(std::int64_t run, Instant ended, int exit_code, std::string_view report)
{
    return state_.write([&] {
        return state_.db.run("UPDATE job_run SET ended = ?2, exit_code = ?3, report = ?4 WHERE id = ?1 AND ended IS NULL",
                             {run, to_iso8601(ended), exit_code, report});
    });
}

Result<std::vector<JobRun>> JobRuns::select(std::string_view condition, Job job, std::size_t limit)
{
    std::vector<JobRun> all;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT id, due, started, ended, exit_code, report FROM job_run WHERE job = ?1 " +
                                              std::string(condition) + " ORDER BY id DESC LIMIT ?2",
                                          {name_of(job), limit}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        JobRun run;
        run.id = row.integer(0);
        run.job = job;
        TRY_ASSIGN(run.due, parse_instant(row.view(1)));
        TRY_ASSIGN(run.started, parse_instant(row.view(2)));
        if (!row.is_null(3)) {
            TRY_ASSIGN(run.ended, parse_instant(row.view(3)));
        }
        run.exit_code = static_cast<int>(row.integer(4));
        run.report = row.text(5);
        all.push_back(std::move(run));
        return {};
    }));
    return all;
}

Result<std::vector<JobRun>> JobRuns::runs(Job job, std::size_t limit)
{
    return select("", job, limit);
}

Result<std::vector<JobRun>> JobRuns::unfinished(Job job)
{
    return select("AND ended IS NULL", job, 1000);
}

Result<std::optional<JobRun>> JobRuns::last_done(Job job)
{
    TRY_ASSIGN(auto runs, select("AND exit_code IN (0, 3, 20)", job, 1));
    if (runs.empty()) return std::optional<JobRun>();
    return std::optional(std::move(runs.front()));
}

Result<std::optional<Instant>> JobRuns::newest_start()
{
    TRY_ASSIGN(auto rows, state_.db.query("SELECT started FROM job_run ORDER BY id DESC LIMIT 1"));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return std::optional<Instant>();
    TRY_ASSIGN(const Instant at, parse_instant(rows.view(0)));
    return std::optional(at);
}

}  // namespace fonds
