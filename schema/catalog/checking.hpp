// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "schema/catalog/catalog_state.hpp"

namespace fonds {

/// What a check found. The same trouble a million times is told `most` times and then summed up.
class Findings {
public:
    static constexpr int most = 50;

    void add(std::string_view kind, std::string subject, Text what, Text hint, Severity severity = Severity::error);
    /// The findings, and for each kind with more than `most` one that says how many more there are.
    [[nodiscard]] std::vector<Finding> take();

private:
    std::vector<Finding> all_;
    struct Told {
        std::int64_t count = 0;
        Severity severity = Severity::error;
    };
    std::map<std::string, Told, std::less<>> counts_;
};

// Each adds what it finds. Damage that stops it is an Error of ErrorKind::corrupt.
[[nodiscard]] Result<void> check_database(CatalogState& state, Depth depth, Findings& findings);
[[nodiscard]] Result<void> check_schema(CatalogState& state, Findings& findings);
[[nodiscard]] Result<void> check_foreign_keys(CatalogState& state, Findings& findings);
/// Quick looks at the last events only.
[[nodiscard]] Result<void> check_log(CatalogState& state, Depth depth, Findings& findings);
/// Every record has the event of its filing.
[[nodiscard]] Result<void> check_filings(CatalogState& state, Findings& findings);
/// Every record is what the audit log tells of it.
[[nodiscard]] Result<void> check_records(CatalogState& state, Findings& findings);
/// Every category is what the audit log tells of it.
[[nodiscard]] Result<void> check_scheme(CatalogState& state, Findings& findings);
/// Every folder is what the audit log tells of it.
[[nodiscard]] Result<void> check_folders(CatalogState& state, Findings& findings);
/// Every location, paper, loan and stock-take is what the audit log tells of it.
[[nodiscard]] Result<void> check_places(CatalogState& state, Findings& findings);
[[nodiscard]] Result<void> check_numbers(CatalogState& state, Findings& findings);
/// What codes tell of their records: their category, year, unit and project.
[[nodiscard]] Result<void> check_number_facts(CatalogState& state, const std::vector<Category>& categories,
                                              Findings& findings);
/// Every held number, gap, tombstone and merge is what the audit log tells of it.
[[nodiscard]] Result<void> check_held(CatalogState& state, Findings& findings);
/// Every rule, event and hold is what the audit log tells of it; every clock is what the rules say.
[[nodiscard]] Result<void> check_retention(CatalogState& state, Findings& findings);
/// No case went further than its signatures; its papers are what was signed; nothing is gone without a case.
[[nodiscard]] Result<void> check_cases(CatalogState& state, Findings& findings);
/// Every user is what the audit log tells of them.
[[nodiscard]] Result<void> check_accounts(CatalogState& state, Findings& findings);
/// Every report of the four-property check is what was kept, and what the audit log tells of it.
[[nodiscard]] Result<void> check_examinations(CatalogState& state, Findings& findings);
[[nodiscard]] Result<void> check_tallies(CatalogState& state, Findings& findings);
[[nodiscard]] Result<void> check_originals(CatalogState& state, Findings& findings);
/// Every page that came is in one piece or dropped; full: every arrival and piece is what the audit log tells of it.
[[nodiscard]] Result<void> check_desk(CatalogState& state, Depth depth, Findings& findings);

}  // namespace fonds
