// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalog that counts what is on the shelves. Transactions, threads and errors as in catalog.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "schema/model/location.hpp"
#include "schema/model/stocktake.hpp"

namespace fonds {

struct CatalogState;

/// Which records are counted; one of the members, or none for all.
struct StocktakeScope {
    std::string location;  ///< those that belong there or in a location within it
    std::string category;
    std::optional<PaperName> folder;
};

struct Scan {
    std::string code;      ///< as it was scanned, without the prefix of a label
    std::string location;  ///< address of a known location; empty: not said
};

/// When records have to be inspected again: years by grade.
struct InspectionYears {
    int a = 1, b = 3, c = 5;
};

/// A report, and the text that is signed.
struct SignedReport {
    CountReport counts;
    std::string json;
};

/// Lives no longer than its catalog.
class Stocktakes {
public:
    explicit Stocktakes(Catalog& catalog);

    /// What is expected is fixed now: every record in the scope, its place, and whether it is out.
    [[nodiscard]] Result<Stocktake> start(const StocktakeScope& scope, const Stamp& stamp);
    /// In one transaction. A closed one is ErrorKind::refused.
    [[nodiscard]] Result<void> scan(StocktakeId id, const std::vector<Scan>& scans, const Stamp& stamp);
    /// Of a closed one, what was signed.
    [[nodiscard]] Result<SignedReport> report(StocktakeId id);
    /// Ends it with the names of the two who counted, and the digest of the report in the audit log.
    [[nodiscard]] Result<SignedReport> close(StocktakeId id, std::string_view first_counter, std::string_view second_counter,
                                             const Stamp& stamp);
    [[nodiscard]] Result<Stocktake> stocktake(StocktakeId id);
    [[nodiscard]] Result<std::vector<Stocktake>> list(std::size_t limit, std::size_t offset);  ///< newest first
    /// By grade and category. A record was inspected when a closed stock-take scanned it, else when it was filed.
    [[nodiscard]] Result<std::vector<InspectionDue>> inspections(const Date& today, const InspectionYears& years);

private:
    CatalogState& state_;
};

}  // namespace fonds
