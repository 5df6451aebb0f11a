// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalog that knows records which may be one, or were made one. Transactions, threads and errors as in
// catalog.hpp.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "schema/model/merging.hpp"

namespace fonds {

struct CatalogState;

/// What tells one record from another, besides its number and its bytes.
struct Likeness {
    RecordId id{};
    ReferenceCode code;
    std::string category, title, date, number, party;
    std::optional<std::int64_t> amount;  ///< in hundredths
    std::string currency;
};

/// Lives no longer than its catalog.
class Doubles {
public:
    explicit Doubles(Catalog& catalog);

    /// All records that were not merged into another or destroyed, by id.
    [[nodiscard]] Result<void> each(const std::function<Result<void>(const Likeness&)>& visit);
    /// Those that were merged into another.
    [[nodiscard]] Result<void> each_merged(const std::function<Result<void>(const Likeness&)>& visit);
    /// What is said of a record as it would be stored; errors as file_record's. Reads nothing.
    [[nodiscard]] static Result<RecordMetadata> as_stored(RecordMetadata said);

    /// `other` goes up into `keep`, in one transaction: it keeps its row, its number, its files and its history, and appears
    /// in no list, count or search any more. Nothing is lost on the way: what `keep` does not say it takes over from
    /// `other`, tags and files that it lacks are added to it, and all else that differs is told. Title, category, grade,
    /// folder and page range are never taken over, nor a date that the folder of `keep` does not take. ErrorKind::refused
    /// when one of them was merged or destroyed already, when they are one, when the paper of `other` has a place of its own
    /// or is on loan, and when its folder is closed or on loan. Without a reason: duplicate.
    [[nodiscard]] Result<Merging> merge(const ReferenceCode& keep, const ReferenceCode& other, std::string_view reason,
                                        const Stamp& stamp);
    /// Takes that back: `keep` gives back what it took over, unless somebody has changed it since. ErrorKind::refused when
    /// `other` was not merged into `keep`, when `keep` was merged or destroyed itself, and when the folder that `other`
    /// comes back to is closed or on loan by now.
    [[nodiscard]] Result<Merging> part(const ReferenceCode& keep, const ReferenceCode& other, const Stamp& stamp);
    /// ErrorKind::refused, with what became of it, for a record that was merged or destroyed.
    [[nodiscard]] Result<void> refuse_gone(const ReferenceCode& code);
    /// Codes merged into this one.
    [[nodiscard]] Result<std::vector<ReferenceCode>> merged_into(const ReferenceCode& code);
    /// Those of `records` that were merged or destroyed.
    [[nodiscard]] Result<std::vector<RecordId>> gone(const std::vector<RecordId>& records);

private:
    [[nodiscard]] Result<void> visit_those(std::string_view which,
                                           const std::function<Result<void>(const Likeness&)>& visit);

    Catalog& catalog_;
    CatalogState& state_;
};

}  // namespace fonds
