// SPDX-License-Identifier: GPL-3.0-or-later
// Questions about places are answered by indexes, however many papers there are.
#include <catch2/catch.hpp>

#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// The steps of the plan that read a whole table.
std::vector<std::string> scans(const std::string& path, const std::string& query)
{
    std::vector<std::string> found;
    for (const auto& row : sql(path, "EXPLAIN QUERY PLAN " + query))
        if (row.back().starts_with("SCAN") && row.back().find("below") == std::string::npos &&
            row.back() != "SCAN CONSTANT ROW" && row.back().find("USING INDEX loan_open_by_due") == std::string::npos)
            found.push_back(row.back());
    return found;
}

}  // namespace

TEST_CASE("Every question about a paper, a location or a loan is a search, never a scan")
{
    SampleCatalog catalog;
    const std::string path = catalog.path();
    const std::string below = "WITH RECURSIVE below (id) AS (SELECT 1 UNION ALL SELECT location.id FROM location JOIN below"
                              " ON location.parent = below.id) ";
    for (const std::string& query : {
             std::string("SELECT * FROM record_place WHERE record = 1"),
             std::string("SELECT * FROM paper WHERE folder = 1"),
             std::string("SELECT * FROM paper WHERE place = 1"),
             std::string("SELECT * FROM move WHERE paper = 1 ORDER BY id"),
             std::string("SELECT * FROM loan WHERE returned_at IS NULL AND due < '2026-01-01' ORDER BY due, id"),
             std::string("SELECT * FROM loan WHERE returned_at IS NULL ORDER BY due, id LIMIT 50"),
             std::string("SELECT * FROM loan WHERE record = 1"),
             std::string("SELECT max(scan.at) FROM stocktake_scan AS scan WHERE scan.record = 1"),
             std::string("SELECT * FROM stocktake_expected WHERE stocktake = 1"),
             std::string("SELECT max(abs(temperature)) FROM climate WHERE location = 1 AND at < 'b' AND at >= 'a'"),
             below + "SELECT record FROM paper WHERE place IN (SELECT id FROM below) AND record IS NOT NULL",
             below + "SELECT * FROM record_place WHERE record IN (SELECT record FROM paper WHERE place IN (SELECT id FROM"
                     " below) AND record IS NOT NULL)",
         }) {
        INFO(query);
        CHECK(scans(path, query).empty());
    }
}
