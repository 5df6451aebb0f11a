// SPDX-License-Identifier: GPL-3.0-or-later
// Which bytes are cold, which records could be, and when they were last used.
#include <algorithm>

#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/id_list.hpp"
#include "schema/catalog/scheme_lookup.hpp"
#include "schema/catalog/volumes.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

constexpr int days_between_uses = 7;

std::int32_t days_in(std::string_view day)
{
    const auto date = Date::parse(day.substr(0, 10));
    return date.ok() ? days_of(*date) : 0;
}

}  // namespace

Result<std::vector<ColdCandidate>> Volumes::candidates(int offset_minutes)
{
    TRY_ASSIGN(const auto unsealed, unsealed_sharers());
    std::vector<ColdCandidate> all;
    TRY_ASSIGN(const auto records, state_.db.number("SELECT value FROM tally WHERE name = 'records'"));
    all.reserve(static_cast<std::size_t>(records));
    std::vector<RecordId> in_volumes;  // with bytes in objects/, all of which volumes have, for them or for others
    // The order of components by record is that of their index, and objects come in nearly the same.
    TRY_ASSIGN(auto rows,
               state_.db.query("SELECT record.id, grade, category, folder, filed_at, last_used, files, bytes, hot, disk,"
                               " folder IS NOT NULL AND (SELECT open FROM folder WHERE folder.id = record.folder),"
                               " hot_files > 0 AND unsealed = 0"
                               " FROM (SELECT record AS component_record, count(*) AS files, sum(size) AS bytes,"
                               "       sum(cold_object.object IS NULL) AS hot_files,"
                               "       sum(CASE WHEN cold_object.object IS NULL THEN size ELSE 0 END) AS hot,"
                               "       sum(CASE WHEN cold_object.object IS NULL THEN (size + 4095) / 4096 * 4096 ELSE 0 END)"
                               "           AS disk,"
                               "       sum(cold_object.object IS NULL AND NOT EXISTS (SELECT 1 FROM volume_member"
                               "           WHERE volume_member.object = component.object)) AS unsealed"
                               "       FROM component JOIN object ON object.id = component.object"
                               "       LEFT JOIN cold_object ON cold_object.object = component.object"
                               "       GROUP BY record"
                               "       HAVING hot_files > 0 OR component_record IN (SELECT value FROM json_each(?1)))"
                               " JOIN record ON record.id = component_record"
                               " LEFT JOIN record_use ON record_use.record = component_record",
                               {id_list(unsealed)}));
    std::string filed_text;
    std::int32_t filed = 0;
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        ColdCandidate one;
        one.record = RecordId{row.integer(0)};
        one.grade = static_cast<Grade>(row.view(1).front());
        one.category = row.integer(2);
        one.folder = row.integer(3);
        // Neighbours were mostly filed together.
        if (const auto hour = row.view(4).substr(0, 16); hour != filed_text) {
            filed_text = hour;
            TRY_ASSIGN(const Instant at, parse_instant(row.view(4)));
            filed = days_of(Date::of(at, offset_minutes));
        }
        one.filed = filed;
        one.last_used = row.is_null(5) ? 0 : days_in(row.view(5));
        one.files = static_cast<std::uint32_t>(row.integer(6));
        one.bytes = static_cast<std::uint64_t>(row.integer(7));
        one.hot_bytes = static_cast<std::uint64_t>(row.integer(8));
        one.disk_bytes = static_cast<std::uint64_t>(row.integer(9));
        one.folder_open = row.integer(10) != 0;
        if (row.integer(11) != 0) in_volumes.push_back(one.record);
        all.push_back(one);
        return {};
    }));
    if (in_volumes.empty()) return all;
    TRY_ASSIGN(const auto at_home, homes(in_volumes));
    for (ColdCandidate& one : all) one.sealed = at_home.contains(one.record);
    return all;
}

Result<std::set<std::int64_t>> Volumes::rows_of_categories(const std::set<std::string>& codes)
{
    std::set<std::int64_t> all;
    for (const auto& code : codes) {
        TRY_ASSIGN(const Category category, find_category(state_, code));
        const auto row = raw(category.id);
        TRY_ASSIGN(auto rows,
                   state_.db.query("WITH RECURSIVE below (id) AS (SELECT ?1 UNION SELECT category.id FROM category"
                                   " JOIN below ON category.parent = below.id) SELECT id FROM below",
                                   {row}));
        TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
            all.insert(each.integer(0));
            return {};
        }));
    }
    return all;
}

Result<std::set<RecordId>> Volumes::held(const std::vector<RecordId>& records)
{
    constexpr std::size_t few = 500;
    std::set<RecordId> all;
    if (records.size() > few) {
        // What is on hold is mostly less than what is asked about: that is read once.
        std::vector<RecordId> asked = records;
        std::ranges::sort(asked);
        TRY_ASSIGN(auto rows, state_.db.query(std::string(held_ids)));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            const RecordId record{row.integer(0)};
            if (std::ranges::binary_search(asked, record)) all.insert(record);
            return {};
        }));
        return all;
    }
    TRY_ASSIGN(auto rows, state_.db.query("SELECT record.id FROM json_each(?1) JOIN record ON record.id = value WHERE " +
                                              std::string(record_is_held),
                                          {id_list(records)}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        all.insert(RecordId{row.integer(0)});
        return {};
    }));
    return all;
}

Result<std::vector<HotMember>> Volumes::hot_members(std::string_view name)
{
    TRY_ASSIGN(const auto volume, row_of(name));
    std::vector<HotMember> all;
    std::int64_t last = 0;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT object.id, digest, size, record.id, " + std::string(record_is_held) +
                                              " FROM volume_member JOIN object ON object.id = volume_member.object"
                                              " LEFT JOIN component ON component.object = object.id"
                                              " LEFT JOIN record ON record.id = component.record WHERE volume = ?1"
                                              " AND object.id NOT IN (SELECT object FROM cold_object)"
                                              " AND object.id NOT IN (SELECT object FROM destroyed_object)"
                                              " ORDER BY start, object.id",
                                          {volume}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        if (row.integer(0) != last) {
            last = row.integer(0);
            TRY_ASSIGN(const Digest digest, row.digest(1));
            all.push_back({digest, static_cast<std::uint64_t>(row.integer(2))});
        }
        if (row.is_null(3)) return {};
        all.back().records.push_back(RecordId{row.integer(3)});
        all.back().held = all.back().held || row.integer(4) != 0;
        return {};
    }));
    return all;
}

Result<std::vector<Digest>> Volumes::only_in(const std::vector<std::string>& names)
{
    std::vector<Digest> all;
    Json list = Json::array();
    for (const auto& name : names) list.push(name);
    TRY_ASSIGN(
        auto rows,
        state_.db.query("SELECT DISTINCT object.digest FROM volume JOIN volume_member ON volume_member.volume = volume.id"
                        " JOIN cold_object ON cold_object.object = volume_member.object"
                        " JOIN object ON object.id = volume_member.object"
                        " WHERE volume.name IN (SELECT value FROM json_each(?1)) AND NOT EXISTS ("
                        "SELECT 1 FROM volume_member AS other JOIN volume AS home ON home.id = other.volume"
                        " WHERE other.object = volume_member.object AND home.state = 'sealed'"
                        " AND home.name NOT IN (SELECT value FROM json_each(?1))) ORDER BY object.digest",
                        {list.dump()}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(const Digest digest, row.digest(0));
        all.push_back(digest);
        return {};
    }));
    return all;
}

Result<bool> Volumes::is_cold(const Digest& digest)
{
    TRY_ASSIGN(const auto found,
               state_.db.number("SELECT count(*) FROM cold_object JOIN object ON object.id = cold_object.object"
                                " WHERE digest = ?1",
                                {digest}));
    return found != 0;
}

Result<StorageTally> Volumes::tally()
{
    StorageTally tally;
    TRY_ASSIGN(auto rows,
               state_.db.query("SELECT (SELECT sum(objects) FROM object_tally), (SELECT sum(bytes) FROM object_tally),"
                               " count(*), coalesce(sum(size), 0) FROM cold_object"
                               " JOIN object ON object.id = cold_object.object"));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return tally;
    tally.cold_objects = rows.integer(2);
    tally.cold_bytes = static_cast<std::uint64_t>(rows.integer(3));
    tally.hot_objects = rows.integer(0) - tally.cold_objects;
    tally.hot_bytes = static_cast<std::uint64_t>(rows.integer(1)) - tally.cold_bytes;
    return tally;
}

Result<void> Volumes::mark_cold(const std::vector<Digest>& objects, std::string_view volume, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        std::int64_t count = 0;
        for (const auto& digest : objects) {
            TRY_ASSIGN(const auto object, state_.db.number("SELECT id FROM object WHERE digest = ?1"
                                                           " AND NOT EXISTS (SELECT 1 FROM cold_object WHERE object = id)",
                                                           {digest}));
            if (object == 0) continue;
            const auto marked = state_.db.run("INSERT INTO cold_object (object) VALUES (?1)", {object});
            if (!marked.ok()) return marked;
            ++count;
        }
        if (count == 0) return {};
        TRY_ASSIGN(const auto event,
                   append_event(state_, "records.cold", volume, Json::object().set("files", count).dump(), stamp));
        static_cast<void>(event);
        return {};
    });
}

Result<void> Volumes::came_in(const std::vector<Digest>& objects, const std::function<bool(const Digest&)>& are_there)
{
    std::vector<Digest> cold;
    for (const auto& digest : objects) {
        TRY_ASSIGN(const bool was_cold, is_cold(digest));
        if (was_cold) cold.push_back(digest);
    }
    if (cold.empty()) return {};
    return state_.write([&]() -> Result<void> {
        for (const auto& digest : cold)
            if (are_there(digest))
                TRY(state_.db.run("DELETE FROM cold_object WHERE object = (SELECT id FROM object WHERE digest = ?1)",
                                  {digest}));
        return {};
    });
}

Result<void> Volumes::mark_hot(const std::vector<Digest>& objects, const std::vector<ReferenceCode>& codes,
                               const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        for (const auto& digest : objects)
            TRY(state_.db.run("DELETE FROM cold_object WHERE object = (SELECT id FROM object WHERE digest = ?1)", {digest}));
        Json list = Json::array();
        for (const auto& code : codes) list.push(code.text());
        TRY_ASSIGN(const auto event,
                   append_event(state_, "records.recalled", codes.empty() ? state_.identity.code : codes.front().text(),
                                Json::object().set("codes", std::move(list)).set("files", objects.size()).dump(), stamp));
        static_cast<void>(event);
        return {};
    });
}

Result<std::vector<Digest>> Volumes::cold_after(const std::optional<Digest>& after, std::size_t limit)
{
    std::vector<Digest> all;
    const auto beginning = after ? sqlite::Value(*after) : sqlite::Value::blob("");
    TRY_ASSIGN(auto rows, state_.db.query("SELECT digest FROM object WHERE digest > ?1"
                                          " AND id IN (SELECT object FROM cold_object) ORDER BY digest LIMIT ?2",
                                          {beginning, limit}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(const Digest digest, row.digest(0));
        all.push_back(digest);
        return {};
    }));
    return all;
}

Result<bool> Volumes::wants_use(RecordId record, const Date& today)
{
    TRY_ASSIGN(auto rows, state_.db.query("SELECT last_used FROM record_use WHERE record = ?1", {raw(record)}));
    TRY_ASSIGN(const bool found, rows.next());
    return !found || days_of(today) - days_in(rows.view(0)) >= days_between_uses;
}

Result<void> Volumes::set_used(RecordId record, const Date& today)
{
    return state_.write([&] {
        return state_.db.run("INSERT INTO record_use (record, last_used) VALUES (?1, ?2)"
                             " ON CONFLICT (record) DO UPDATE SET last_used = ?2, weeks = weeks + 1",
                             {raw(record), today.text()});
    });
}

}  // namespace fonds
