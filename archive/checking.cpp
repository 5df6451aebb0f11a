// SPDX-License-Identifier: GPL-3.0-or-later
// 稽核: the sources of truth against each other. Changes nothing, and runs while others file.
#include "archive/audit.hpp"
#include "archive/checkpoint_keys.hpp"
#include "archive/log_book.hpp"
#include "schema/catalog/checkpoints.hpp"

namespace fonds {

namespace {

Result<void> audit_catalog(Audit& audit)
{
    TRY_ASSIGN(auto found, audit.state.catalog.check(audit.depth));
    audit.findings.insert(audit.findings.end(), found.begin(), found.end());
    return {};
}

/// That the log tells of each checkpoint and each is there is the catalog's; whether its signature is right is asked here.
Result<void> audit_signatures(Audit& audit)
{
    if (audit.depth != Depth::full) return {};
    LogVerdict verdict;
    verdict.origin.id = audit.state.catalog.identity().id;
    TRY_ASSIGN(const auto checkpoints, Checkpoints(audit.state.catalog).list());
    for (const Checkpoint& one : checkpoints) {
        TRY_ASSIGN(const auto events, audit.state.catalog.events(one.sequence - 1, 1));
        if (!events.empty() && events.front().sequence == one.sequence)
            verdict.checkpoints.push_back({one, events.front().hash});
    }
    LogWitness witness;
    TRY_ASSIGN(witness.keys, CheckpointKeys(audit.state).known());
    judge(verdict, witness);
    for (const LogFault& fault : verdict.faults)
        audit.found(Severity::error, "log.broken", std::to_string(fault.event), fault.what,
                    say("fonds log verify tells more. Compare catalog.db and the folder keys with a backup.",
                        "可用 fonds log verify 查看详情;请将 catalog.db 与 keys 目录同备份比对。"));
    return {};
}

Result<void> audit_staging(Audit& audit)
{
    const auto batches = audit.state.objects->left_over_batches();
    if (!batches.ok())
        audit.found(Severity::warning, "staging.unreadable", "staging", batches.error());
    else if (*batches > 0)
        audit.found(Severity::note, "staging.left_over", "staging",
                    say(*batches == 1 ? "{} unfinished filing was left behind" : "{} unfinished filings were left behind",
                        "有 {} 批未完成的归档残留", {*batches}),
                    say("fonds repair sweeps them.", "执行 fonds repair 可清理。"));
    TRY_ASSIGN(const Tallies tallies, audit.state.catalog.tallies());
    if (tallies.owed > 0)
        audit.found(Severity::note, "index.owed", "index",
                    say(tallies.owed == 1 ? "{} record waits to be indexed" : "{} records wait to be indexed",
                        "有 {} 件等待建立索引", {tallies.owed}),
                    say("Run fonds index.", "请执行 fonds index。"));
    return {};
}

}  // namespace

Result<void> Audit::go_on() const
{
    if (!observer.stop_requested()) return {};
    return error(ErrorKind::interrupted, say("Stopped", "已中断"));
}

Result<LogHead> Archive::log_head()
{
    TRY_ASSIGN(const auto newest, state_->catalog.newest_event());
    return newest ? LogHead{newest->sequence, newest->hash.hex()} : LogHead{};
}

Result<std::vector<Finding>> Archive::check(Depth depth, WorkObserver& observer)
{
    Audit audit{*state_, depth, observer};
    for (const auto part : {audit_catalog, audit_signatures, audit_objects, audit_volumes, audit_staging, audit_index}) {
        const auto done = part(audit);
        if (done.ok()) continue;
        if (done.error().kind == ErrorKind::interrupted) return done.error();
        audit.found(Severity::error, "catalog.damaged", "catalog.db", done.error());
    }
    return std::move(audit.findings);
}

}  // namespace fonds
