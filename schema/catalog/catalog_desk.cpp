// SPDX-License-Identifier: GPL-3.0-or-later
// The desk: arrivals, and the pieces they became.
#include <algorithm>

#include "schema/catalog/desk_rows.hpp"
#include "schema/catalog/new_component.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/core/escape.hpp"
#include "schema/model/desk_json.hpp"

namespace fonds {

namespace {

constexpr std::string_view select_arrival =
    "SELECT arrival.id, object.digest, object.size, object.media_type, arrival.file_name, arrival.folder,"
    " arrival.defaults, arrival.taken_at, arrival.taken_by, arrival.pages, arrival.looked"
    " FROM arrival JOIN object ON object.id = arrival.object";

Result<Arrival> to_arrival(const sqlite::Rows& row)
{
    Arrival arrival;
    arrival.id = ArrivalId{row.integer(0)};
    TRY_ASSIGN(arrival.digest, row.digest(1));
    arrival.size = static_cast<std::uint64_t>(row.integer(2));
    arrival.media_type = row.text(3);
    arrival.file_name = row.text(4);
    arrival.folder = row.text(5);
    TRY_ASSIGN(arrival.defaults, decode_defaults(row.view(6)));
    TRY_ASSIGN(arrival.taken_at, parse_instant(row.view(7)));
    arrival.taken_by = row.text(8);
    arrival.pages = static_cast<std::int32_t>(row.integer(9));
    arrival.looked = row.integer(10) != 0;
    return arrival;
}

Result<std::vector<Arrival>> arrivals(CatalogState& state, const std::string& rest, const sqlite::Value& value)
{
    std::vector<Arrival> found;
    TRY_ASSIGN(auto rows, state.db.query(std::string(select_arrival) + rest + " ORDER BY arrival.id", {value}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(auto arrival, to_arrival(row));
        found.push_back(std::move(arrival));
        return {};
    }));
    return found;
}

Result<std::vector<PiecePage>> pages_of(CatalogState& state, PieceId id)
{
    std::vector<PiecePage> pages;
    TRY_ASSIGN(auto rows,
               state.db.query("SELECT arrival, page, turn FROM piece_page WHERE piece = ?1 ORDER BY position", {raw(id)}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        pages.push_back({ArrivalId{row.integer(0)}, static_cast<std::int32_t>(row.integer(1)),
                         static_cast<std::int32_t>(row.integer(2))});
        return {};
    }));
    return pages;
}

Error no_such_piece(PieceId id)
{
    return error(ErrorKind::not_found, say("There is no piece {}", "没有编号为 {} 的待整理件", {raw(id)}))
        .with_hint(say("fonds inbox list shows what waits.", "可用 fonds inbox list 查看待整理件。"));
}

}  // namespace

Result<PieceId> insert_piece(CatalogState& state, ArrivalId arrival, const PieceFacts& facts, std::string_view fingerprint)
{
    TRY(state.db.run("INSERT INTO piece (arrival, state, facts, fingerprint) VALUES (?1, 'waiting', ?2, ?3)",
                     {raw(arrival), encode(facts), sqlite::Value::blob(fingerprint)}));
    return PieceId{state.db.last_row()};
}

Result<void> insert_pages(CatalogState& state, PieceId piece, const std::vector<PiecePage>& pages)
{
    for (std::size_t i = 0; i < pages.size(); ++i)
        TRY(state.db.run("INSERT INTO piece_page (arrival, page, piece, position, turn) VALUES (?1, ?2, ?3, ?4, ?5)",
                         {raw(pages[i].arrival), pages[i].page, raw(piece), i + 1, pages[i].turn}));
    return {};
}

std::string subject_of(ArrivalId id)
{
    return "arrival " + std::to_string(raw(id));
}

std::string subject_of(PieceId id)
{
    return "piece " + std::to_string(raw(id));
}

Result<PieceId> Catalog::add_arrival(const NewArrival& arrival, const Stamp& stamp)
{
    PieceId piece{};
    TRY(state_->write([&]() -> Result<void> {
        TRY_ASSIGN(const KnownObject known, look_up_object(*state_, arrival.file));
        TRY_ASSIGN(const auto object, ensure_object(*state_, known, arrival.file));
        TRY(state_->db.run("INSERT INTO arrival (object, file_name, folder, defaults, taken_at, taken_by)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                           {object, sqlite::Value::blob(arrival.file.file_name), sqlite::Value::blob(arrival.folder),
                            encode(arrival.defaults), to_iso8601(stamp.at), stamp.actor}));
        const ArrivalId id{state_->db.last_row()};
        PieceFacts facts;
        facts.add(Doubt::not_looked_at);
        TRY_ASSIGN(piece, insert_piece(*state_, id, facts, {}));
        TRY(insert_pages(*state_, piece, {{id, 0, 0}}));
        Json detail = Json::object();
        describe(detail, arrival.file);
        detail.set("folder", arrival.folder).set("defaults", json_of(arrival.defaults)).set("piece", raw(piece));
        TRY(append_event(*state_, "inbox.taken", subject_of(id), detail.dump(), stamp));
        return {};
    }));
    return piece;
}

Result<std::vector<Arrival>> Catalog::arrivals_of(const Digest& digest)
{
    return arrivals(*state_, " WHERE object.digest = ?1", digest);
}

Result<std::vector<Arrival>> Catalog::arrivals_to_look_at()
{
    return arrivals(*state_,
                    " WHERE arrival.looked = 0 AND EXISTS (SELECT 1 FROM piece WHERE piece.arrival = arrival.id"
                    " AND piece.state = ?1)",
                    "waiting");
}

Result<std::vector<Arrival>> Catalog::arrivals_in_inbox()
{
    return arrivals(*state_, " WHERE arrival.left_inbox = ?1", 0);
}

Result<void> Catalog::set_left_inbox(ArrivalId arrival)
{
    return state_->write(
        [&]() -> Result<void> { return state_->db.run("UPDATE arrival SET left_inbox = 1 WHERE id = ?1", {raw(arrival)}); });
}

Result<std::vector<PieceId>> Catalog::divide_arrival(ArrivalId arrival, std::int32_t pages,
                                                     const std::vector<NewPiece>& pieces,
                                                     const std::vector<DroppedPage>& dropped, const Stamp& stamp)
{
    std::vector<PieceId> made;
    TRY(state_->write([&]() -> Result<void> {
        auto& db = state_->db;
        if (pieces.empty()) return error(ErrorKind::internal, say("An arrival needs a piece", "到件至少须有一件"));
        TRY_ASSIGN(const auto whole, db.number("SELECT piece.id FROM piece_page JOIN piece ON piece.id = piece_page.piece"
                                               " JOIN arrival ON arrival.id = piece_page.arrival WHERE piece_page.arrival ="
                                               " ?1 AND page = 0 AND piece.state = 'waiting' AND looked = 0",
                                               {raw(arrival)}));
        if (whole == 0) return error(ErrorKind::refused, say("The file has been dealt with meanwhile", "该文件已被处理"));
        TRY(db.run("DELETE FROM piece_page WHERE arrival = ?1", {raw(arrival)}));
        Json told = Json::array();
        for (const NewPiece& piece : pieces) {
            if (made.empty()) {
                made.push_back(PieceId{whole});
                TRY(set_facts(made.front(), piece.facts, piece.fingerprint));
            } else {
                TRY_ASSIGN(const PieceId id, insert_piece(*state_, arrival, piece.facts, piece.fingerprint));
                made.push_back(id);
            }
            TRY(insert_pages(*state_, made.back(), piece.pages));
            Json one = Json::object();
            one.set("piece", raw(made.back()));
            if (piece.pages.front().page > 0) one.set("first", piece.pages.front().page).set("pages", piece.pages.size());
            told.push(std::move(one));
        }
        Json left_out = Json::array();
        for (const DroppedPage& page : dropped) {
            TRY(db.run("INSERT INTO piece_page (arrival, page, position, dropped) VALUES (?1, ?2, 0, ?3)",
                       {raw(arrival), page.page, page.why}));
            left_out.push(std::move(Json::object().set("page", page.page).set("why", page.why)));
        }
        TRY(db.run("UPDATE arrival SET looked = 1, pages = ?2 WHERE id = ?1", {raw(arrival), pages}));
        Json detail = Json::object();
        detail.set("pages", pages).set("pieces", std::move(told)).set("dropped", std::move(left_out));
        TRY(append_event(*state_, "inbox.divided", subject_of(arrival), detail.dump(), stamp));
        return {};
    }));
    return made;
}

Result<std::vector<DroppedPage>> Catalog::dropped_pages(ArrivalId arrival)
{
    std::vector<DroppedPage> pages;
    TRY_ASSIGN(auto rows, state_->db.query("SELECT page, dropped FROM piece_page WHERE arrival = ?1 AND piece IS NULL"
                                           " ORDER BY page",
                                           {raw(arrival)}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        pages.push_back({static_cast<std::int32_t>(row.integer(0)), row.text(1)});
        return {};
    }));
    return pages;
}

Result<std::vector<PieceId>> Catalog::waiting_pieces_of(ArrivalId arrival)
{
    std::vector<PieceId> found;
    TRY_ASSIGN(auto rows, state_->db.query("SELECT DISTINCT piece.id FROM piece_page JOIN piece ON piece.id ="
                                           " piece_page.piece WHERE piece_page.arrival = ?1 AND state = 'waiting'"
                                           " ORDER BY piece.id",
                                           {raw(arrival)}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        found.push_back(PieceId{row.integer(0)});
        return {};
    }));
    return found;
}

Result<std::optional<Arrival>> Catalog::arrival(ArrivalId id)
{
    TRY_ASSIGN(auto found, arrivals(*state_, " WHERE arrival.id = ?1", raw(id)));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

Result<Piece> Catalog::piece(PieceId id)
{
    TRY_ASSIGN(auto found, pieces(std::nullopt, PieceId{raw(id) - 1}, 1));
    if (found.empty() || found.front().id != id) return no_such_piece(id);
    return std::move(found.front());
}

Result<std::int64_t> Catalog::waiting_pieces()
{
    return state_->db.number("SELECT count(*) FROM piece WHERE state = 'waiting'");
}

Result<std::vector<Piece>> Catalog::pieces(std::optional<PieceState> state, PieceId after, std::size_t limit)
{
    return state_->read([&]() -> Result<std::vector<Piece>> {
        std::vector<Piece> found;
        const std::string sql =
            std::string("SELECT piece.id, piece.arrival, piece.state, piece.facts, coalesce(record.code, ''),"
                        " coalesce(piece.merged_into, 0), piece.reason FROM piece LEFT JOIN record"
                        " ON record.id = piece.record WHERE piece.id > ?1 ") +
            (state ? "AND piece.state = ?3" : "AND ?3 = ''") + " ORDER BY piece.id LIMIT ?2";
        TRY_ASSIGN(auto rows, state_->db.query(sql, {raw(after), limit, state ? name_of(*state) : std::string_view()}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            Piece piece;
            piece.id = PieceId{row.integer(0)};
            piece.arrival.id = ArrivalId{row.integer(1)};
            piece.state = piece_state(row.view(2)).value_or(PieceState::waiting);
            TRY_ASSIGN(piece.facts, decode_facts(row.view(3)));
            piece.record = row.text(4);
            piece.merged_into = PieceId{row.integer(5)};
            piece.rejected_because = row.text(6);
            found.push_back(std::move(piece));
            return {};
        }));
        for (Piece& piece : found) {
            TRY_ASSIGN(piece.pages, pages_of(*state_, piece.id));
            TRY_ASSIGN(auto came, arrivals(*state_, " WHERE arrival.id = ?1", raw(piece.arrival.id)));
            if (!came.empty()) piece.arrival = std::move(came.front());
        }
        return found;
    });
}

Result<void> Catalog::set_facts(PieceId id, const PieceFacts& facts, std::string_view fingerprint)
{
    return state_->write([&]() -> Result<void> {
        return state_->db.run("UPDATE piece SET facts = ?2, fingerprint = ?3 WHERE id = ?1",
                              {raw(id), encode(facts), sqlite::Value::blob(fingerprint)});
    });
}

Result<void> Catalog::set_facts(PieceId id, const PieceFacts& facts)
{
    return state_->write([&]() -> Result<void> {
        return state_->db.run("UPDATE piece SET facts = ?2 WHERE id = ?1", {raw(id), encode(facts)});
    });
}

Result<std::vector<ReferenceCode>> Catalog::codes_with_number(std::string_view number, std::size_t limit)
{
    std::vector<ReferenceCode> codes;
    TRY_ASSIGN(auto rows, state_->db.query("SELECT code FROM record WHERE number = ?1 AND number <> ''"
                                           " AND id NOT IN (SELECT record FROM tombstone) ORDER BY id LIMIT ?2",
                                           {number, limit}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(auto code, ReferenceCode::parse(row.view(0)));
        codes.push_back(std::move(code));
        return {};
    }));
    return codes;
}

Result<void>
Catalog::each_fingerprint(const std::function<void(PieceId, std::string_view code, std::string_view fingerprint)>& visit)
{
    TRY_ASSIGN(auto rows, state_->db.query("SELECT piece.id, coalesce(record.code, ''), fingerprint FROM piece"
                                           " LEFT JOIN record ON record.id = piece.record WHERE length(fingerprint) > 0"
                                           " AND (piece.state = 'waiting' OR piece.state = 'accepted') ORDER BY piece.id"));
    return rows.each([&](const sqlite::Rows& row) -> Result<void> {
        visit(PieceId{row.integer(0)}, row.view(1), row.view(2));
        return {};
    });
}

}  // namespace fonds
