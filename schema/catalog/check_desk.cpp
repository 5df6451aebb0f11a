// SPDX-License-Identifier: GPL-3.0-or-later
// The desk: nothing that came may be lost before somebody has decided about it.
#include <map>

#include "schema/catalog/checking.hpp"
#include "schema/catalog/desk_rows.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

Text change_hint()
{
    return say("Somebody or something changed the database past Fonds: compare it with a backup.",
               "数据库曾被 Fonds 以外的程序改动:请与备份比对。");
}

/// Subjects of rows of `sql`, whose first column is an arrival's or piece's id.
template <class Id>
Result<void> tell_rows(CatalogState& state, Findings& findings, std::string_view sql, std::string_view kind,
                       const Text& what)
{
    TRY_ASSIGN(auto rows, state.db.query(sql));
    return rows.each([&](const sqlite::Rows& row) -> Result<void> {
        findings.add(kind, subject_of(Id{row.integer(0)}), what, change_hint());
        return {};
    });
}

Result<void> check_pages(CatalogState& state, Findings& findings)
{
    TRY(tell_rows<ArrivalId>(state, findings,
                             "SELECT arrival.id FROM arrival LEFT JOIN (SELECT arrival AS owner, count(*) AS rows,"
                             " min(page) AS low, max(page) AS high FROM piece_page GROUP BY arrival) ON owner = arrival.id"
                             " WHERE NOT coalesce((low = 0 AND rows = 1) OR (low = 1 AND high = pages AND rows = pages), 0)",
                             "arrival.pages_lost",
                             say("Not every page of this file is in a piece", "该到件有页面不属于任何待整理件")));
    return tell_rows<PieceId>(state, findings,
                              "SELECT id FROM piece WHERE state <> 'merged' AND NOT EXISTS"
                              " (SELECT 1 FROM piece_page WHERE piece_page.piece = piece.id)",
                              "piece.empty", say("This piece has no pages", "该待整理件没有页面"));
}

/// What the events tell of the desk.
struct Told {
    std::map<std::int64_t, std::string> arrivals;  ///< digest by id
    std::map<std::int64_t, std::string> pieces;    ///< state by id, and the record behind a blank
};

std::int64_t number_in(std::string_view subject)
{
    std::int64_t number = 0;
    for (const char c : subject.substr(std::min(subject.size(), subject.find(' ') + 1))) {
        if (c < '0' || c > '9') return 0;
        number = number * 10 + (c - '0');
    }
    return number;
}

void replay(Told& told, std::string_view action, std::int64_t id, const Json& detail)
{
    const auto each_id = [&](std::string_view name, const std::string& state) {
        const Json list = detail.get(name);
        for (std::size_t i = 0; i < list.size(); ++i) {
            const Json one = list.at(i);
            told.pieces[name == "pieces" ? one.get("piece").number() : one.number()] = state;
        }
    };
    if (action == "inbox.taken") {
        told.arrivals[id] = detail.get("digest").text();
        told.pieces[detail.get("piece").number()] = "waiting";
    } else if (action == "inbox.divided") {
        each_id("pieces", "waiting");
    } else if (action == "piece.accepted") {
        told.pieces[id] = "accepted " + detail.get("record").text();
    } else if (action == "piece.rejected") {
        told.pieces[id] = "rejected";
    } else if (action == "piece.merged") {
        each_id("from", "merged");
    } else if (action == "piece.split") {
        each_id("into", "waiting");
    }
}

Result<void> compare(CatalogState& state, std::map<std::int64_t, std::string> told, std::string_view sql,
                     const std::function<std::string(std::int64_t)>& subject, std::string_view kind, Findings& findings)
{
    TRY_ASSIGN(auto rows, state.db.query(sql));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        const auto at = told.find(row.integer(0));
        if (at == told.end() || at->second != row.view(1))
            findings.add(std::string(kind) + ".changed", subject(row.integer(0)),
                         say("It is not what the audit log tells of it", "与审计日志的记载不符"), change_hint());
        if (at != told.end()) told.erase(at);
        return {};
    }));
    for (const auto& [id, value] : told)
        findings.add(std::string(kind) + ".missing", subject(id),
                     say("The audit log tells of it, but it is not there", "审计日志有记载,但目录库中不存在"),
                     change_hint());
    return {};
}

}  // namespace

Result<void> check_desk(CatalogState& state, Depth depth, Findings& findings)
{
    TRY(check_pages(state, findings));
    if (depth == Depth::quick) return {};
    Told told;
    {
        TRY_ASSIGN(auto rows, state.db.query("SELECT action, subject, detail FROM event WHERE action IN ('inbox.taken',"
                                             " 'inbox.divided', 'piece.accepted', 'piece.rejected', 'piece.merged',"
                                             " 'piece.split') ORDER BY sequence"));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            if (const auto detail = Json::parse(row.view(2)); detail.ok())
                replay(told, row.view(0), number_in(row.view(1)), *detail);
            return {};
        }));
    }
    TRY(compare(
        state, std::move(told.arrivals),
        "SELECT arrival.id, lower(hex(object.digest)) FROM arrival JOIN object ON object.id = arrival.object ORDER BY 1",
        [](std::int64_t id) { return subject_of(ArrivalId{id}); }, "arrival", findings));
    return compare(
        state, std::move(told.pieces),
        "SELECT piece.id, state || coalesce(' ' || record.code, '') FROM piece LEFT JOIN record"
        " ON record.id = piece.record ORDER BY 1",
        [](std::int64_t id) { return subject_of(PieceId{id}); }, "piece", findings);
}

}  // namespace fonds
