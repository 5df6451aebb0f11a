// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalog that keeps the reports of four-property checks, and what such a check asks of all records at once.
// Transactions, threads and errors as in catalog.hpp.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "schema/model/examination.hpp"

namespace fonds {

struct CatalogState;

/// Which records; all that are there, unless a member says less.
struct ExamScope {
    std::string category;  ///< code, with those below it
    std::string folder;    ///< number in that category
    RecordId since{};      ///< only those with a higher id
};

/// What the log, which is the register of what was filed, says of a record.
struct Registration {
    bool there = false;                 ///< an event tells of its filing
    std::optional<std::string> digest;  ///< of the original then, hexadecimal; none: of paper alone
    std::int64_t size = 0;              ///< bytes of that
};

/// Lives no longer than its catalog.
class Examinations {
public:
    explicit Examinations(Catalog& catalog);

    /// Ids greater than `after`, ascending.
    [[nodiscard]] Result<std::vector<RecordId>> records(const ExamScope& scope, RecordId after, std::size_t limit);
    [[nodiscard]] Result<std::int64_t> count(const ExamScope& scope);
    /// The highest id there is.
    [[nodiscard]] Result<RecordId> newest();
    /// By record, all of `records`.
    [[nodiscard]] Result<std::map<RecordId, Registration>> registrations(const std::vector<RecordId>& records);
    /// Codes that the log says were filed and that no row has; at most `limit`.
    [[nodiscard]] Result<std::vector<std::string>> registered_but_missing(std::size_t limit);
    /// Records that have something alike with an older one, and the code of that: `key` is number (with the party), title
    /// (with date and party) or bytes.
    [[nodiscard]] Result<std::map<RecordId, std::string>> alike(std::string_view key);
    /// Those of `records` for which a paper original is known (counted pages, or a place), ascending.
    [[nodiscard]] Result<std::vector<RecordId>> with_paper(const std::vector<RecordId>& records);
    /// SHA-256, hexadecimal, of the papers of disposition cases as they were signed: JSON after docs/formats/disposition.md.
    [[nodiscard]] Result<std::set<std::string>> signed_papers();

    /// Keeps a report for ever, with the event properties.examined; gives its number.
    [[nodiscard]] Result<std::int64_t> store(const Examination& examination, const Stamp& stamp);
    /// Newest first.
    [[nodiscard]] Result<std::vector<Examination>> list(std::size_t limit, std::size_t offset);
    /// ErrorKind::not_found; corrupt when the stored report is not what its digest says.
    [[nodiscard]] Result<Examination> get(std::int64_t number);

private:
    Catalog& catalog_;
    CatalogState& state_;
};

}  // namespace fonds
