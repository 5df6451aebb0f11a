// SPDX-License-Identifier: GPL-3.0-or-later
// 封卷: makes one volume of records, in the order of writes that loses nothing. Private to the facade.
#pragma once

#include <functional>
#include <string>
#include <unordered_set>
#include <vector>

#include "archive/cooling.hpp"
#include "archive/state.hpp"
#include "schema/catalog/volumes.hpp"

namespace fonds {

/// Bytes done of all that have to be; false stops.
using ByteProgress = std::function<bool(Phase, std::uint64_t done, std::uint64_t total)>;

/// The same for a program at work on parity.
[[nodiscard]] inline std::function<bool()> asked_of(const ByteProgress& go_on)
{
    return [&go_on] { return !go_on || go_on(Phase::parity, 0, 1); };
}

struct SealRequest {
    std::vector<RecordId> records;
    bool encrypted = false;
    /// Volumes whose members are copied as they are stored, without being deflated again.
    std::vector<std::string> from;
    /// Looks into the copies of those, and mends them; called once, when a member is damaged.
    std::function<Result<void>()> mend;
};

struct SealedVolume {
    Volume volume;
    std::vector<VolumeMember> members;
    std::vector<Error> copies;  ///< that could not be made
    std::vector<RecordId> records;
    std::vector<StayedHot> stayed;  ///< left out, because their bytes are damaged or missing
};

/// Writes, proves and places a volume, and enters it. Until it is entered, an intent in staging/ names it, so that what a
/// crash leaves is known to be nobody's; see sweep_unsealed. Call it with the cold lock held.
[[nodiscard]] Result<SealedVolume> seal_volume(Archive& archive, Archive::State& state, const SealRequest& request,
                                               const ByteProgress& go_on);

/// Removes the files of volumes that were begun and never entered; gives how many there were. With the cold lock held.
[[nodiscard]] Result<std::size_t> sweep_unsealed(Archive::State& state);
/// Does the catalog say that a copy was proven there, whole or damaged now?
[[nodiscard]] bool was_proven_at(const Volume& volume, std::string_view place);
/// Is the file that lies there a copy of the volume, and not one of another archive? See copy_owner.hpp.
[[nodiscard]] Result<bool> is_ours(const Archive::State& state, const Volume& volume, const std::string& place);
/// Says before a volume is replaced where its files lie, so that whoever comes after a crash removes them.
[[nodiscard]] Result<void> intend_removal(Archive::State& state, const Volume& volume);
/// Removes the files of replaced volumes wherever they lie. ErrorKind::unavailable when a folder is out of reach: what was
/// said before stays said.
[[nodiscard]] Result<void> finish_removals(Archive::State& state);
/// How many there are; changes nothing.
[[nodiscard]] Result<std::size_t> count_unsealed(const Archive::State& state);

/// Removes bytes from objects/ that had left according to the catalog; gives how many files. With the archive held alone.
[[nodiscard]] Result<std::size_t> sweep_evicted(Archive::State& state);

/// Makes the copy of a volume in `place` from the one in `from`, with its parity, verified; durable when it returns.
[[nodiscard]] Result<void> copy_volume(Archive::State& state, const Volume& volume, const std::string& from,
                                       const std::string& place, const ByteProgress& go_on);
/// Removes the file and the parity of a copy.
[[nodiscard]] Result<void> remove_copy(Archive::State& state, const std::string& name, const std::string& place);

/// Records whose bytes may leave objects/; null: all.
using Leaving = std::unordered_set<RecordId>;

/// Members of a volume that are hot and may leave: no record needs them there, neither one that is not among `leaving` nor
/// one that is sealed in no volume.
[[nodiscard]] Result<std::vector<HotMember>> leaving_members(Archive::State& state, const std::string& volume,
                                                             const Leaving* leaving);
/// Lets bytes leave objects/ that enough copies have: those of leaving_members that are not held short of copies. Gives the
/// bytes that left; those that wait for copies are counted in `waiting`.
[[nodiscard]] Result<std::uint64_t> evict(Archive::State& state, const std::string& volume, std::int64_t& waiting,
                                          const Leaving* leaving = nullptr);

}  // namespace fonds
