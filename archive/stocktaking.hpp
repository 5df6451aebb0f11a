// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for stock-takes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "schema/model/location.hpp"
#include "schema/model/stocktake.hpp"

namespace fonds {

/// Which records are counted: by one of the members, or all.
struct StocktakeRequest {
    std::string location, category;
    std::optional<PaperName> folder;
};

/// A report, and the text that is signed when it is closed: JSON, whose SHA-256 is in the audit log.
struct StocktakeReport {
    CountReport counts;
    std::string json;
};

/// What a scanned list has that is no paper of the archive, or comes where nothing is counted.
struct ScanProblem {
    std::size_t line = 0;  ///< of the list, from 1
    std::string code;      ///< reference code, CATEGORY/NUMBER, or what was read
    std::size_t ended_by =
        0;  ///< not counted: the line before it that is neither a paper nor a known address; 0: it is unknown
};

struct ScanReport {
    Stocktake stocktake;
    std::vector<ScanProblem> problems;
};

/// Lives no longer than its archive; one thread at a time. An error means that nothing changed.
class Stocktaking {
public:
    explicit Stocktaking(Archive& archive) : state_(*archive.state_) {}

    [[nodiscard]] Result<Stocktake> start(const StocktakeRequest& scope);
    /// A list as Placing::place reads it: addresses say where what follows was scanned, at first `location`. What is
    /// unknown is kept for the report; behind what is neither a paper nor a known address nothing is counted until the
    /// next known address, since it may lie anywhere.
    [[nodiscard]] Result<ScanReport> scan(StocktakeId id, std::string_view list, const std::string& location);
    [[nodiscard]] Result<StocktakeReport> report(StocktakeId id);
    [[nodiscard]] Result<StocktakeReport> close(StocktakeId id, std::string_view first_counter,
                                                std::string_view second_counter);
    [[nodiscard]] Result<std::vector<Stocktake>> list(std::size_t limit, std::size_t offset);
    /// When records are to be inspected again, by grade and category, with the years of the settings.
    [[nodiscard]] Result<std::vector<InspectionDue>> plan();

private:
    Archive::State& state_;
};

}  // namespace fonds
