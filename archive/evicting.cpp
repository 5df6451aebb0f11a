// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes leave objects/ once enough copies of their volume are proven.
#include <algorithm>

#include "archive/copy_folders.hpp"
#include "archive/sealing.hpp"

namespace fonds {

namespace {

constexpr std::size_t least_of_held = 2;  ///< a held record never has fewer copies than it had

/// May bytes that the catalog calls cold go from objects/ by the rules under which they would have left? They came there
/// after all when a record was filed with them, or brought back by somebody who was killed.
Result<bool> may_go(Archive::State& state, const Digest& digest)
{
    Volumes volumes(state.catalog);
    TRY_ASSIGN(const auto records, volumes.records_with(digest));
    TRY_ASSIGN(const auto homes, volumes.homes(records));
    if (!std::ranges::all_of(records, [&](RecordId record) { return homes.contains(record); })) return false;
    TRY_ASSIGN(const auto held, volumes.held(records));
    if (held.empty()) return true;
    TRY_ASSIGN(const auto places, volumes.places_of(digest));
    for (const ColdPlace& place : places) {
        TRY_ASSIGN(const Volume volume, volumes.get(place.volume));
        if (good_copies(state, volume, Unreached::left_out) >= least_of_held) return true;
    }
    return false;
}

}  // namespace

Result<std::vector<HotMember>> leaving_members(Archive::State& state, const std::string& name, const Leaving* leaving)
{
    Volumes volumes(state.catalog);
    TRY_ASSIGN(auto members, volumes.hot_members(name));
    if (leaving != nullptr)
        std::erase_if(members, [&](const HotMember& member) {
            return !std::ranges::all_of(member.records, [&](RecordId record) { return leaving->contains(record); });
        });
    std::vector<RecordId> records;
    for (const HotMember& member : members) records.insert(records.end(), member.records.begin(), member.records.end());
    std::ranges::sort(records);
    records.erase(std::ranges::unique(records).begin(), records.end());
    // A volume that has the bytes for another record has nothing of this one.
    TRY_ASSIGN(const auto homes, volumes.homes(records));
    std::erase_if(members, [&](const HotMember& member) {
        return !std::ranges::all_of(member.records, [&](RecordId record) { return homes.contains(record); });
    });
    return members;
}

Result<std::uint64_t> evict(Archive::State& state, const std::string& name, std::int64_t& waiting, const Leaving* may_leave)
{
    constexpr std::size_t at_once = 1000;
    Volumes volumes(state.catalog);
    const ColdSettings& settings = state.config.cold;
    const std::size_t needed =
        settings.least_copies > 0 ? static_cast<std::size_t>(settings.least_copies) : settings.copies.size() + 1;
    std::vector<Digest> leaving;
    std::uint64_t bytes = 0;
    // What is held is asked in the transaction that lets bytes go: a hold that comes later finds them gone, and in volumes.
    TRY(state.catalog.transaction([&]() -> Result<void> {
        TRY_ASSIGN(const Volume volume, volumes.get(name));
        const std::size_t good = good_copies(state, volume, Unreached::left_out);
        TRY_ASSIGN(const auto members, leaving_members(state, name, may_leave));
        for (const auto& member : members) {
            if (good < needed || (member.held && good < least_of_held)) {
                ++waiting;
                continue;
            }
            leaving.push_back(member.digest);
            bytes += member.size;
        }
        return volumes.mark_cold(leaving, name, state.stamp());
    }));
    for (std::size_t at = 0; at < leaving.size(); at += at_once) {
        const auto begin = leaving.begin() + static_cast<std::ptrdiff_t>(at);
        TRY(state.objects->hot().remove_all(
            {begin, begin + static_cast<std::ptrdiff_t>(std::min(at_once, leaving.size() - at))}));
    }
    // Whoever filed the same bytes meanwhile may have found them still there: they are in volumes alone all the same.
    TRY(volumes.mark_cold(leaving, name, state.stamp()));
    return bytes;
}

Result<std::size_t> sweep_evicted(Archive::State& state)
{
    constexpr std::size_t at_once = 1000;
    Volumes volumes(state.catalog);
    std::size_t count = 0;
    for (std::optional<Digest> after;;) {
        TRY_ASSIGN(const auto cold, volumes.cold_after(after, at_once));
        if (cold.empty()) return count;
        after = cold.back();
        std::vector<Digest> there, staying;
        for (const auto& digest : cold) {
            if (!state.objects->hot().size_of(digest).ok()) continue;
            TRY_ASSIGN(const bool goes, may_go(state, digest));
            (goes ? there : staying).push_back(digest);
        }
        if (!staying.empty()) TRY(volumes.mark_hot(staying, {}, state.stamp()));
        // Never the last bytes: a volume has to give them whole first.
        std::vector<Digest> leaving;
        for (const auto& digest : there)
            if (state.objects->prove_cold(digest).ok()) leaving.push_back(digest);
        count += leaving.size();
        TRY(state.objects->hot().remove_all(leaving));
    }
}

}  // namespace fonds
