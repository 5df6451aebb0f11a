// SPDX-License-Identifier: GPL-3.0-or-later
// The counts that triggers keep, against counting; and records that lack their original.
#include "schema/catalog/checking.hpp"

namespace fonds {

namespace {

Text tally_hint()
{
    return say("Lists and statistics are wrong until catalog.db is restored from a backup; no record is lost.",
               "在从备份恢复 catalog.db 之前,列表和统计可能有误;件本身没有丢失。");
}

// Each gives rows of: what is counted, the tally, the count; only where these differ.
constexpr std::string_view comparisons[] = {
    "SELECT name, value, counted FROM (SELECT name, value, CASE name"
    " WHEN 'records' THEN (SELECT count(*) FROM record) - (SELECT count(*) FROM tombstone)"
    " WHEN 'components' THEN (SELECT count(*) FROM component)"
    " WHEN 'owed' THEN (SELECT count(*) FROM outbox)"
    " WHEN 'events' THEN (SELECT count(*) FROM event) END AS counted FROM tally) WHERE value IS NOT counted",

    "SELECT 'text.' || text_state, objects, counted FROM object_tally LEFT JOIN"
    " (SELECT text_state AS state, count(*) AS counted FROM object WHERE id NOT IN (SELECT object FROM destroyed_object)"
    " GROUP BY text_state) ON state = text_state"
    " WHERE objects <> coalesce(counted, 0)",

    "SELECT 'bytes', tallied, counted FROM (SELECT (SELECT sum(bytes) FROM object_tally) AS tallied,"
    " (SELECT coalesce(sum(size), 0) FROM object WHERE id NOT IN (SELECT object FROM destroyed_object)) AS counted) WHERE "
    "tallied IS NOT counted",

    "SELECT 'category ' || code, records, coalesce(counted, 0) FROM category LEFT JOIN"
    " (SELECT category AS owner, count(*) AS counted FROM record WHERE id NOT IN (SELECT record FROM tombstone)"
    " GROUP BY category) ON owner = id"
    " WHERE records <> coalesce(counted, 0)",

    "SELECT 'folder ' || number, records, coalesce(counted, 0) FROM folder LEFT JOIN"
    " (SELECT folder AS owner, count(*) AS counted FROM record WHERE folder IS NOT NULL"
    " AND id NOT IN (SELECT record FROM tombstone) GROUP BY folder) ON owner = id"
    " WHERE records <> coalesce(counted, 0)",

    "SELECT 'party ' || name, records, coalesce(counted, 0) FROM party LEFT JOIN"
    " (SELECT party AS owner, count(*) AS counted FROM record WHERE party IS NOT NULL"
    " AND id NOT IN (SELECT record FROM tombstone) GROUP BY party) ON owner = id"
    " WHERE records <> coalesce(counted, 0)",

    "SELECT 'location ' || code, papers, coalesce(counted, 0) FROM location LEFT JOIN"
    " (SELECT place AS owner, count(*) AS counted FROM paper WHERE place IS NOT NULL GROUP BY place) ON owner = id"
    " WHERE papers <> coalesce(counted, 0)",

    "SELECT 'stocktake ' || id, scanned, coalesce(counted, 0) FROM stocktake LEFT JOIN"
    " (SELECT stocktake AS owner, count(*) AS counted FROM stocktake_scan GROUP BY stocktake) ON owner = id"
    " WHERE scanned <> coalesce(counted, 0)",
};

}  // namespace

Result<void> check_tallies(CatalogState& state, Findings& findings)
{
    for (const auto comparison : comparisons) {
        TRY_ASSIGN(auto rows, state.db.query(comparison));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            findings.add("tally.wrong", row.text(0),
                         say("The count of {} is kept as {}, but there are {}", "{} 的计数为 {},实为 {}",
                             {row.view(0), row.integer(1), row.integer(2)}),
                         tally_hint());
            return {};
        }));
    }
    return {};
}

Result<void> check_originals(CatalogState& state, Findings& findings)
{
    // A record of paper alone has none until its scan comes: the event of its filing tells of no bytes.
    TRY_ASSIGN(auto rows, state.db.query("SELECT code, (SELECT count(*) FROM component WHERE component.record = record.id"
                                         " AND role = 'original') AS originals FROM record WHERE originals <> 1"
                                         " AND id NOT IN (SELECT record FROM tombstone)"
                                         " AND NOT (originals = 0 AND EXISTS (SELECT 1 FROM event WHERE sequence ="
                                         " record.filed_event AND json_valid(detail)"
                                         " AND json_extract(detail, '$.digest') IS NULL))"));
    return rows.each([&](const sqlite::Rows& row) -> Result<void> {
        findings.add("record.without_original", row.text(0),
                     say("{} has {} originals instead of one", "{} 有 {} 个原件,应为 1 个", {row.view(0), row.integer(1)}),
                     say("Restore catalog.db from a backup.", "请从备份恢复 catalog.db。"));
        return {};
    });
}

}  // namespace fonds
