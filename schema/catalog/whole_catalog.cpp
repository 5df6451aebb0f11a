// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/whole_catalog.hpp"

#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/opening.hpp"
#include "schema/catalog/record_check.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/text_check.hpp"
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

Result<std::optional<GivenExtension>> WholeCatalog::extension(const ReferenceCode& code)
{
    return state_.read([&]() -> Result<std::optional<GivenExtension>> {
        TRY_ASSIGN(auto rows, state_.db.query("SELECT until, reason FROM record JOIN record_extension"
                                              " ON record_extension.record = record.id WHERE code = ?1",
                                              {code.text()}));
        TRY_ASSIGN(const bool found, rows.next());
        if (!found) return std::optional<GivenExtension>();
        TRY_ASSIGN(const Date until, Date::parse(rows.view(0)));
        return std::optional(GivenExtension{until, rows.text(1)});
    });
}

Result<void> WholeCatalog::take_extension(const ReferenceCode& code, const GivenExtension& extension, const Stamp& stamp)
{
    // In the place of a case: none of this archive is to take it back as its own.
    static constexpr std::string_view origin = "taken over 随档接收:";
    return state_.write([&]() -> Result<void> {
        std::string_view said = extension.reason;
        if (said.starts_with(origin)) said.remove_prefix(origin.size());
        while (said.starts_with(' ')) said.remove_prefix(1);
        TRY_ASSIGN(const std::string reason, clean_line(said, {"Reason", "原因"}));
        TRY_ASSIGN(const RecordId record, find_record(state_, code));
        TRY(refuse_tombstone(state_, record, code));
        TRY(append_event(
            state_, "record.extended", code.text(),
            Json::object().set("until", extension.until.text()).set("reason", reason).set("case", origin).dump(), stamp));
        TRY(state_.db.run("INSERT OR REPLACE INTO record_extension (record, until, reason) VALUES (?1, ?2, ?3)",
                          {raw(record), extension.until.text(), std::string(origin) + " " + reason}));
        return state_.db.run("INSERT OR IGNORE INTO clock_owed (record) VALUES (?1)", {raw(record)});
    });
}

}  // namespace fonds
