// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes leave objects/ once enough copies of their volume are proven.
#include <algorithm>

#include "archive/copy_folders.hpp"
#include "archive/sealing.hpp"

namespace fonds {

Result<std::uint64_t> evict(Archive::State& state, const std::string& name, std::int64_t& waiting,
                            std::optional<std::int32_t> unused_since)
{
    constexpr std::size_t at_once = 1000;
    constexpr std::size_t least_of_held = 2;  ///< a held record never has fewer copies than it had
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
        TRY_ASSIGN(const auto members, volumes.hot_members(name));
        for (const auto& member : members) {
            if (unused_since && member.last_used > *unused_since) continue;
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
        std::vector<Digest> there;
        for (const auto& digest : cold)
            if (state.objects->hot().size_of(digest).ok()) there.push_back(digest);
        // Never the last bytes: a volume has to give them whole first.
        std::vector<Digest> leaving;
        for (const auto& digest : there)
            if (state.objects->prove_cold(digest).ok()) leaving.push_back(digest);
        count += leaving.size();
        TRY(state.objects->hot().remove_all(leaving));
    }
}

}  // namespace fonds
