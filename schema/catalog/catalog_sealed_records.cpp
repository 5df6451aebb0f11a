// SPDX-License-Identifier: GPL-3.0-or-later
// In which volumes records were sealed: not where their bytes are, which a volume may have for another record, but where
// they lie under the record's name, and where what was known of it lies beside them.
#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <unordered_set>

#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/id_list.hpp"
#include "schema/catalog/volumes.hpp"
#include "schema/core/json.hpp"
#include "schema/model/record_folder.hpp"

namespace fonds {

namespace {

constexpr std::string_view payload = "data/";

/// Objects that several records have; read from an index alone.
constexpr std::string_view shared_objects =
    "(SELECT object AS shared_object FROM component GROUP BY object HAVING count(*) > 1)";

struct SealedVolumeRow {
    std::string name, sealed_at;
    bool is_read = false;
    std::map<std::string, std::size_t, std::less<>> doubles;  ///< by folder, how many of its files
};

/// What a volume has of a record.
struct Sealing {
    std::int64_t volume = 0;
    std::size_t files = 0;  ///< of its objects, under whatever name
    std::size_t named = 0;  ///< of its files, under its name
};

/// Looks records up, and remembers what the log tells of volumes.
class SealedRecords {
public:
    explicit SealedRecords(CatalogState& state) : state_(state) {}

    using Visit = std::function<Result<void>(RecordId, std::size_t files, const std::vector<Sealing>&)>;

    /// `visit` gets each record, with the number of its files and what volumes have of it.
    Result<void> each(const std::vector<RecordId>& records, const Visit& visit)
    {
        TRY_ASSIGN(
            auto rows,
            state_.db.query(
                "SELECT record.id, record.code, component.object, volume, volume_member.path FROM json_each(?1) AS wanted"
                " CROSS JOIN record ON record.id = wanted.value"
                " CROSS JOIN component ON component.record = record.id"
                " LEFT JOIN volume_member ON volume_member.object = component.object",
                {id_list(records)}));
        RecordId record{};
        std::string folder;
        std::int64_t object = 0;
        std::size_t files = 0;
        std::vector<Sealing> sealings;
        const auto end = [&]() -> Result<void> {
            if (files == 0) return {};
            for (Sealing& one : sealings)
                if (one.named < files) {
                    TRY_ASSIGN(const std::size_t more, doubles(one.volume, folder));
                    one.named += more;
                }
            return visit(record, files, sealings);
        };
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            if (const RecordId id{row.integer(0)}; id != record || files == 0) {
                TRY(end());
                record = id;
                folder = record_folder(row.view(1));
                object = 0;
                files = 0;
                sealings.clear();
            }
            if (row.integer(2) != object) {
                object = row.integer(2);
                ++files;
            }
            if (row.is_null(3)) return {};
            const std::int64_t volume = row.integer(3);
            auto at = std::ranges::find(sealings, volume, &Sealing::volume);
            if (at == sealings.end()) at = sealings.insert(at, Sealing{volume});
            ++at->files;
            at->named += is_below(row.view(4), folder) ? 1U : 0U;
            return {};
        }));
        return end();
    }

    Result<const SealedVolumeRow*> volume(std::int64_t id)
    {
        SealedVolumeRow& known = volumes_[id];
        if (!known.name.empty()) return &known;
        TRY_ASSIGN(auto rows, state_.db.query("SELECT name, sealed_at FROM volume WHERE id = ?1", {id}));
        TRY_ASSIGN(const bool found, rows.next());
        if (found) {
            known.name = rows.text(0);
            known.sealed_at = rows.text(1);
        }
        return &known;
    }

private:
    static bool is_below(std::string_view path, std::string_view folder)
    {
        return path.starts_with(payload) && path.substr(payload.size()).starts_with(folder) &&
               path.substr(payload.size() + folder.size()).starts_with('/');
    }

    /// Files of that folder whose bytes the volume has under another path as well.
    Result<std::size_t> doubles(std::int64_t id, const std::string& folder)
    {
        SealedVolumeRow& known = volumes_[id];
        if (!known.is_read) {
            known.is_read = true;
            TRY_ASSIGN(auto rows, state_.db.query("SELECT json_each.value FROM volume JOIN event ON event.sequence = event"
                                                  " CROSS JOIN json_each(event.detail, '$.doubles') WHERE volume.id = ?1",
                                                  {id}));
            TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
                const std::string_view path = row.view(0);
                const std::size_t slash = path.rfind('/');
                if (path.starts_with(payload) && slash != std::string_view::npos && slash > payload.size())
                    ++known.doubles[std::string(path.substr(payload.size(), slash - payload.size()))];
                return {};
            }));
        }
        const auto at = known.doubles.find(folder);
        return at == known.doubles.end() ? std::size_t{0} : at->second;
    }

    CatalogState& state_;
    std::map<std::int64_t, SealedVolumeRow> volumes_;
};

}  // namespace

Result<std::unordered_map<RecordId, std::string>> Volumes::homes(const std::vector<RecordId>& records, SealedPart part)
{
    std::unordered_map<RecordId, std::string> all;
    SealedRecords sealed(state_);
    TRY(sealed.each(records, [&](RecordId record, std::size_t files, const std::vector<Sealing>& sealings) -> Result<void> {
        const SealedVolumeRow* last = nullptr;
        std::int64_t last_id = 0;
        for (const Sealing& one : sealings) {
            if (part == SealedPart::any ? one.named == 0 : one.files < files || one.named < files) continue;
            TRY_ASSIGN(const SealedVolumeRow* volume, sealed.volume(one.volume));
            if (last != nullptr && std::tie(volume->sealed_at, one.volume) < std::tie(last->sealed_at, last_id)) continue;
            last = volume;
            last_id = one.volume;
        }
        if (last != nullptr) all.emplace(record, last->name);
        return {};
    }));
    return all;
}

Result<std::vector<std::string>> Volumes::with_destroyed_members()
{
    std::set<std::string> names;
    TRY_ASSIGN(auto owed, state_.db.query("SELECT DISTINCT name FROM volume JOIN volume_member ON volume = volume.id"
                                          " JOIN destroyed_object ON destroyed_object.object = volume_member.object"
                                          " WHERE state = 'sealed'"));
    TRY(owed.each([&](const sqlite::Rows& row) -> Result<void> {
        names.insert(row.text(0));
        return {};
    }));
    // Bytes that other records have stay; what a volume tells of the destroyed one beside them does not.
    std::unordered_set<std::string> gone;
    TRY_ASSIGN(auto stones,
               state_.db.query("SELECT code FROM tombstone JOIN record ON record.id = record WHERE kind <> 'merged'"));
    TRY(stones.each([&](const sqlite::Rows& row) -> Result<void> {
        gone.insert(record_folder(row.view(0)));
        return {};
    }));
    if (gone.empty()) return std::vector<std::string>(names.begin(), names.end());
    TRY_ASSIGN(
        auto paths,
        state_.db.query("SELECT name, path FROM volume JOIN volume_member ON volume = volume.id WHERE state = 'sealed'"
                        " UNION ALL SELECT name, json_each.value FROM volume JOIN event ON event.sequence = event"
                        " CROSS JOIN json_each(event.detail, '$.doubles') WHERE state = 'sealed'"));
    TRY(paths.each([&](const sqlite::Rows& row) -> Result<void> {
        const std::string_view path = row.view(1);
        const std::size_t slash = path.rfind('/');
        if (!path.starts_with(payload) || slash <= payload.size()) return {};
        if (gone.contains(std::string(path.substr(payload.size(), slash - payload.size())))) names.insert(row.text(0));
        return {};
    }));
    return std::vector<std::string>(names.begin(), names.end());
}

Result<std::vector<RecordId>> Volumes::sealed_in(std::string_view name)
{
    TRY_ASSIGN(const auto volume, row_of(name));
    TRY_ASSIGN(const auto records, records_in(name));
    std::vector<RecordId> all;
    TRY(SealedRecords(state_).each(records,
                                   [&](RecordId record, std::size_t, const std::vector<Sealing>& sealings) -> Result<void> {
                                       const auto at = std::ranges::find(sealings, volume, &Sealing::volume);
                                       if (at != sealings.end() && at->named > 0) all.push_back(record);
                                       return {};
                                   }));
    return all;
}

Result<std::vector<RecordId>> Volumes::living_in(const std::vector<std::string>& names)
{
    std::vector<RecordId> found, all;
    std::unordered_map<RecordId, bool> is_last;
    Json list = Json::array();
    for (const auto& name : names) list.push(name);
    TRY_ASSIGN(
        auto rows,
        state_.db.query("SELECT component.record, max(NOT EXISTS ("
                        "SELECT 1 FROM volume_member AS other JOIN volume AS later ON later.id = other.volume"
                        " WHERE other.object = volume_member.object AND later.state = 'sealed'"
                        " AND (later.sealed_at, later.id) > (volume.sealed_at, volume.id)"
                        " AND later.name NOT IN (SELECT value FROM json_each(?1))))"
                        " FROM volume JOIN volume_member ON volume_member.volume = volume.id"
                        " JOIN component ON component.object = volume_member.object"
                        " WHERE volume.name IN (SELECT value FROM json_each(?1))"
                        " GROUP BY component.record ORDER BY min(volume.id), min(volume_member.start), component.record",
                        {list.dump()}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        found.push_back(RecordId{row.integer(0)});
        is_last[found.back()] = row.integer(1) != 0;
        return {};
    }));
    TRY_ASSIGN(const auto at_home, homes(found));
    std::ranges::copy_if(found, std::back_inserter(all), [&](RecordId record) {
        const auto home = at_home.find(record);
        return home == at_home.end() ? is_last[record] : std::ranges::find(names, home->second) != names.end();
    });
    return all;
}

Result<std::vector<RecordId>> Volumes::unsealed_sharers()
{
    std::vector<RecordId> sharers, all;
    TRY_ASSIGN(const auto cold, state_.db.number("SELECT EXISTS (SELECT 1 FROM cold_object)"));
    if (cold == 0) return all;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT DISTINCT component.record FROM " + std::string(shared_objects) +
                                          " CROSS JOIN cold_object ON cold_object.object = shared_object"
                                          " CROSS JOIN component ON component.object = shared_object"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        sharers.push_back(RecordId{row.integer(0)});
        return {};
    }));
    TRY_ASSIGN(const auto at_home, homes(sharers));
    std::ranges::copy_if(sharers, std::back_inserter(all), [&](RecordId record) { return !at_home.contains(record); });
    return all;
}

Result<std::vector<SharedObject>> Volumes::shared_hot()
{
    std::vector<SharedObject> all;
    std::int64_t last = 0;
    TRY_ASSIGN(auto rows,
               state_.db.query("SELECT object.id, size, component.record FROM " + std::string(shared_objects) +
                               " CROSS JOIN object ON object.id = shared_object"
                               " CROSS JOIN component ON component.object = shared_object"
                               " WHERE NOT EXISTS (SELECT 1 FROM cold_object WHERE cold_object.object = shared_object)"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        if (row.integer(0) != last) all.push_back({static_cast<std::uint64_t>(row.integer(1)), {}});
        last = row.integer(0);
        all.back().records.push_back(RecordId{row.integer(2)});
        return {};
    }));
    return all;
}

Result<std::vector<RecordId>> Volumes::records_with(const Digest& digest)
{
    std::vector<RecordId> all;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT record FROM object JOIN component ON component.object = object.id"
                                          " WHERE digest = ?1 ORDER BY record",
                                          {digest}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        all.push_back(RecordId{row.integer(0)});
        return {};
    }));
    return all;
}

}  // namespace fonds
