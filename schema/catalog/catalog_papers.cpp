// SPDX-License-Identifier: GPL-3.0-or-later
// Papers: where each record's and each folder's original stands, and how it came there.
#include <set>

#include "schema/catalog/numbering.hpp"
#include "schema/catalog/place_rows.hpp"
#include "schema/catalog/places.hpp"
#include "schema/catalog/record_check.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/scheme_lookup.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

using sqlite::Value;

constexpr std::size_t papers_an_event = 200;

std::int64_t place_of(const std::optional<Location>& location)
{
    return location ? raw(location->id) : 0;
}

Result<std::optional<PaperRow>> find_row(CatalogState& state, std::string_view sql, sqlite::Values values)
{
    TRY_ASSIGN(auto rows, state.db.query(sql, values));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return std::optional<PaperRow>();
    return std::optional(
        PaperRow{rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.text(4), rows.integer(5)});
}

constexpr std::string_view of_paper = ", coalesce(paper.id, 0), coalesce(location.id, 0), coalesce(location.code, ''),"
                                      " coalesce(paper.loan, 0)";

/// What becomes of each paper that is put there, and the rows of those that move.
struct Plan {
    std::vector<PlacedPaper> told;
    std::vector<std::pair<std::size_t, PaperRow>> moving;  ///< position in the list
};

Result<Plan> plan(CatalogState& state, const std::vector<PaperName>& papers, const std::optional<Location>& location)
{
    Plan plan;
    plan.told.reserve(papers.size());
    std::set<std::pair<std::int64_t, std::int64_t>> seen;
    for (const PaperName& name : papers) {
        TRY_ASSIGN(const auto paper, find_paper(state, name));
        PlacedPaper& told = plan.told.emplace_back();
        if (!paper) {
            told.what = Placed::unknown;
            continue;
        }
        told.from = paper->code;
        // A piece without a place of its own is out with its folder.
        TRY_ASSIGN(const auto out,
                   paper->record == 0 ? Result<std::int64_t>(paper->loan)
                                      : state.db.number("SELECT loan FROM record_place WHERE record = ?1", {paper->record}));
        if (paper->loan != 0 || out != 0)
            told.what = Placed::on_loan;
        else if (paper->location == place_of(location) || !seen.emplace(paper->record, paper->folder).second)
            told.what = Placed::already;
        else
            plan.moving.emplace_back(plan.told.size() - 1, *paper);
    }
    return plan;
}

Result<void> carry_out(CatalogState& state, const std::vector<PaperName>& papers, const Plan& plan,
                       const std::optional<Location>& location, const std::string& reason, const Stamp& stamp)
{
    const std::int64_t target = place_of(location);
    for (std::size_t first = 0; first < plan.moving.size(); first += papers_an_event) {
        const std::size_t end = std::min(first + papers_an_event, plan.moving.size());
        Json moved = Json::array();
        for (std::size_t i = first; i < end; ++i) {
            const auto& [at, paper] = plan.moving[i];
            moved.push(Json::object().set("paper", papers[at].text()).set("from", paper.code));
        }
        Json detail = Json::object();
        detail.set("papers", std::move(moved));
        if (!reason.empty()) detail.set("reason", reason);
        TRY_ASSIGN(const auto event,
                   append_event(state, "paper.moved", location ? location->code : "", detail.dump(), stamp));
        for (std::size_t i = first; i < end; ++i) {
            const PaperRow& paper = plan.moving[i].second;
            std::int64_t id = paper.id;
            if (id == 0) {
                TRY(state.db.run("INSERT INTO paper (record, folder, location) VALUES (?1, ?2, ?3)",
                                 {Value::when(paper.record != 0, paper.record), Value::when(paper.folder != 0, paper.folder),
                                  Value::when(target != 0, target)}));
                id = state.db.last_row();
            } else {
                TRY(state.db.run("UPDATE paper SET location = ?2 WHERE id = ?1", {id, Value::when(target != 0, target)}));
            }
            TRY(state.db.run(
                "INSERT INTO move (paper, event, origin, target) VALUES (?1, ?2, ?3, ?4)",
                {id, event, Value::when(paper.location != 0, paper.location), Value::when(target != 0, target)}));
        }
    }
    return {};
}

Result<std::optional<Location>> target_of(CatalogState& state, std::string_view location)
{
    if (location.empty()) return std::optional<Location>();
    TRY_ASSIGN(auto found, find_location_in_use(state, location));
    return std::optional(std::move(found));
}

}  // namespace

Result<std::optional<PaperRow>> find_paper(CatalogState& state, const PaperName& name)
{
    static const std::string of_record = "SELECT record.id, 0" + std::string(of_paper) +
                                         " FROM record LEFT JOIN paper ON paper.record = record.id"
                                         " LEFT JOIN location ON location.id = paper.location WHERE record.code = ?1"
                                         " AND record.id NOT IN (SELECT record FROM tombstone)";
    static const std::string of_folder =
        "SELECT 0, folder.id" + std::string(of_paper) +
        " FROM folder JOIN category ON category.id = folder.category LEFT JOIN paper ON paper.folder = folder.id"
        " LEFT JOIN location ON location.id = paper.location WHERE category.code = ?1 AND folder.number = ?2";
    if (name.is_folder()) return find_row(state, of_folder, {name.category, name.number});
    return find_row(state, of_record, {name.number});
}

Result<PaperRow> must_find_paper(CatalogState& state, const PaperName& name)
{
    TRY_ASSIGN(auto paper, find_paper(state, name));
    if (paper) return std::move(*paper);
    if (name.is_folder()) {
        TRY(find_folder(state, name.category, name.number));
    } else {
        TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(name.number));
        TRY_ASSIGN(const RecordId record, find_record(state, code));
        TRY(refuse_tombstone(state, record, code));
    }
    return error(ErrorKind::not_found, say("There is no paper {}", "没有档案 {}", {name.text()})).at(name.text());
}

Result<std::vector<PlacedPaper>> Places::put(const std::vector<PaperName>& papers, std::string_view location,
                                             std::string_view reason, const Stamp& stamp)
{
    std::vector<PlacedPaper> told;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const std::string why, clean_line(reason, {"Reason", "原因"}));
        TRY_ASSIGN(const auto target, target_of(state_, location));
        TRY_ASSIGN(Plan planned, plan(state_, papers, target));
        TRY(carry_out(state_, papers, planned, target, why, stamp));
        told = std::move(planned.told);
        return {};
    }));
    return told;
}

Result<std::vector<PlacedPaper>> Places::would_put(const std::vector<PaperName>& papers, std::string_view location)
{
    return state_.read([&]() -> Result<std::vector<PlacedPaper>> {
        TRY_ASSIGN(const auto target, target_of(state_, location));
        TRY_ASSIGN(Plan planned, plan(state_, papers, target));
        return std::move(planned.told);
    });
}

Result<PaperPlace> Places::whereabouts(const PaperName& name)
{
    return state_.read([&]() -> Result<PaperPlace> {
        TRY_ASSIGN(const PaperRow paper, must_find_paper(state_, name));
        constexpr std::string_view of_record =
            "SELECT coalesce(stands.code, ''), coalesce(home.code, ''), coalesce(record_place.loan, 0),"
            " own.location IS NULL AND own.loan IS NULL FROM record_place"
            " LEFT JOIN location AS stands ON stands.id = record_place.location"
            " LEFT JOIN location AS home ON home.id = record_place.belongs"
            " LEFT JOIN paper AS own ON own.record = record_place.record WHERE record_place.record = ?1";
        constexpr std::string_view of_folder =
            "SELECT coalesce(stands.code, ''), coalesce(home.code, ''), coalesce(paper.loan, 0), 0 FROM paper"
            " LEFT JOIN location AS stands ON stands.id = paper.location"
            " LEFT JOIN location AS home ON home.id = paper.place WHERE paper.folder = ?1";
        PaperPlace place;
        place.paper = name;
        TRY_ASSIGN(auto rows, name.is_folder() ? state_.db.query(of_folder, {paper.folder})
                                               : state_.db.query(of_record, {paper.record}));
        TRY_ASSIGN(const bool known, rows.next());
        if (!known) return place;
        place.location = rows.text(0);
        if (rows.integer(2) != 0) {
            place.loan = LoanId{rows.integer(2)};
            place.home = rows.text(1);
        }
        place.with_folder = rows.integer(3) != 0 && (!place.location.empty() || place.loan.has_value());
        return place;
    });
}

Result<bool> Places::may_be_paper(const PaperName& name)
{
    return state_.read([&]() -> Result<bool> {
        if (name.is_folder()) {
            TRY_ASSIGN(const auto known,
                       state_.db.number("SELECT EXISTS (SELECT 1 FROM category WHERE code = ?1)", {name.category}));
            return known != 0;
        }
        TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(name.number));
        return is_own_code(state_, code);
    });
}

Result<std::vector<PaperMove>> Places::moves(const PaperName& name)
{
    return state_.read([&]() -> Result<std::vector<PaperMove>> {
        TRY_ASSIGN(const PaperRow paper, must_find_paper(state_, name));
        std::vector<PaperMove> moves;
        TRY_ASSIGN(auto rows,
                   state_.db.query("SELECT event.at, event.actor, coalesce(origin.code, ''), coalesce(target.code, ''),"
                                   " event.detail FROM move JOIN event ON event.sequence = move.event"
                                   " LEFT JOIN location AS origin ON origin.id = move.origin"
                                   " LEFT JOIN location AS target ON target.id = move.target"
                                   " WHERE move.paper = ?1 ORDER BY move.id",
                                   {paper.id}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            PaperMove move;
            TRY_ASSIGN(move.at, parse_instant(row.view(0)));
            move.actor = row.text(1);
            move.from = row.text(2);
            move.to = row.text(3);
            if (const auto detail = Json::parse(row.view(4)); detail.ok()) move.reason = detail->get("reason").text();
            moves.push_back(std::move(move));
            return {};
        }));
        return moves;
    });
}

Result<std::vector<PaperPlace>> Places::papers_in(std::string_view code, std::size_t limit, std::size_t offset)
{
    return state_.read([&]() -> Result<std::vector<PaperPlace>> {
        TRY_ASSIGN(const Location location, find_location(state_, code));
        std::vector<PaperPlace> papers;
        TRY_ASSIGN(auto rows,
                   state_.db.query("SELECT " + std::string(paper_name_columns) +
                                       ", coalesce(paper.loan, 0) FROM paper LEFT JOIN record ON record.id = paper.record"
                                       " LEFT JOIN folder ON folder.id = paper.folder"
                                       " LEFT JOIN category ON category.id = folder.category WHERE paper.place = ?1"
                                       " ORDER BY paper.folder IS NULL, 1, 2 LIMIT ?2 OFFSET ?3",
                                   {raw(location.id), limit, offset}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            PaperPlace& place = papers.emplace_back();
            place.paper = {row.text(0), row.text(1)};
            if (row.integer(2) != 0) {
                place.loan = LoanId{row.integer(2)};
                place.home = location.code;
            } else {
                place.location = location.code;
            }
            return {};
        }));
        return papers;
    });
}

}  // namespace fonds
