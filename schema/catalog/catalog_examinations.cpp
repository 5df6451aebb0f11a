// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/examinations.hpp"
#include "schema/catalog/id_list.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/scheme_lookup.hpp"

namespace fonds {

namespace {

constexpr std::string_view in_scope =
    " FROM record WHERE id > ?3 AND (?1 = '' OR category IN (WITH RECURSIVE wanted (id) AS (SELECT id FROM category WHERE"
    " code = ?1 UNION SELECT category.id FROM category JOIN wanted ON parent = wanted.id) SELECT id FROM wanted))"
    " AND (?2 = 0 OR folder = ?2) AND id NOT IN (SELECT record FROM tombstone)";

constexpr std::string_view select_report =
    "SELECT property_check.id, stage, scope, records, failed, lower(hex(digest)), at, actor, report FROM property_check"
    " JOIN event ON event.sequence = property_check.event";

Result<Examination> to_examination(const sqlite::Rows& row)
{
    TRY_ASSIGN(Examination one, read_report(row.view(8)));
    if (Digest::of(row.view(8)).hex() != row.view(5))
        return error(ErrorKind::corrupt,
                     say("Report {} is not what its digest says", "检测报告 {} 与其摘要不符", {row.integer(0)}))
            .with_hint(say("Run fonds check --full and restore catalog.db from a backup.",
                           "请执行 fonds check --full,并从备份恢复 catalog.db。"));
    one.number = row.integer(0);
    one.records = row.integer(3);
    one.failed = row.integer(4);
    one.digest = row.text(5);
    TRY_ASSIGN(one.at, parse_instant(row.view(6)));
    one.actor = row.text(7);
    return one;
}

/// The row of the folder; 0: no folder is asked for.
Result<std::int64_t> folder_of(CatalogState& state, const ExamScope& scope)
{
    if (scope.category.empty()) return std::int64_t{0};
    if (scope.folder.empty()) {
        TRY_ASSIGN(const Category category, find_category(state, scope.category));
        static_cast<void>(category);
        return std::int64_t{0};
    }
    TRY_ASSIGN(const Folder folder, find_folder(state, scope.category, scope.folder));
    return raw(folder.id);
}

}  // namespace

Examinations::Examinations(Catalog& catalog) : catalog_(catalog), state_(*catalog.state_) {}

Result<std::vector<RecordId>> Examinations::records(const ExamScope& scope, RecordId after, std::size_t limit)
{
    TRY_ASSIGN(const auto folder, folder_of(state_, scope));
    TRY_ASSIGN(auto rows, state_.db.query("SELECT id" + std::string(in_scope) + " ORDER BY id LIMIT ?4",
                                          {canonical_category_code(scope.category), folder,
                                           std::max(raw(after), raw(scope.since)), limit}));
    return ids_in(rows);
}

Result<std::int64_t> Examinations::count(const ExamScope& scope)
{
    TRY_ASSIGN(const auto folder, folder_of(state_, scope));
    return state_.db.number("SELECT count(*)" + std::string(in_scope),
                            {canonical_category_code(scope.category), folder, raw(scope.since)});
}

Result<RecordId> Examinations::newest()
{
    TRY_ASSIGN(const auto id, state_.db.number("SELECT max(id) FROM record"));
    return RecordId{id};
}

Result<std::map<RecordId, Registration>> Examinations::registrations(const std::vector<RecordId>& records)
{
    std::map<RecordId, Registration> all;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT record.id, coalesce(action = 'record.filed' AND subject = record.code, 0),"
                                          " json_extract(detail, '$.digest'), coalesce(json_extract(detail, '$.size'), 0)"
                                          " FROM json_each(?1) JOIN record ON record.id = value LEFT JOIN event ON"
                                          " event.sequence = filed_event",
                                          {id_list(records)}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        Registration& one = all[RecordId{row.integer(0)}];
        one.there = row.integer(1) != 0;
        if (!row.is_null(2)) one.digest = row.text(2);
        one.size = row.integer(3);
        return {};
    }));
    return all;
}

Result<std::vector<std::string>> Examinations::registered_but_missing(std::size_t limit)
{
    std::vector<std::string> codes;
    TRY_ASSIGN(auto rows,
               state_.db.query("SELECT subject FROM event WHERE action = 'record.filed' AND NOT EXISTS (SELECT 1 FROM record"
                               " WHERE code = subject) LIMIT ?1",
                               {limit}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        codes.push_back(row.text(0));
        return {};
    }));
    return codes;
}

Result<std::map<RecordId, std::string>> Examinations::alike(std::string_view key)
{
    // Sorted by SQLite, on disk where there is much; what comes back is only what is there twice.
    const std::string_view grouped =
        key == "number"  ? "PARTITION BY number, party FROM record WHERE number <> '' AND"
        : key == "title" ? "PARTITION BY title, date, party FROM record WHERE"
                         : "PARTITION BY object FROM record JOIN component ON component.record = record.id AND role ="
                           " 'original' WHERE";
    const auto from = grouped.find(" FROM ");
    const std::string window = std::string(grouped.substr(0, from)) + " ORDER BY record.id";
    std::map<RecordId, std::string> all;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT id, first FROM (SELECT record.id AS id, record.code AS code,"
                                          " first_value(record.code) OVER (" +
                                          window + ") AS first" + std::string(grouped.substr(from)) +
                                          " record.id NOT IN (SELECT record FROM tombstone)) WHERE code <> first"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        all.emplace(RecordId{row.integer(0)}, row.text(1));
        return {};
    }));
    return all;
}

Result<std::vector<RecordId>> Examinations::with_paper(const std::vector<RecordId>& records)
{
    TRY_ASSIGN(auto rows,
               state_.db.query("SELECT record.id FROM json_each(?1) JOIN record ON record.id = value WHERE paper_pages > 0"
                               " OR page_from > 0 OR EXISTS (SELECT 1 FROM paper WHERE paper.record = record.id)"
                               " OR EXISTS (SELECT 1 FROM paper WHERE paper.folder = record.folder)",
                               {id_list(records)}));
    TRY_ASSIGN(auto found, ids_in(rows));
    std::ranges::sort(found);
    return found;
}

Result<std::set<std::string>> Examinations::signed_papers()
{
    std::set<std::string> all;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT lower(hex(digest)) FROM case_paper"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        all.insert(row.text(0));
        return {};
    }));
    return all;
}

Result<std::int64_t> Examinations::store(const Examination& examination, const Stamp& stamp)
{
    std::int64_t number = 0;
    TRY(state_.write([&]() -> Result<void> {
        const std::string report = stored_report(examination).dump();
        const Digest digest = Digest::of(report);
        TRY_ASSIGN(const auto last, state_.db.number("SELECT max(id) FROM property_check"));
        number = last + 1;
        const Json detail = std::move(Json::object()
                                          .set("stage", name_of(examination.stage))
                                          .set("scope", examination.scope)
                                          .set("records", examination.records)
                                          .set("failed", examination.failed)
                                          .set("digest", digest.hex()));
        TRY_ASSIGN(const auto event,
                   append_event(state_, "properties.examined", std::to_string(number), detail.dump(), stamp));
        return state_.db.run("INSERT INTO property_check (id, stage, scope, records, failed, report, digest, event) VALUES"
                             " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                             {number, name_of(examination.stage), examination.scope, examination.records, examination.failed,
                              report, digest, event});
    }));
    return number;
}

Result<std::vector<Examination>> Examinations::list(std::size_t limit, std::size_t offset)
{
    std::vector<Examination> all;
    TRY_ASSIGN(auto rows, state_.db.query(std::string(select_report) + " ORDER BY property_check.id DESC LIMIT ?1 OFFSET ?2",
                                          {limit, offset}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(Examination one, to_examination(row));
        all.push_back(std::move(one));
        return {};
    }));
    return all;
}

Result<Examination> Examinations::get(std::int64_t number)
{
    TRY_ASSIGN(auto rows, state_.db.query(std::string(select_report) + " WHERE property_check.id = ?1", {number}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found)
        return error(ErrorKind::not_found, say("There is no report {}", "没有检测报告 {}", {number}))
            .with_hint(say("fonds examine list shows their numbers.", "可用 fonds examine list 查看编号。"));
    return to_examination(rows);
}

}  // namespace fonds
