// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for records that may be one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "schema/model/likeness.hpp"
#include "schema/model/merging.hpp"

namespace fonds {

/// A merge, or its undoing, that is durable.
struct MergeOutcome {
    Merging merging;
    std::optional<Error> not_searchable;  ///< why searches do not see it yet, when they do not
};

/// Lives no longer than its archive; one thread at a time. An error means that nothing changed.
class Deduplicating {
public:
    explicit Deduplicating(Archive& archive) : state_(*archive.state_) {}

    /// Groups of records that may be one, facts first; two that are in one group are in no later one together. Records
    /// without a number of their own are alike by facts in one category only, when party, date and amount are the same; with
    /// one, when a second fact is. Depth::quick
    /// leaves texts alone; full compares every stored text of an original. ErrorKind::interrupted when the observer stops
    /// it.
    [[nodiscard]] Result<std::vector<AlikeGroup>> find(Depth depth, WorkObserver& observer);

    /// See Doubles::merge.
    [[nodiscard]] Result<MergeOutcome> merge(const ReferenceCode& keep, const ReferenceCode& other, std::string_view reason,
                                             WorkObserver& observer);
    /// Takes it back: see Doubles::part.
    [[nodiscard]] Result<MergeOutcome> part(const ReferenceCode& keep, const ReferenceCode& other, WorkObserver& observer);
    [[nodiscard]] Result<std::vector<ReferenceCode>> merged_into(const ReferenceCode& code);

private:
    [[nodiscard]] Result<MergeOutcome> finish(Merging merging, const ReferenceCode& keep, const ReferenceCode& other,
                                              WorkObserver& observer);

    Archive::State& state_;
};

}  // namespace fonds
