// SPDX-License-Identifier: GPL-3.0-or-later
// The outbox: whoever holds the index lock does the work owed by all.
#include "archive/drain.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "archive/holding.hpp"
#include "schema/catalog/doubles.hpp"

namespace fonds {

namespace {

constexpr std::size_t outbox_chunk = 512;

/// All that is owed now, and what others come to owe meanwhile.
Result<DrainSummary> drain_holding(Archive::State& state, const DrainRequest& request, WorkObserver& observer)
{
    TRY_ASSIGN(const auto writer, state.index->writer());
    IndexFeed feed(state, *writer, IndexFeed::Outbox::settle, observer);
    feed.on_text(request.tell);
    feed.use_password(request.password);
    TRY_ASSIGN(const Tallies tallies, state.catalog.tallies());
    feed.expect(static_cast<std::size_t>(tallies.owed));

    std::int64_t last_entry = 0;
    while (!observer.stop_requested()) {
        TRY_ASSIGN(const auto owed, state.catalog.owed(last_entry, outbox_chunk));
        if (owed.empty()) break;
        std::vector<RecordId> ids;
        for (const auto& work : owed) ids.push_back(work.record);
        TRY_ASSIGN(auto records, state.catalog.records(ids));
        TRY_ASSIGN(const auto gone, Doubles(state.catalog).gone(ids));
        std::size_t next = 0;
        for (const auto& work : owed) {
            last_entry = std::max(last_entry, work.entry);
            if (observer.stop_requested()) break;
            // records() leaves out ids it does not know and keeps the order of the others.
            if (next >= records.size() || records[next].id != work.record) continue;
            Record record = std::move(records[next++]);
            OwedWork current = work;
            current.revision = record.revision;
            if (std::ranges::binary_search(gone, record.id)) {
                TRY(feed.forget(current));
                continue;
            }
            TRY(feed.add(std::move(record), current));
        }
    }
    TRY(feed.flush());
    TRY(join_standing_holds(state));
    return feed.summary();
}

Result<bool> still_owed(Archive::State& state, const DrainRequest& request)
{
    if (!request.records.empty()) return state.catalog.owes(request.records);
    TRY_ASSIGN(const Tallies tallies, state.catalog.tallies());
    return tallies.owed > 0;
}

}  // namespace

Result<void> owe_restored(Archive::State& state)
{
    TRY_ASSIGN(const auto lost, state.catalog.objects_with_note(note_of_missing_bytes));
    std::vector<RecordId> records;
    for (const auto& [digest, holders] : lost)
        if (state.objects->size_of(digest).ok()) records.insert(records.end(), holders.begin(), holders.end());
    return records.empty() ? Result<void>() : state.catalog.owe(records);
}

Result<DrainSummary> drain_outbox(Archive::State& state, const DrainRequest& request, WorkObserver& observer)
{
    constexpr auto pause = std::chrono::milliseconds(10);
    const auto patience = std::chrono::steady_clock::now() + state.config.lock_wait;
    DrainSummary summary;
    for (;;) {
        TRY_ASSIGN(auto lock, Lock::try_acquire(state.layout.index_lock(), LockMode::exclusive, state.environment.program));
        if (lock) return drain_holding(state, request, observer);
        TRY_ASSIGN(const bool owed, still_owed(state, request));
        if (!owed) return summary;
        if (observer.stop_requested() || std::chrono::steady_clock::now() >= patience) {
            summary.left_to_others = true;
            return summary;
        }
        std::this_thread::sleep_for(pause);
    }
}

Result<DrainSummary> Archive::drain(WorkObserver& observer)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    TRY(owe_restored(*state_));
    return drain_outbox(*state_, {}, observer);
}

Result<DrainSummary> Archive::read_again(const ReferenceCode& code, std::string_view password, WorkObserver& observer)
{
    State& state = *state_;
    TRY_ASSIGN(const Lock lock, state.writers_lock());
    TRY_ASSIGN(const Lock index_lock, Lock::acquire(state.layout.index_lock(), LockMode::exclusive, state.config.lock_wait,
                                                    state.environment.program));
    TRY_ASSIGN(Record record, state.catalog.record(code));
    TRY_ASSIGN(const auto writer, state.index->writer());
    IndexFeed feed(state, *writer, IndexFeed::Outbox::settle, observer);
    feed.use_password(std::string(password));
    feed.read_again();
    feed.expect(1);
    TRY(state.catalog.owe({record.id}));
    TRY_ASSIGN(record, state.catalog.record(code));
    OwedWork work{record.id, record.revision, 0};
    TRY(feed.add(std::move(record), work));
    TRY(feed.flush());
    TRY(join_standing_holds(state));
    return feed.summary();
}

}  // namespace fonds
