// SPDX-License-Identifier: GPL-3.0-or-later
// fonds repair: back to clean after a crash. Deletes only what an unfinished filing of ours left and no record refers to.
#include "archive/drain.hpp"
#include "archive/merges_left.hpp"
#include "archive/sealing.hpp"
#include "archive/unfinished_care.hpp"

namespace fonds {

namespace {

constexpr std::size_t chunk = 500;

bool has_text(TextState state)
{
    return state == TextState::done || state == TextState::partial || state == TextState::needs_ocr;
}

/// Records whose index entry is missing or old, or whose text is lost, become owed again.
Result<std::size_t> owe_what_lacks(Archive::State& state, IndexReader& reader)
{
    std::size_t count = 0;
    RecordId last{};
    for (;;) {
        TRY_ASSIGN(const auto records, state.catalog.records_after(last, chunk));
        if (records.empty()) return count;
        last = records.back().id;
        std::vector<RecordId> lacking;
        for (const auto& record : records) {
            TRY_ASSIGN(const auto revision, reader.revision_of(record.id));
            bool lacks = !revision || *revision != record.revision;
            for (const auto& component : record.components) {
                if (!has_text(component.text)) continue;
                // get(), not contains(): a text that is there but damaged lacks too.
                TRY_ASSIGN(const auto text, state.texts.get(component.digest));
                lacks = lacks || !text;
            }
            if (lacks) lacking.push_back(record.id);
        }
        if (!lacking.empty()) TRY(state.catalog.owe(lacking));
        count += lacking.size();
    }
}

/// Older versions could remember copies of a volume after it was replaced, which nothing mends.
Result<void> forget_copies_of_replaced(Archive::State& state)
{
    Volumes volumes(state.catalog);
    TRY_ASSIGN(const auto all, volumes.list(true));
    for (const Volume& volume : all)
        for (const VolumeCopy& copy : volume.copies)
            if (volume.replaced) TRY(volumes.forget_copy(volume.name, copy.place, state.stamp()));
    return {};
}

/// Bytes may have been removed: whatever else was done, the log tells.
Result<void> log_repair(Archive::State& state, const RepairReport& report)
{
    if (report.batches == 0 && report.owed_again == 0 && report.volumes == 0 && report.left_hot == 0) return {};
    const std::string detail =
        "{\"batches\":" + std::to_string(report.batches) + ",\"removed_objects\":" + std::to_string(report.removed_objects) +
        ",\"owed_again\":" + std::to_string(report.owed_again) + ",\"volumes\":" + std::to_string(report.volumes) +
        ",\"left_hot\":" + std::to_string(report.left_hot) + "}";
    return state.catalog.log("archive.repaired", state.catalog.identity().code, detail, state.stamp());
}

/// Records that could not be made one again are told as what stays owed.
void owe_merges(RepairReport& report, const MergesFinished& merges)
{
    report.drained.left_owed += merges.still_left;
    if (merges.problem && !report.drained.problem) report.drained.problem = merges.problem;
}

}  // namespace

Result<ObjectStore::Recovery> Archive::State::sweep_staging()
{
    return objects->recover([this](const Digest& digest) -> Result<bool> {
        TRY_ASSIGN(const auto known, catalog.object(digest));
        return known.has_value();
    });
}

Result<RepairReport> Archive::repair(WorkObserver& observer)
{
    State& state = *state_;
    RepairReport report;
    {
        TRY_ASSIGN(const Lock alone, state.lock_alone());
        TRY_ASSIGN(const auto recovery, state.sweep_staging());
        TRY_ASSIGN(const Lock volumes, state.cold_lock(Archive::State::Turn::waited_for));
        TRY_ASSIGN(report.volumes, sweep_unsealed(state));
        TRY_ASSIGN(const std::size_t care, sweep_unfinished_care(state));
        report.volumes += care;
        // A disk that is not mounted keeps what has to go; nothing else waits for it.
        if (const auto gone = finish_removals(state); !gone.ok() && gone.error().kind != ErrorKind::unavailable)
            return gone.error();
        TRY(forget_copies_of_replaced(state));
        TRY_ASSIGN(report.left_hot, sweep_evicted(state));
        report.batches = recovery.batches;
        report.removed_objects = recovery.removed_objects;
    }
    if (const auto sound = state.verify_index(Depth::full); !sound.ok()) {
        if (sound.error().kind != ErrorKind::unavailable) return sound.error();
        TRY_ASSIGN(report.drained, reindex(observer));
        report.owed_again = report.drained.indexed;
        TRY_ASSIGN(const MergesFinished adoptions, finish_merges(*this, state, Archive::State::Turn::waited_for, observer));
        report.volumes += adoptions.runs;
        owe_merges(report, adoptions);
        TRY(log_repair(state, report));
        return report;
    }
    TRY_ASSIGN(const MergesFinished adoptions, finish_merges(*this, state, Archive::State::Turn::waited_for, observer));
    report.volumes += adoptions.runs;
    TRY_ASSIGN(const Lock lock, state.writers_lock());
    {
        TRY_ASSIGN(const auto reader, state.index->reader());
        TRY_ASSIGN(report.owed_again, owe_what_lacks(state, *reader));
    }
    TRY(owe_restored(state));
    TRY_ASSIGN(report.drained, drain_outbox(state, {}, observer));
    owe_merges(report, adoptions);
    TRY(log_repair(state, report));
    return report;
}

}  // namespace fonds
