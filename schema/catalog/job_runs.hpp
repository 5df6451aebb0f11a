// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalog that remembers runs of jobs. Transactions, threads and errors as in catalog.hpp; no events: what a
// job changes tells the log by itself.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "schema/model/job.hpp"

namespace fonds {

struct CatalogState;

/// Lives no longer than its catalog.
class JobRuns {
public:
    explicit JobRuns(Catalog& catalog);

    [[nodiscard]] Result<std::int64_t> begin(Job job, Instant due, Instant started);
    [[nodiscard]] Result<void> end(std::int64_t run, Instant ended, int exit_code, std::string_view report);
    /// Newest first.
    [[nodiscard]] Result<std::vector<JobRun>> runs(Job job, std::size_t limit);
    /// Under way or died.
    [[nodiscard]] Result<std::vector<JobRun>> unfinished(Job job);
    [[nodiscard]] Result<std::optional<JobRun>> last_done(Job job);
    /// When the newest run of any job began.
    [[nodiscard]] Result<std::optional<Instant>> newest_start();

private:
    [[nodiscard]] Result<std::vector<JobRun>> select(std::string_view condition, Job job, std::size_t limit);

    CatalogState& state_;
};

}  // namespace fonds
