// SPDX-License-Identifier: GPL-3.0-or-later
// What is out of order in an archive that is sound: the work an archivist still has to do. Each source adds its findings.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog/catalog.hpp"

namespace fonds {

struct CatalogState;

/// Of each kind at most so many, and how many there are.
class OrderFindings {
public:
    explicit OrderFindings(std::size_t most) : most_(most) {}

    void add(Severity severity, std::string_view kind, std::string subject, Text what, const Text& hint);

    std::vector<Finding> listed;
    std::map<std::string, std::int64_t> counts;

private:
    std::size_t most_;
};

// --- the sources ---
/// Originals of grade A that are lent or nowhere known, overdue loans, papers with pages lost on a loan, locations with more
/// than their capacity, and once any paper has a place, records without one.
[[nodiscard]] Result<void> add_place_findings(CatalogState& state, const Date& today, OrderFindings& findings);
/// Numbers with gaps or given twice, and records that may be one (see add_alike_by_facts).
[[nodiscard]] Result<void> add_number_findings(Catalog& catalog, OrderFindings& findings);
/// Records without date or party; without a folder where their category has folders; of a lower grade than its rules say;
/// without a paper that it expects.
[[nodiscard]] Result<void> add_record_findings(CatalogState& state, OrderFindings& findings);
/// Folders over their limits, with mixed contents, with page numbers that overlap, leave pages out or contradict counts;
/// records of a folder whose pages are not known while those of others are.
[[nodiscard]] Result<void> add_folder_findings(Catalog& catalog, CatalogState& state, OrderFindings& findings);

/// Is a paper of that name there: in the title, a tag or the name of a file, or as what it is (attachment, original)?
[[nodiscard]] bool has_expected_paper(const Record& record, const std::string& name);

/// Lives no longer than its catalog.
class Ordering {
public:
    explicit Ordering(Catalog& catalog);
    /// What all sources find, on one state of the database.
    [[nodiscard]] Result<OrderFindings> findings(const Date& today, std::size_t most);

private:
    Catalog& catalog_;
    CatalogState& state_;
};

}  // namespace fonds
