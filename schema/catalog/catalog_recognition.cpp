// SPDX-License-Identifier: GPL-3.0-or-later
// What waits for optical recognition, and what it gave.
#include <algorithm>
#include <cmath>

#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/id_list.hpp"

namespace fonds {

namespace {

constexpr std::int64_t steps = 10'000;  // of confidence, between 0 and 1

std::int64_t in_steps(double confidence)
{
    return std::clamp<std::int64_t>(std::llround(confidence * static_cast<double>(steps)), 0, steps);
}

double from_steps(std::int64_t value)
{
    return static_cast<double>(value) / static_cast<double>(steps);
}

}  // namespace

Result<std::vector<ScanWork>> Catalog::scans_to_recognise(const ScansRequest& request)
{
    std::string sql = "SELECT object.id, object.digest, object.media_type, object.text_state FROM object"
                      " LEFT JOIN recognition ON recognition.object = object.id WHERE object.id > ?1";
    sql += " AND (object.text_state = 'needs_ocr' OR recognition.lowest < ?3)";
    if (!request.records.empty())
        sql += " AND object.id IN (SELECT object FROM component WHERE record IN (SELECT value FROM json_each(?4)))";
    else
        sql += " AND ?4 = '[]'";
    sql += " ORDER BY object.id LIMIT ?2";
    constexpr std::int64_t all_of_them = steps + 1;
    const std::int64_t below = !request.redo ? 0 : request.below ? in_steps(*request.below) : all_of_them;
    const std::string records = id_list(request.records);

    std::vector<ScanWork> found;
    TRY_ASSIGN(auto rows, state_->db.query(sql, {request.after, request.limit, below, records}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        ScanWork work;
        work.object = row.integer(0);
        TRY_ASSIGN(work.digest, row.digest(1));
        work.media_type = row.text(2);
        work.text = text_state(row.view(3)).value_or(TextState::pending);
        found.push_back(std::move(work));
        return {};
    }));
    for (ScanWork& work : found) {
        TRY_ASSIGN(auto holders,
                   state_->db.query("SELECT record FROM component WHERE object = ?1 ORDER BY record", {work.object}));
        TRY(holders.each([&](const sqlite::Rows& row) -> Result<void> {
            work.records.push_back(RecordId{row.integer(0)});
            return {};
        }));
    }
    return found;
}

Result<void> Catalog::set_recognition(const Digest& digest, const Recognition& recognition)
{
    return state_->write([&]() -> Result<void> {
        auto& db = state_->db;
        TRY_ASSIGN(const auto object, db.number("SELECT id FROM object WHERE digest = ?1", {digest}));
        if (object == 0)
            return error(ErrorKind::not_found, say("The catalog knows no object {}", "目录库中没有对象 {}", {digest.hex()}))
                .at(digest.hex());
        return db.run("INSERT INTO recognition (object, engine, pages, confidence, lowest, at)"
                      " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (object) DO UPDATE SET engine = excluded.engine,"
                      " pages = excluded.pages, confidence = excluded.confidence, lowest = excluded.lowest,"
                      " at = excluded.at",
                      {object, recognition.engine, recognition.pages, in_steps(recognition.confidence),
                       in_steps(recognition.lowest), to_iso8601(recognition.at)});
    });
}

Result<std::optional<Recognition>> Catalog::recognition(const Digest& digest)
{
    TRY_ASSIGN(auto rows, state_->db.query("SELECT engine, recognition.pages, confidence, lowest, at FROM recognition"
                                           " JOIN object ON object.id = recognition.object WHERE digest = ?1",
                                           {digest}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return std::optional<Recognition>();
    Recognition result;
    result.engine = rows.text(0);
    result.pages = static_cast<std::int32_t>(rows.integer(1));
    result.confidence = from_steps(rows.integer(2));
    result.lowest = from_steps(rows.integer(3));
    TRY_ASSIGN(result.at, parse_instant(rows.view(4)));
    return std::optional(std::move(result));
}

}  // namespace fonds
