// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/stocktake_count.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "schema/catalog/place_rows.hpp"

namespace fonds {

namespace {

/// Addresses, and which location lies in which.
struct Tree {
    struct Node {
        std::int64_t parent = 0;
        std::string code;
    };
    std::map<std::int64_t, Node> nodes;

    static Result<Tree> load(CatalogState& state)
    {
        Tree tree;
        TRY_ASSIGN(auto rows, state.db.query("SELECT id, coalesce(parent, 0), code FROM location"));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            tree.nodes[row.integer(0)] = {row.integer(1), row.text(2)};
            return {};
        }));
        return tree;
    }

    [[nodiscard]] std::string code(std::int64_t id) const
    {
        const auto at = nodes.find(id);
        return at == nodes.end() ? std::string() : at->second.code;
    }

    /// Is what belongs in `place` where it should be when it is scanned in `where`? A larger location will do.
    [[nodiscard]] bool covers(std::int64_t where, std::int64_t place) const
    {
        while (place != 0 && place != where) {
            const auto at = nodes.find(place);
            place = at == nodes.end() ? 0 : at->second.parent;
        }
        return place != 0;
    }
};

/// Where a record was scanned, and how often.
struct Seen {
    std::vector<std::int64_t> where;  ///< 0: not said
    bool expected = false;
};

class Count {
public:
    Count(CatalogState& state, const Stocktake& stocktake, Tree tree) : state_(state), tree_(std::move(tree))
    {
        report_.stocktake = stocktake;
    }

    Result<CountReport> run()
    {
        TRY(read_scans());
        TRY(compare_expected());
        TRY(add_unexpected());
        TRY(add_unknown());
        std::ranges::stable_sort(report_.lines, {}, [](const CountLine& line) {
            return std::tie(line.fault, line.expected, line.code, line.found);
        });
        return std::move(report_);
    }

private:
    [[nodiscard]] sqlite::Value id() const { return raw(report_.stocktake.id); }

    void tell(CountFault fault, const sqlite::Rows& row, std::int64_t expected, std::int64_t found, std::string heir = {})
    {
        report_.lines.push_back({fault, row.text(1), row.text(2), tree_.code(expected), tree_.code(found), std::move(heir)});
    }

    Result<void> read_scans()
    {
        TRY_ASSIGN(auto rows, state_.db.query("SELECT record, coalesce(location, 0) FROM stocktake_scan WHERE stocktake = ?1"
                                              " AND record IS NOT NULL ORDER BY id",
                                              {id()}));
        return rows.each([&](const sqlite::Rows& row) -> Result<void> {
            seen_[row.integer(0)].where.push_back(row.integer(1));
            return {};
        });
    }

    Result<void> compare_expected()
    {
        TRY_ASSIGN(
            auto rows,
            state_.db.query("SELECT record.id, record.code, record.title, coalesce(expected.location, 0),"
                            " coalesce(expected.loan, 0), coalesce(now.loan, 0), coalesce(now.location, 0),"
                            " tombstone.record, coalesce(heir.code, '') FROM stocktake_expected AS expected JOIN record ON "
                            "record.id = expected.record"
                            " JOIN record_place AS now ON now.record = expected.record"
                            " LEFT JOIN tombstone ON tombstone.record = record.id"
                            " LEFT JOIN record AS heir ON heir.id = tombstone.merged_into WHERE expected.stocktake = ?1",
                            {id()}));
        return rows.each([&](const sqlite::Rows& row) -> Result<void> {
            const std::int64_t place = row.integer(3), now = row.integer(6);
            const bool lent = row.integer(4) != 0 || row.integer(5) != 0;
            const auto scanned = seen_.find(row.integer(0));
            if (!row.is_null(7)) {
                if (scanned != seen_.end()) scanned->second.expected = true;
                tell(CountFault::gone, row, place, scanned == seen_.end() ? 0 : scanned->second.where.back(), row.text(8));
                return {};
            }
            if (scanned == seen_.end()) {
                tell(lent ? CountFault::on_loan : CountFault::missing, row, place, 0);
                return {};
            }
            scanned->second.expected = true;
            const auto& where = scanned->second.where;
            const auto right = [&](std::int64_t one) {
                return one == 0 || place == 0 || tree_.covers(one, place) || (now != 0 && tree_.covers(one, now));
            };
            const auto wrong = std::ranges::find_if_not(where, right);
            if (row.integer(5) != 0)
                tell(CountFault::lent_found, row, place, where.back());
            else if (wrong != where.end())
                tell(CountFault::misplaced, row, place, *wrong);
            else
                ++report_.found;
            if (where.size() > 1) tell(CountFault::twice, row, place, where.back());
            return {};
        });
    }

    /// Records that are not in the scope are in the wrong place.
    Result<void> add_unexpected()
    {
        for (const auto& [record, seen] : seen_) {
            if (seen.expected) continue;
            TRY_ASSIGN(auto rows, state_.db.query("SELECT record.id, record.code, record.title, coalesce(belongs, 0), loan,"
                                                  " coalesce(heir.code, '') FROM record"
                                                  " JOIN record_place ON record_place.record = record.id"
                                                  " LEFT JOIN tombstone ON tombstone.record = record.id"
                                                  " LEFT JOIN record AS heir ON heir.id = tombstone.merged_into"
                                                  " WHERE record.id = ?1",
                                                  {record}));
            TRY_ASSIGN(const bool found, rows.next());
            if (!found) continue;
            tell(rows.is_null(4) ? CountFault::misplaced : CountFault::lent_found, rows, rows.integer(3), seen.where.back(),
                 rows.text(5));
            if (seen.where.size() > 1) tell(CountFault::twice, rows, rows.integer(3), seen.where.back());
        }
        return {};
    }

    Result<void> add_unknown()
    {
        std::map<std::string, std::int64_t> codes;
        {
            TRY_ASSIGN(auto rows, state_.db.query("SELECT code, max(coalesce(location, 0)) FROM stocktake_scan"
                                                  " WHERE stocktake = ?1 AND record IS NULL GROUP BY code",
                                                  {id()}));
            TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
                codes[row.text(0)] = row.integer(1);
                return {};
            }));
        }
        for (const auto& [code, location] : codes) {
            const auto name = PaperName::parse(code);
            CountFault fault = CountFault::unknown;
            std::string title;
            if (name.ok() && name->is_folder()) {
                TRY_ASSIGN(const auto folder, find_paper(state_, *name));
                if (folder) fault = CountFault::not_counted;
            } else {
                TRY_ASSIGN(auto place, state_.db.query("SELECT name FROM location WHERE code = ?1", {code}));
                TRY_ASSIGN(const bool known, place.next());
                if (known) {
                    fault = CountFault::not_counted;
                    title = place.text(0);
                }
            }
            report_.lines.push_back({fault, code, std::move(title), "", tree_.code(location)});
        }
        return {};
    }

    CatalogState& state_;
    Tree tree_;
    CountReport report_;
    std::map<std::int64_t, Seen> seen_;
};

}  // namespace

Result<CountReport> count(CatalogState& state, const Stocktake& stocktake)
{
    TRY_ASSIGN(Tree tree, Tree::load(state));
    return Count(state, stocktake, std::move(tree)).run();
}

}  // namespace fonds
