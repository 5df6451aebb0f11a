// SPDX-License-Identifier: GPL-3.0-or-later
// Volumes and their copies.
#include <array>
#include <cstdio>
#include <unordered_set>

#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/volumes.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

constexpr std::string_view volume_columns =
    "SELECT name, state, size, digest, previous, encrypted, parity, members, bytes, sealed_at, id FROM volume ";

Result<std::vector<VolumeCopy>> copies_of(CatalogState& state, std::int64_t volume)
{
    std::vector<VolumeCopy> copies;
    TRY_ASSIGN(
        auto rows,
        state.db.query("SELECT place, state, verified_at FROM volume_copy WHERE volume = ?1 ORDER BY place", {volume}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        VolumeCopy copy;
        copy.place = row.text(0);
        const auto known = copy_state(row.view(1));
        if (!known)
            return error(ErrorKind::corrupt, say("The catalog names an unknown state of a copy: {}",
                                                 "目录库含有未知的副本状态:{}", {row.view(1)}));
        copy.state = *known;
        TRY_ASSIGN(copy.verified_at, parse_instant(row.view(2)));
        copies.push_back(std::move(copy));
        return {};
    }));
    return copies;
}

Result<Volume> volume_of(CatalogState& state, const sqlite::Rows& row)
{
    Volume volume;
    volume.name = row.text(0);
    volume.replaced = row.view(1) == "replaced";
    volume.size = static_cast<std::uint64_t>(row.integer(2));
    TRY_ASSIGN(volume.digest, row.digest(3));
    if (!row.is_null(4)) {
        TRY_ASSIGN(volume.previous, row.digest(4));
    }
    volume.encrypted = row.integer(5) != 0;
    volume.parity = static_cast<int>(row.integer(6));
    volume.members = row.integer(7);
    volume.bytes = static_cast<std::uint64_t>(row.integer(8));
    TRY_ASSIGN(volume.sealed_at, parse_instant(row.view(9)));
    TRY_ASSIGN(volume.copies, copies_of(state, row.integer(10)));
    return volume;
}

VolumeMember member_of(const sqlite::Rows& row, const Digest& digest)
{
    VolumeMember member;
    member.digest = digest;
    member.size = static_cast<std::uint64_t>(row.integer(1));
    member.path = row.text(2);
    member.start = static_cast<std::uint64_t>(row.integer(3));
    member.stored_size = static_cast<std::uint64_t>(row.integer(4));
    member.deflated = row.integer(5) != 0;
    return member;
}

/// The table of members has each object of a volume once: under which other paths a volume has the same bytes is in the log
/// alone, and tells which records it was sealed for.
Json doubles_among(const std::vector<VolumeMember>& members)
{
    Json doubles = Json::array();
    std::unordered_set<Digest> seen;
    for (const auto& member : members)
        if (!seen.insert(member.digest).second) doubles.push(member.path);
    return doubles;
}

}  // namespace

Volumes::Volumes(Catalog& catalog) : state_(*catalog.state_) {}

Result<std::int64_t> Volumes::row_of(std::string_view name)
{
    TRY_ASSIGN(const auto row, state_.db.number("SELECT id FROM volume WHERE name = ?1", {name}));
    if (row != 0) return row;
    return error(ErrorKind::not_found, say("There is no volume {}", "没有冷存卷 {}", {name}))
        .with_hint(say("fonds volume list shows their names.", "可用 fonds volume list 查看卷名。"))
        .at(std::string(name));
}

Result<std::string> Volumes::next_name()
{
    // Names are never used twice, and go up with the order of sealing: volumes are never forgotten, and of another
    // archive's, or of one that is made again from its volumes, the later ones may have been adopted before the others.
    std::string stem;
    for (const char c : state_.identity.code)
        stem += std::string_view("/\\:*?\"<>|. ").find(c) == std::string_view::npos ? c : '_';
    stem += "-V";
    TRY_ASSIGN(const auto last,
               state_.db.number("SELECT coalesce(max(CAST(substr(name, length(?1) + 1) AS INTEGER)), 0) FROM volume"
                                " WHERE substr(name, 1, length(?1)) = ?1 AND length(name) <= length(?1) + 9",
                                {stem}));
    for (std::int64_t number = last + 1;; ++number) {
        std::array<char, 24> serial{};
        std::snprintf(serial.data(), serial.size(), "%04lld", static_cast<long long>(number));
        const std::string name = stem + serial.data();
        TRY_ASSIGN(const auto taken, state_.db.number("SELECT count(*) FROM volume WHERE name = ?1", {name}));
        if (taken == 0) return name;
    }
}

Result<std::optional<Digest>> Volumes::newest_digest()
{
    TRY_ASSIGN(auto rows, state_.db.query("SELECT digest FROM volume ORDER BY id DESC LIMIT 1"));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return std::optional<Digest>();
    TRY_ASSIGN(const Digest digest, rows.digest(0));
    return std::optional(digest);
}

Result<void> Volumes::add(const Volume& volume, const std::vector<VolumeMember>& members, bool adopted, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        Json copies = Json::array();
        for (const auto& copy : volume.copies) copies.push(copy.place);
        Json detail = Json::object()
                          .set("digest", volume.digest.hex())
                          .set("size", volume.size)
                          .set("previous", volume.previous ? Json(volume.previous->hex()) : Json())
                          .set("files", volume.members)
                          .set("bytes", volume.bytes)
                          .set("encrypted", volume.encrypted)
                          .set("parity", volume.parity)
                          .set("copies", std::move(copies));
        if (Json doubles = doubles_among(members); doubles.size() > 0) detail.set("doubles", std::move(doubles));
        TRY_ASSIGN(const auto event,
                   append_event(state_, adopted ? "volume.adopted" : "volume.sealed", volume.name, detail.dump(), stamp));
        TRY(state_.db.run(
            "INSERT INTO volume (name, size, digest, previous, encrypted, parity, members, bytes, sealed_at, event)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            {volume.name, volume.size, volume.digest, volume.previous, volume.encrypted ? 1 : 0, volume.parity,
             volume.members, volume.bytes, to_iso8601(volume.sealed_at), event}));
        const auto row = state_.db.last_row();
        for (const auto& copy : volume.copies)
            TRY(state_.db.run("INSERT INTO volume_copy (volume, place, state, verified_at) VALUES (?1, ?2, ?3, ?4)",
                              {row, copy.place, name_of(copy.state), to_iso8601(copy.verified_at)}));
        for (const auto& member : members)
            TRY(state_.db.run("INSERT OR IGNORE INTO volume_member (object, volume, path, start, stored_size, deflated)"
                              " SELECT id, ?2, ?3, ?4, ?5, ?6 FROM object WHERE digest = ?1",
                              {member.digest, row, member.path, member.start, member.stored_size, member.deflated ? 1 : 0}));
        return {};
    });
}

Result<std::vector<Volume>> Volumes::list(bool replaced_too)
{
    std::vector<Volume> all;
    TRY_ASSIGN(auto rows,
               state_.db.query(std::string(volume_columns) + "WHERE ?1 OR state = 'sealed' ORDER BY length(name), name",
                               {replaced_too ? 1 : 0}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(auto volume, volume_of(state_, row));
        all.push_back(std::move(volume));
        return {};
    }));
    return all;
}

Result<std::optional<Volume>> Volumes::find(std::string_view name)
{
    TRY_ASSIGN(auto rows, state_.db.query(std::string(volume_columns) + "WHERE name = ?1", {name}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return std::optional<Volume>();
    TRY_ASSIGN(auto volume, volume_of(state_, rows));
    return std::optional(std::move(volume));
}

Result<Volume> Volumes::get(std::string_view name)
{
    TRY_ASSIGN(const auto row, row_of(name));
    static_cast<void>(row);
    TRY_ASSIGN(auto volume, find(name));
    return std::move(*volume);
}

Result<std::vector<VolumeMember>> Volumes::members(std::string_view name)
{
    TRY_ASSIGN(const auto volume, row_of(name));
    std::vector<VolumeMember> all;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT digest, size, path, start, stored_size, deflated FROM volume_member"
                                          " JOIN object ON object.id = volume_member.object WHERE volume = ?1"
                                          " AND object.id NOT IN (SELECT object FROM destroyed_object)"
                                          " ORDER BY start, path",
                                          {volume}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(const Digest digest, row.digest(0));
        all.push_back(member_of(row, digest));
        return {};
    }));
    return all;
}

Result<std::int64_t> Volumes::dead_members(std::string_view name)
{
    TRY_ASSIGN(const auto volume, row_of(name));
    return state_.db.number("SELECT count(*) FROM volume_member WHERE volume = ?1"
                            " AND NOT EXISTS (SELECT 1 FROM component WHERE component.object = volume_member.object)"
                            " AND NOT EXISTS (SELECT 1 FROM arrival WHERE arrival.object = volume_member.object)",
                            {volume});
}

Result<std::vector<RecordId>> Volumes::records_in(std::string_view name)
{
    TRY_ASSIGN(const auto volume, row_of(name));
    std::vector<RecordId> all;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT DISTINCT record FROM volume_member"
                                          " JOIN component ON component.object = volume_member.object"
                                          " WHERE volume = ?1 ORDER BY record",
                                          {volume}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        all.push_back(RecordId{row.integer(0)});
        return {};
    }));
    return all;
}

Result<void> Volumes::set_copy(std::string_view name, const VolumeCopy& copy, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const auto volume, row_of(name));
        // What was seen while it was being replaced is told too late: it has no copies any more, and nothing would mend one.
        TRY_ASSIGN(const auto sealed,
                   state_.db.number("SELECT count(*) FROM volume WHERE id = ?1 AND state = 'sealed'", {volume}));
        if (sealed == 0) return {};
        std::string before;
        {
            TRY_ASSIGN(auto rows, state_.db.query("SELECT state FROM volume_copy WHERE volume = ?1 AND place = ?2",
                                                  {volume, copy.place}));
            TRY_ASSIGN(const bool found, rows.next());
            if (found) before = rows.text(0);
        }
        TRY(state_.db.run("INSERT INTO volume_copy (volume, place, state, verified_at) VALUES (?1, ?2, ?3, ?4)"
                          " ON CONFLICT (volume, place) DO UPDATE SET state = ?3, verified_at = ?4",
                          {volume, copy.place, name_of(copy.state), to_iso8601(copy.verified_at)}));
        if (before == name_of(copy.state)) return {};
        TRY_ASSIGN(
            const auto event,
            append_event(
                state_, "volume.copy", name,
                Json::object().set("place", copy.place).set("before", before).set("state", name_of(copy.state)).dump(),
                stamp));
        static_cast<void>(event);
        return {};
    });
}

Result<void> Volumes::move_copy(std::string_view name, std::string_view from, std::string_view to, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const auto volume, row_of(name));
        TRY(state_.db.run("UPDATE volume_copy SET place = ?3 WHERE volume = ?1 AND place = ?2", {volume, from, to}));
        TRY_ASSIGN(const auto event,
                   append_event(state_, "volume.moved", name, Json::object().set("from", from).set("to", to).dump(), stamp));
        static_cast<void>(event);
        return {};
    });
}

Result<void> Volumes::forget_copy(std::string_view name, std::string_view place, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const auto volume, row_of(name));
        TRY(state_.db.run("DELETE FROM volume_copy WHERE volume = ?1 AND place = ?2", {volume, place}));
        TRY_ASSIGN(const auto event, append_event(state_, "volume.copy", name,
                                                  Json::object().set("place", place).set("state", "removed").dump(), stamp));
        static_cast<void>(event);
        return {};
    });
}

Result<std::vector<std::string>> Volumes::proven_at(std::string_view place)
{
    std::vector<std::string> names;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT volume.name FROM volume_copy JOIN volume ON volume.id = volume_copy.volume"
                                          " WHERE volume_copy.place = ?1 AND volume_copy.state <> 'missing'"
                                          " AND volume.state = 'sealed' ORDER BY volume.id",
                                          {place}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        names.push_back(row.text(0));
        return {};
    }));
    return names;
}

Result<void> Volumes::replace(std::string_view name, std::string_view why, std::string_view by, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const auto volume, row_of(name));
        TRY_ASSIGN(const auto alone,
                   state_.db.number("SELECT count(*) FROM volume_member JOIN cold_object"
                                    " ON cold_object.object = volume_member.object WHERE volume = ?1"
                                    " AND NOT EXISTS (SELECT 1 FROM volume_member AS other"
                                    " JOIN volume ON volume.id = other.volume WHERE other.object = volume_member.object"
                                    " AND volume.state = 'sealed' AND volume.id <> ?1)",
                                    {volume}));
        if (alone != 0)
            return error(ErrorKind::refused,
                         say("{} has the only bytes of {} files", "{} 存有 {} 个文件的唯一数据", {name, alone}))
                .at(std::string(name));
        Json detail = Json::object().set("why", why);
        if (!by.empty()) detail.set("by", by);
        TRY_ASSIGN(const auto event, append_event(state_, "volume.replaced", name, detail.dump(), stamp));
        static_cast<void>(event);
        TRY(state_.db.run("UPDATE volume SET state = 'replaced' WHERE id = ?1", {volume}));
        TRY(state_.db.run("DELETE FROM volume_copy WHERE volume = ?1", {volume}));
        return state_.db.run("DELETE FROM volume_member WHERE volume = ?1", {volume});
    });
}

Result<std::vector<ColdPlace>> Volumes::places_of(const Digest& digest)
{
    std::vector<ColdPlace> places;
    TRY_ASSIGN(auto rows,
               state_.db.query("SELECT volume.name, size, path, start, stored_size, deflated, encrypted, volume.id"
                               " FROM (SELECT id AS object_id, object.size AS size FROM object WHERE digest = ?1)"
                               " JOIN volume_member ON volume_member.object = object_id"
                               " JOIN (SELECT id, name, encrypted, state, sealed_at FROM volume) AS volume"
                               " ON volume.id = volume_member.volume"
                               " WHERE volume.state = 'sealed' ORDER BY volume.sealed_at DESC, volume.id DESC",
                               {digest}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        ColdPlace place;
        place.volume = row.text(0);
        place.member = member_of(row, digest);
        place.encrypted = row.integer(6) != 0;
        TRY_ASSIGN(auto copies, copies_of(state_, row.integer(7)));
        for (const bool good : {true, false})
            for (const auto& copy : copies)
                if ((copy.state == CopyState::good) == good) place.copies.push_back(copy);
        places.push_back(std::move(place));
        return {};
    }));
    return places;
}

}  // namespace fonds
