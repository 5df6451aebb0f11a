// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/fixity.hpp"
#include "schema/core/json.hpp"

namespace fonds {

FixityBook::FixityBook(Catalog& catalog) : state_(*catalog.state_) {}

Result<std::vector<DueObject>> FixityBook::due(const std::array<Instant, 3>& before)
{
    std::vector<DueObject> all;
    TRY_ASSIGN(
        auto rows,
        state_.db.query(
            "SELECT digest, size FROM (SELECT object.digest AS digest, object.size AS size,"
            " coalesce((SELECT verified_at FROM fixity WHERE fixity.object = object.id), min(added_at), '') AS proven,"
            " coalesce(min(grade), 'C') AS grade FROM object"
            " LEFT JOIN component ON component.object = object.id LEFT JOIN record ON record.id = component.record"
            " WHERE object.id NOT IN (SELECT object FROM destroyed_object)"
            " AND object.id NOT IN (SELECT object FROM cold_object) GROUP BY object.id)"
            " WHERE proven <= CASE grade WHEN 'A' THEN ?1 WHEN 'B' THEN ?2 ELSE ?3 END"
            " OR digest IN (SELECT object.digest FROM fixity JOIN object ON object.id = fixity.object"
            " WHERE fixity.state = 'damaged') ORDER BY proven, digest",
            {to_iso8601(before[0]), to_iso8601(before[1]), to_iso8601(before[2])}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(const Digest digest, row.digest(0));
        all.push_back({digest, static_cast<std::uint64_t>(row.integer(1))});
        return {};
    }));
    return all;
}

Result<std::vector<DueVolume>> FixityBook::due_volumes(const std::array<Instant, 3>& before)
{
    std::vector<DueVolume> all;
    TRY_ASSIGN(auto rows,
               state_.db.query("SELECT name, coalesce(proven <= before, 0) AS by_time, before FROM (SELECT name, proven,"
                               " CASE grade WHEN 'A' THEN ?1 WHEN 'B' THEN ?2 ELSE ?3 END AS before,"
                               " bad FROM (SELECT volume.name AS name,"
                               " (SELECT min(verified_at) FROM volume_copy WHERE volume_copy.volume = volume.id"
                               " AND state <> 'missing') AS proven,"
                               " EXISTS (SELECT 1 FROM volume_copy WHERE volume_copy.volume = volume.id"
                               " AND volume_copy.state <> 'good') AS bad,"
                               " coalesce((SELECT min(grade) FROM volume_member JOIN component"
                               " ON component.object = volume_member.object JOIN record ON record.id = component.record"
                               " WHERE volume_member.volume = volume.id), 'C') AS grade FROM volume WHERE state = 'sealed'))"
                               " WHERE by_time OR bad ORDER BY proven, name",
                               {to_iso8601(before[0]), to_iso8601(before[1]), to_iso8601(before[2])}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(const Instant limit, parse_instant(row.view(2)));
        all.push_back({row.text(0), row.integer(1) != 0, limit});
        return {};
    }));
    return all;
}

Result<std::optional<Instant>> FixityBook::next_due(const std::array<int, 3>& days, bool objects)
{
    constexpr std::string_view of_objects =
        "SELECT grade, min(proven) FROM (SELECT coalesce((SELECT verified_at FROM fixity WHERE fixity.object = object.id),"
        " min(added_at)) AS proven, coalesce(min(grade), 'C') AS grade FROM object"
        " LEFT JOIN component ON component.object = object.id LEFT JOIN record ON record.id = component.record"
        " WHERE object.id NOT IN (SELECT object FROM destroyed_object)"
        " AND object.id NOT IN (SELECT object FROM cold_object) GROUP BY object.id) WHERE proven IS NOT NULL GROUP BY grade";
    constexpr std::string_view of_volumes =
        "SELECT grade, min(proven) FROM (SELECT (SELECT min(verified_at) FROM volume_copy WHERE volume_copy.volume = "
        "volume.id"
        " AND state <> 'missing') AS proven, coalesce((SELECT min(grade) FROM volume_member JOIN component"
        " ON component.object = volume_member.object JOIN record ON record.id = component.record"
        " WHERE volume_member.volume = volume.id), 'C') AS grade FROM volume WHERE state = 'sealed')"
        " WHERE proven IS NOT NULL GROUP BY grade";
    std::optional<Instant> next;
    for (const auto query : {of_volumes, of_objects}) {
        if (query == of_objects && !objects) break;
        TRY_ASSIGN(auto rows, state_.db.query(std::string(query)));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            const char grade = row.view(0).empty() ? 'C' : row.view(0).front();
            TRY_ASSIGN(const Instant proven, parse_instant(row.view(1)));
            const Instant due = proven + std::chrono::days(days.at(grade == 'A' ? 0U : grade == 'B' ? 1U : 2U));
            next = next ? std::min(*next, due) : due;
            return {};
        }));
    }
    return next;
}

namespace {

constexpr std::string_view mendings = "SELECT at, action, subject, detail FROM event WHERE action ";

Result<MendedBytes> mending_of(const sqlite::Rows& row)
{
    MendedBytes one;
    TRY_ASSIGN(one.at, parse_instant(row.view(0)));
    one.of_volume = row.view(1) == "volume.repaired";
    one.subject = row.text(2);
    if (const auto detail = Json::parse(row.view(3)); one.of_volume && detail.ok()) {
        one.place = detail->get("place").text();
        one.from = detail->get("from").text();
    }
    return one;
}

}  // namespace

Result<std::map<std::string, VolumeHealth>> FixityBook::volume_health(std::string_view name, const std::array<int, 3>& days,
                                                                      Instant now)
{
    std::map<std::string, VolumeHealth> all;
    TRY_ASSIGN(auto rows,
               state_.db.query("SELECT name, state, (SELECT min(verified_at) FROM volume_copy"
                               " WHERE volume_copy.volume = volume.id AND volume_copy.state <> 'missing'),"
                               " EXISTS (SELECT 1 FROM volume_copy WHERE volume_copy.volume = volume.id"
                               " AND volume_copy.state <> 'good'),"
                               " coalesce((SELECT min(grade) FROM volume_member JOIN component"
                               " ON component.object = volume_member.object JOIN record ON record.id = component.record"
                               " WHERE volume_member.volume = volume.id), 'C') FROM volume WHERE ?1 = '' OR name = ?1",
                               {name}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        VolumeHealth health;
        if (row.view(1) == "sealed") {
            if (!row.is_null(2)) {
                TRY_ASSIGN(health.verified, parse_instant(row.view(2)));
                const char grade = row.view(4).empty() ? 'C' : row.view(4).front();
                health.next_due = *health.verified + std::chrono::days(days.at(grade == 'A' ? 0U : grade == 'B' ? 1U : 2U));
            }
            if (row.integer(3) != 0) health.next_due = std::min(now, health.next_due.value_or(now));
        }
        all.emplace(row.text(0), std::move(health));
        return {};
    }));
    TRY_ASSIGN(auto repairs, state_.db.query(std::string(mendings) + "= 'volume.repaired' AND (?1 = '' OR subject = ?1)"
                                                                     " ORDER BY sequence",
                                             {name}));
    TRY(repairs.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(MendedBytes one, mending_of(row));
        const auto at = all.find(one.subject);
        if (at == all.end()) return {};
        ++at->second.repairs;
        at->second.last_repair = std::move(one);
        return {};
    }));
    return all;
}

Result<void> FixityBook::set(const std::vector<ScrubbedObject>& found, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        for (const auto& one : found) {
            const bool good = one.found == Soundness::whole || one.found == Soundness::repaired;
            TRY(state_.db.run(
                "INSERT INTO fixity (object, verified_at, state) SELECT id, ?2, ?3 FROM object WHERE digest = ?1"
                " ON CONFLICT (object) DO UPDATE SET verified_at = ?2, state = ?3",
                {one.digest, to_iso8601(one.at), good ? "good" : "damaged"}));
            if (one.found == Soundness::whole) continue;
            const std::string_view action = one.found == Soundness::repaired ? "object.repaired" : "object.damaged";
            TRY_ASSIGN(
                const auto event,
                append_event(state_, action, one.digest.hex(),
                             Json::object().set("missing", one.found == Soundness::missing).set("note", one.note).dump(),
                             stamp));
            static_cast<void>(event);
        }
        return {};
    });
}

Result<FixitySummary> FixityBook::summary()
{
    FixitySummary summary;
    const auto instant = [](const sqlite::Rows& row, int column) -> Result<std::optional<Instant>> {
        if (row.is_null(column)) return std::optional<Instant>();
        TRY_ASSIGN(const Instant at, parse_instant(row.view(column)));
        return std::optional(at);
    };
    TRY_ASSIGN(auto rows,
               state_.db.query("SELECT (SELECT sum(objects) FROM object_tally) - (SELECT count(*) FROM cold_object),"
                               " (SELECT count(*) FROM fixity), (SELECT count(*) FROM fixity WHERE state = 'damaged'),"
                               " (SELECT min(verified_at) FROM fixity),"
                               " (SELECT max(at) FROM event WHERE action = 'archive.scrubbed'),"
                               " (SELECT count(*) FROM event WHERE action IN ('object.repaired', 'volume.repaired'))"));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return summary;
    summary.objects = rows.integer(0);
    summary.never = std::max<std::int64_t>(0, summary.objects - rows.integer(1));
    summary.damaged = rows.integer(2);
    TRY_ASSIGN(summary.oldest, instant(rows, 3));
    TRY_ASSIGN(summary.last_scrub, instant(rows, 4));
    summary.repaired = rows.integer(5);
    if (summary.repaired == 0) return summary;
    TRY_ASSIGN(auto last, state_.db.query(std::string(mendings) + "IN ('object.repaired', 'volume.repaired')"
                                                                  " ORDER BY sequence DESC LIMIT 1"));
    TRY_ASSIGN(const bool some, last.next());
    if (some) {
        TRY_ASSIGN(summary.last_repair, mending_of(last));
    }
    return summary;
}

}  // namespace fonds
