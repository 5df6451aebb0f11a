// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for records that may be one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"

namespace fonds {

/// Why records may be one.
enum class Alike {
    facts,   ///< number, party, date and amount are the same, and not all but one are empty
    number,  ///< the document's own number and the party
    text     ///< nearly the same text, with the same numbers in it
};
[[nodiscard]] std::string_view name_of(Alike why);
[[nodiscard]] Text text_of(Alike why);

struct AlikeGroup {
    Alike why = Alike::facts;
    std::vector<ReferenceCode> codes;  ///< two at least, by their filing
};

/// Lives no longer than its archive; one thread at a time. An error means that nothing changed.
class Deduplicating {
public:
    explicit Deduplicating(Archive& archive) : archive_(archive), state_(*archive.state_) {}

    /// Groups of records that may be one, facts first; two that are in one group are in no later one together. Depth::quick
    /// leaves texts alone; full compares every stored text of an original. ErrorKind::interrupted when the observer stops
    /// it.
    [[nodiscard]] Result<std::vector<AlikeGroup>> find(Depth depth, WorkObserver& observer);

    /// See Doubles::merge; gives `keep` as it is.
    [[nodiscard]] Result<Changed<Record>> merge(const ReferenceCode& keep, const ReferenceCode& other,
                                                std::string_view reason, WorkObserver& observer);
    /// Takes it back; gives `other` as it is again.
    [[nodiscard]] Result<Changed<Record>> part(const ReferenceCode& keep, const ReferenceCode& other,
                                               WorkObserver& observer);
    [[nodiscard]] Result<std::optional<ReferenceCode>> heir_of(const ReferenceCode& code);
    [[nodiscard]] Result<std::vector<ReferenceCode>> merged_into(const ReferenceCode& code);

private:
    [[nodiscard]] Result<Changed<Record>> drained(const ReferenceCode& told, const ReferenceCode& moved,
                                                  WorkObserver& observer);

    Archive& archive_;
    Archive::State& state_;
};

}  // namespace fonds
