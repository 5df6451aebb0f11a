// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalog that knows cold volumes, and which bytes are in them alone. Transactions, threads and errors as in
// catalog.hpp.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "schema/model/cold_plan.hpp"
#include "schema/model/volume.hpp"

namespace fonds {

struct CatalogState;

/// A member whose bytes are in objects/ as well.
struct HotMember {
    Digest digest;
    std::uint64_t size = 0;
    bool held = false;                ///< a record that has it is on hold
    std::vector<RecordId> records{};  ///< all that have it
};

/// An object in objects/ that several records have.
struct SharedObject {
    std::uint64_t size = 0;
    std::vector<RecordId> records{};
};

/// How much of a record has to lie under its name for a volume to be one that it was sealed in.
enum class SealedPart { whole, any };

/// Lives no longer than its catalog.
class Volumes {
public:
    explicit Volumes(Catalog& catalog);

    /// Every record with a file in objects/, and those that are sealed in no volume, though others with the same bytes are;
    /// days as `offset_minutes` east of Greenwich.
    [[nodiscard]] Result<std::vector<ColdCandidate>> candidates(int offset_minutes);
    /// What is hot, and of more than one record.
    [[nodiscard]] Result<std::vector<SharedObject>> shared_hot();
    /// Rows of these categories and of all below them; an unknown code is ErrorKind::not_found.
    [[nodiscard]] Result<std::set<std::int64_t>> rows_of_categories(const std::set<std::string>& codes);
    /// The volume, of those not replaced, in which a record was sealed as it is, with all its files and what was known of
    /// it; the one sealed last. Bytes that a volume has for another record do not count. Records without one are left out.
    /// With SealedPart::any one that was sealed with some of its files counts, too.
    [[nodiscard]] Result<std::unordered_map<RecordId, std::string>> homes(const std::vector<RecordId>& records,
                                                                          SealedPart part = SealedPart::whole);
    /// Records with this object.
    [[nodiscard]] Result<std::vector<RecordId>> records_with(const Digest& digest);
    /// Which of these records a hold covers.
    [[nodiscard]] Result<std::set<RecordId>> held(const std::vector<RecordId>& records);

    /// The name that the next volume gets, and the digest of the one before it.
    [[nodiscard]] Result<std::string> next_name();
    [[nodiscard]] Result<std::optional<Digest>> newest_digest();
    /// A volume that is sealed, proven and in place, with its copies; event volume.sealed. With `adopted` true the event is
    /// volume.adopted.
    [[nodiscard]] Result<void> add(const Volume& volume, const std::vector<VolumeMember>& members, bool adopted,
                                   const Stamp& stamp);
    /// All that are not replaced, or those too, by name.
    [[nodiscard]] Result<std::vector<Volume>> list(bool replaced_too);
    /// ErrorKind::not_found.
    [[nodiscard]] Result<Volume> get(std::string_view name);
    [[nodiscard]] Result<std::optional<Volume>> find(std::string_view name);
    /// In the order of the file; without those that were destroyed since.
    [[nodiscard]] Result<std::vector<VolumeMember>> members(std::string_view name);
    [[nodiscard]] Result<std::vector<HotMember>> hot_members(std::string_view name);
    /// Cold bytes that are in none but these volumes.
    [[nodiscard]] Result<std::vector<Digest>> only_in(const std::vector<std::string>& names);
    /// Which of its members no record has any more.
    [[nodiscard]] Result<std::int64_t> dead_members(std::string_view name);
    /// Volumes with members whose destruction is owed, or that tell of destroyed records whose bytes others have.
    [[nodiscard]] Result<std::vector<std::string>> with_destroyed_members();
    /// Records with a component in the volume, also if that was sealed for another record.
    [[nodiscard]] Result<std::vector<RecordId>> records_in(std::string_view name);
    /// Those among them that were sealed in it.
    [[nodiscard]] Result<std::vector<RecordId>> sealed_in(std::string_view name);
    /// Records whose home one of these volumes is, and those without one of which one of these is the last to have a file:
    /// what was sealed again later lives there. In the order of the volumes and of their files.
    [[nodiscard]] Result<std::vector<RecordId>> living_in(const std::vector<std::string>& names);
    /// Sets what was found of a copy; one that is new is added. Event volume.copy when its state changes.
    [[nodiscard]] Result<void> set_copy(std::string_view name, const VolumeCopy& copy, const Stamp& stamp);
    /// The copy is elsewhere now. Event volume.moved.
    [[nodiscard]] Result<void> move_copy(std::string_view name, std::string_view from, std::string_view to,
                                         const Stamp& stamp);
    [[nodiscard]] Result<void> forget_copy(std::string_view name, std::string_view place, const Stamp& stamp);
    /// Names of volumes that are not replaced and of which a copy was proven there, whole or damaged now.
    [[nodiscard]] Result<std::vector<std::string>> proven_at(std::string_view place);
    /// Nothing is in it any more that is not elsewhere. ErrorKind::refused while it has the only bytes of an object.
    /// `by`: the volume in its place; empty: none.
    [[nodiscard]] Result<void> replace(std::string_view name, std::string_view why, std::string_view by, const Stamp& stamp);

    /// Where bytes can be had besides objects/, volumes sealed last first.
    [[nodiscard]] Result<std::vector<ColdPlace>> places_of(const Digest& digest);
    /// Are its bytes meant to be in volumes alone?
    [[nodiscard]] Result<bool> is_cold(const Digest& digest);
    [[nodiscard]] Result<StorageTally> tally();
    /// The bytes leave objects/ next; event records.cold. One that no whole volume has is an error.
    [[nodiscard]] Result<void> mark_cold(const std::vector<Digest>& objects, std::string_view volume, const Stamp& stamp);
    /// Bytes of these came into objects/, whether or not volumes have them: those that were cold are not any more. Asks
    /// whether they are there still: a cold run may have been about to remove the same.
    [[nodiscard]] Result<void> came_in(const std::vector<Digest>& objects,
                                       const std::function<bool(const Digest&)>& are_there);
    /// They are in objects/ again; event records.recalled with `codes`.
    [[nodiscard]] Result<void> mark_hot(const std::vector<Digest>& objects, const std::vector<ReferenceCode>& codes,
                                        const Stamp& stamp);
    /// Cold objects after `after`, in the order of digests.
    [[nodiscard]] Result<std::vector<Digest>> cold_after(const std::optional<Digest>& after, std::size_t limit);

    /// Somebody used a record on that day; written when a week has passed since it was last written, true then.
    [[nodiscard]] Result<bool> wants_use(RecordId record, const Date& today);
    [[nodiscard]] Result<void> set_used(RecordId record, const Date& today);

private:
    [[nodiscard]] Result<std::vector<RecordId>> unsealed_sharers();
    [[nodiscard]] Result<std::int64_t> row_of(std::string_view name);
    CatalogState& state_;
};

}  // namespace fonds
