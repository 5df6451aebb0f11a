// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/stocktaking.hpp"

#include "archive/scan_sections.hpp"
#include "archive/state.hpp"
#include "schema/catalog/stocktakes.hpp"

namespace fonds {

Result<Stocktake> Stocktaking::start(const StocktakeRequest& scope)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    return Stocktakes(state_.catalog).start({scope.location, scope.category, scope.folder}, state_.stamp());
}

Result<ScanReport> Stocktaking::scan(StocktakeId id, std::string_view list, const std::string& location)
{
    TRY_ASSIGN(const auto codes, parse_scans(list));
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Places places(state_.catalog);
    std::string first;
    if (!location.empty()) {
        TRY_ASSIGN(const Location known, places.location(location));
        first = known.code;
    }
    TRY_ASSIGN(const auto sectioned, section_scans(places, codes, first));
    ScanReport report;
    std::vector<Scan> scans;
    scans.reserve(sectioned.size());
    std::string retired;  // nothing is put there, but papers are found there
    for (const SectionedScan& scan : sectioned) {
        if (scan.retired) retired = scan.retired->code;
        if (scan.placed || (!scan.paper && !scan.retired)) retired.clear();
        if (scan.paper && scan.ended_by > 0) {
            report.problems.push_back({scan.code.line, scan.paper->text(), scan.ended_by});
            continue;
        }
        // What was merged or destroyed is a known number, of which the report tells.
        const auto code = ReferenceCode::parse(scan.text);
        const bool ended = !scan.known && scan.paper && code.ok() && state_.catalog.record(*code).ok();
        if (!scan.known && !scan.retired && !ended)
            report.problems.push_back({scan.code.line, scan.paper ? scan.paper->text() : scan.text, 0});
        scans.push_back({scan.text, retired.empty() ? scan.location : retired});
    }
    Stocktakes stocktakes(state_.catalog);
    TRY(stocktakes.scan(id, scans, state_.stamp()));
    TRY_ASSIGN(report.stocktake, stocktakes.stocktake(id));
    return report;
}

Result<StocktakeReport> Stocktaking::report(StocktakeId id)
{
    TRY_ASSIGN(auto found, Stocktakes(state_.catalog).report(id));
    return StocktakeReport{std::move(found.counts), std::move(found.json)};
}

Result<StocktakeReport> Stocktaking::close(StocktakeId id, std::string_view first_counter, std::string_view second_counter)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    TRY_ASSIGN(auto closed, Stocktakes(state_.catalog).close(id, first_counter, second_counter, state_.stamp()));
    return StocktakeReport{std::move(closed.counts), std::move(closed.json)};
}

Result<std::vector<Stocktake>> Stocktaking::list(std::size_t limit, std::size_t offset)
{
    return Stocktakes(state_.catalog).list(limit, offset);
}

Result<std::vector<InspectionDue>> Stocktaking::plan()
{
    const Config& config = state_.config;
    return Stocktakes(state_.catalog).inspections(state_.today(), {config.inspect_a, config.inspect_b, config.inspect_c});
}

}  // namespace fonds
