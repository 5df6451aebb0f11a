// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/whole_catalog.hpp"

#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/opening.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/core/json.hpp"

namespace fonds {

WholeCatalog::WholeCatalog(Catalog& catalog) : catalog_(catalog), state_(*catalog.state_) {}

Result<void> WholeCatalog::copy_to(const std::string& path)
{
    TRY(create_database_file(path));
    auto copied = state_.db.copy_to(path);
    if (!copied.ok()) remove_database_files(path);
    return copied;
}

Result<std::optional<std::string>> WholeCatalog::last_backup()
{
    TRY_ASSIGN(auto rows,
               state_.db.query("SELECT detail FROM event WHERE action = 'backup.created' ORDER BY sequence DESC LIMIT 1"));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return std::optional<std::string>();
    TRY_ASSIGN(const Json detail, Json::parse(rows.view(0)));
    std::string place = detail.get("place").text();
    return place.empty() ? std::optional<std::string>() : std::optional(std::move(place));
}

Result<void> WholeCatalog::each_held(const std::function<Result<void>(const HeldNumber&)>& visit)
{
    Numbers numbers(catalog_);
    std::vector<std::string> codes;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT code FROM held_number WHERE NOT EXISTS"
                                          " (SELECT 1 FROM record WHERE record.code = held_number.code) ORDER BY code"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        codes.push_back(row.text(0));
        return {};
    }));
    for (const auto& text : codes) {
        TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(text));
        TRY_ASSIGN(const auto held, numbers.held(code));
        if (held) TRY(visit(*held));
    }
    return {};
}

Result<void> WholeCatalog::each_tombstone(const std::function<Result<void>(const BuriedRecord&)>& visit)
{
    Numbers numbers(catalog_);
    std::vector<RecordId> ids;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT record FROM tombstone ORDER BY record"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        ids.push_back(RecordId{row.integer(0)});
        return {};
    }));
    for (const RecordId id : ids) {
        TRY_ASSIGN(auto loaded, load_records(state_, {id}));
        if (loaded.empty()) continue;
        BuriedRecord buried{std::move(loaded.front()), {}};
        TRY_ASSIGN(auto stone, numbers.tombstone(buried.record.code));
        if (!stone) continue;
        buried.stone = std::move(*stone);
        TRY(visit(buried));
    }
    return {};
}

}  // namespace fonds
