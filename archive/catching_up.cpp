// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/catching_up.hpp"

#include "archive/drain.hpp"
#include "archive/state.hpp"

namespace fonds {

namespace {

Result<void> drain_for(Archive::State& state, const std::vector<RecordId>& records, WorkObserver& observer)
{
    TRY_ASSIGN(const bool behind, state.catalog.owes(records));
    if (!behind) return {};
    DrainRequest request;
    request.records = records;
    TRY_ASSIGN(const DrainSummary drained, drain_outbox(state, request, observer));
    TRY_ASSIGN(const bool still_behind, state.catalog.owes(records));
    if (!still_behind) return {};
    if (drained.left_owed > 0 && drained.problem) return *drained.problem;
    if (drained.left_to_others)
        return error(ErrorKind::locked,
                     say("Another process holds the index and is still at work", "其他进程正在更新索引,尚未完成"))
            .with_hint(say("It does this too; fonds index tells when nothing is owed.",
                           "该进程会一并处理;可用 fonds index 确认。"));
    // Somebody has changed it again since: theirs to bring up to date.
    if (!observer.stop_requested()) return {};
    return error(ErrorKind::interrupted, say("Stopped before the index was brought up to date", "更新索引前已中断"))
        .with_hint(say("fonds index does the rest.", "请执行 fonds index 完成索引。"));
}

}  // namespace

std::optional<Error> bring_up_to_date(Archive::State& state, const std::vector<RecordId>& records, WorkObserver& observer)
{
    auto done = drain_for(state, records, observer);
    if (done.ok()) return std::nullopt;
    return std::move(done).error();
}

}  // namespace fonds
