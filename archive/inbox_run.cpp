// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/inbox_run.hpp"

#include "archive/auto_accepting.hpp"
#include "archive/looking.hpp"
#include "archive/taking.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

InboxListing look_into_inbox(Archive::State& state)
{
    static_cast<void>(state.environment.files->make_directory(state.layout.inbox()));  // the listing tells
    return list_inbox(state.layout);
}

Result<InboxSummary> take_files(Archive::State& state, const std::vector<InboxFile>& files, DeskObserver& observer)
{
    TRY_ASSIGN(const Lock lock, state.writers_lock());
    TRY(settle_inbox(state));
    InboxSummary summary;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (observer.stop_requested()) {
            summary.interrupted = true;
            break;
        }
        TRY_ASSIGN(const TakenFile taken, take_from_inbox(state, files[i]));
        switch (taken.status) {
        case TakenStatus::taken: ++summary.taken; break;
        case TakenStatus::known: ++summary.known; break;
        case TakenStatus::left: ++summary.left; break;
        case TakenStatus::failed: ++summary.failed; break;
        }
        const bool done = taken.status == TakenStatus::taken || taken.status == TakenStatus::known;
        if (done && taken.problem) ++summary.stay;
        observer.taken(taken);
        observer.progress(Phase::filing, i + 1, files.size());
    }
    return summary;
}

Result<InboxSummary> run_inbox(Archive::State& state, const std::vector<InboxFile>& files, DeskObserver& observer)
{
    TRY_ASSIGN(InboxSummary summary, take_files(state, files, observer));
    if (summary.interrupted) return summary;
    TRY_ASSIGN(const Lock lock, state.writers_lock());
    // Without an engine, or when the disk fails now, what was taken waits all the same.
    look_at_arrivals(state, observer, summary);
    accept_by_rule(state, observer, summary);
    summary.interrupted = observer.stop_requested();
    return summary;
}

Result<InboxSummary> Archive::run_inbox(DeskObserver& observer)
{
    const InboxListing listing = look_into_inbox(*state_);
    for (const Error& problem : listing.problems) observer.taken({problem.where, TakenStatus::failed, {}, problem});
    TRY_ASSIGN(InboxSummary summary, fonds::run_inbox(*state_, listing.files, observer));
    summary.failed += listing.problems.size();
    return summary;
}

}  // namespace fonds
