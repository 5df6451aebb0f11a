// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalog that knows numbers apart from their records. Transactions, threads and errors as in catalog.hpp.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "schema/model/number.hpp"

namespace fonds {

struct CatalogState;

/// What holding a number gave.
struct HeldOutcome {
    Held what = Held::held;
    std::string category;      ///< whose it is
    std::optional<Error> why;  ///< of in_use, conflict, unplaced
    bool odd = false;          ///< its category's template makes no such number
    std::string unmeant;       ///< see unmeant_retention
};

/// Lives no longer than its catalog.
class Numbers {
public:
    explicit Numbers(Catalog& catalog);

    /// The next numbers, in order; nothing is assigned. `today` counts without a date.
    [[nodiscard]] Result<std::vector<ReferenceCode>> preview(const NumberRequest& request, const Date& today);
    /// The same, kept for records that will bring them along; no sequence draws them any more.
    [[nodiscard]] Result<std::vector<ReferenceCode>> reserve(const NumberRequest& request, const Date& today,
                                                             std::string_view note, const Stamp& stamp);
    /// Holds a number that was assigned elsewhere. `category` empty: that whose template makes it. A number that cannot be
    /// held is no error but an outcome. `event`: of begin_import, in the same transaction.
    [[nodiscard]] Result<HeldOutcome> hold(const ReferenceCode& code, std::string_view category, HoldAs as,
                                           std::string_view note, std::int64_t event, Leap leap = Leap::refused);
    /// The event that tells of an import of so many numbers; within a transaction, before they are held. `since` and `by`:
    /// when and by whom they were held where they come from, where that is told.
    [[nodiscard]] Result<std::int64_t> begin_import(std::size_t numbers, const Stamp& stamp,
                                                    std::optional<Instant> since = {}, std::string_view by = {});
    /// The number of a record that was merged, destroyed or transferred elsewhere becomes a tombstone here. No list ends a
    /// record that is here: that is Held::in_use. Otherwise as hold; `leap` as there.
    [[nodiscard]] Result<HeldOutcome> entomb(const NumberFact& fact, Leap leap, const Stamp& stamp);
    /// Every number that no record has and that is not open, by sequence and number, to `visit`.
    [[nodiscard]] Result<void> each_apart(const std::function<Result<void>(const NumberFact&)>& visit);
    /// A reserved number that no record took becomes nobody's for ever; otherwise ErrorKind::refused or not_found.
    [[nodiscard]] Result<void> make_void(const ReferenceCode& code, std::string_view note, const Stamp& stamp);
    [[nodiscard]] Result<std::optional<HeldNumber>> held(const ReferenceCode& code);
    /// The retention code that a number tells by its category's template and that means nothing (Z, D0): old numbers on
    /// paper may have one. Empty: it tells none, or one that means something.
    [[nodiscard]] Result<std::string> unmeant_retention(const ReferenceCode& code, std::string_view category);
    /// The year that a number tells by the template of its record's category, where the document is of another; empty: it
    /// tells none, or that one, or the document has no date. Numbers stay: this is told, and nothing is refused.
    [[nodiscard]] Result<std::string> other_year(const ReferenceCode& code, const RecordMetadata& said);
    /// Reserved ones that no record took, in order; `category` empty: of all.
    [[nodiscard]] Result<std::vector<HeldNumber>> unused(std::string_view category);

    /// Gaps, numbers that nobody gave, shapes of no template, reserved ones not used yet: typed findings
    /// (docs/formats/json.md), each with a range where there is one.
    [[nodiscard]] Result<std::vector<Finding>> check();

    /// The record was destroyed. Its row and number stay, no list or count includes it, and nothing of it changes any more.
    /// Its bytes and the index are the caller's to see to. ErrorKind::refused for one that is a tombstone already, usage
    /// without a reason.
    [[nodiscard]] Result<void> bury(const ReferenceCode& code, std::string_view reason, const Stamp& stamp);
    /// What became of a record that was destroyed, or merged into another (see Doubles); none: it is there, or never was.
    [[nodiscard]] Result<std::optional<Tombstone>> tombstone(const ReferenceCode& code);

private:
    /// Whose number it is: the category named, or the one whose template makes it; told in the outcome.
    [[nodiscard]] Result<std::optional<Category>> owner_of(const ReferenceCode& code, std::string_view category,
                                                           HeldOutcome& outcome);

    Catalog& catalog_;
    CatalogState& state_;
};

}  // namespace fonds
