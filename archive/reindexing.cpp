// SPDX-License-Identifier: GPL-3.0-or-later
// fonds reindex: the index is derived, so it can always be built again.
#include <unordered_map>

#include "archive/drain.hpp"

namespace fonds {

namespace {

constexpr std::size_t page_of_records = 500;

using Revisions = std::unordered_map<std::int64_t, std::int64_t>;

Result<DrainSummary> fill(Archive::State& state, Revisions& built, std::vector<RecordId>& unread, WorkObserver& observer)
{
    TRY_ASSIGN(const auto writer, state.index->begin_rebuild());
    IndexFeed feed(state, *writer, IndexFeed::Outbox::leave, observer);
    TRY_ASSIGN(const Tallies tallies, state.catalog.tallies());
    feed.expect(static_cast<std::size_t>(tallies.records));
    RecordId last{};
    for (;;) {
        TRY_ASSIGN(auto records, state.catalog.records_after(last, page_of_records));
        if (records.empty()) break;
        for (auto& record : records) {
            if (observer.stop_requested())
                return error(ErrorKind::interrupted, say("Stopped; the old index stays in use", "已中断,继续使用原索引"))
                    .with_hint(say("Run fonds reindex again to rebuild it.", "如需重建,请再次执行 fonds reindex。"));
            last = record.id;
            const OwedWork work{record.id, record.revision, 0};
            built.emplace(raw(record.id), record.revision);
            TRY(feed.add(std::move(record), work));
        }
    }
    TRY(feed.flush());
    TRY(writer->commit());
    // Their text is still to be read: not settled, and owed if they were not.
    for (const auto id : feed.unread()) built.erase(raw(id));
    unread = feed.unread();
    return feed.summary();
}

/// Settles what the new index has. A record whose text was read only now has a newer revision and stays owed.
Result<void> settle(Archive::State& state, const Revisions& built)
{
    std::int64_t last_entry = 0;
    for (;;) {
        TRY_ASSIGN(auto owed, state.catalog.owed(last_entry, page_of_records));
        if (owed.empty()) return {};
        last_entry = owed.back().entry;
        std::erase_if(owed, [&](const OwedWork& work) {
            const auto at = built.find(raw(work.record));
            return at == built.end() || at->second != work.revision;
        });
        TRY(state.catalog.settle(owed));
    }
}

}  // namespace

Result<DrainSummary> Archive::reindex(WorkObserver& observer)
{
    State& state = *state_;
    TRY_ASSIGN(const Lock alone, state.lock_alone());
    DrainSummary summary;
    {
        TRY_ASSIGN(const Lock index_lock, Lock::acquire(state.layout.index_lock(), LockMode::exclusive,
                                                        state.config.lock_wait, state.environment.program));
        Revisions built;
        std::vector<RecordId> unread;
        TRY_ASSIGN(summary, fill(state, built, unread, observer));
        TRY(state.index->adopt());
        if (!unread.empty()) TRY(state.catalog.owe(unread));
        // Only now: had we died before, the old index would still be owed this work. Nobody else writes meanwhile.
        TRY(settle(state, built));
    }
    TRY_ASSIGN([[maybe_unused]] const auto rest, drain_outbox(state, {}, observer));
    TRY(state.catalog.log("archive.reindexed", state.catalog.identity().code,
                          "{\"records\":" + std::to_string(summary.indexed) + "}", state.stamp()));
    return summary;
}

}  // namespace fonds
