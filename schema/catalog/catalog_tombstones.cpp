// SPDX-License-Identifier: GPL-3.0-or-later
// Tombstones: what stays of a record that was destroyed or merged.
#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/record_check.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/catalog/told_elsewhere.hpp"
#include "schema/catalog/tombstones.hpp"
#include "schema/core/json.hpp"

namespace fonds {

Result<void> insert_tombstone(CatalogState& state, RecordId record, std::string_view kind, std::optional<RecordId> heir,
                              const std::string& reason, std::int64_t event)
{
    return state.db.run("INSERT INTO tombstone (record, kind, merged_into, reason, event) VALUES (?1, ?2, ?3, ?4, ?5)",
                        {raw(record), kind, sqlite::Value::when(heir.has_value(), heir ? raw(*heir) : 0), reason, event});
}

Result<void> Numbers::bury(const ReferenceCode& code, std::string_view reason, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const std::string why, clean_line(reason, {"Reason", "原因"}));
        if (why.empty())
            return error(ErrorKind::usage,
                         say("It must be said why {} was destroyed", "须说明 {} 销毁的原因", {code.text()}));
        TRY_ASSIGN(const RecordId record, find_record(state_, code));
        TRY(refuse_tombstone(state_, record, code));
        TRY(refuse_held(state_, record, code));
        TRY_ASSIGN(const auto event,
                   append_event(state_, "record.destroyed", code.text(), Json::object().set("reason", why).dump(), stamp));
        return insert_tombstone(state_, record, "destroyed", std::nullopt, why, event);
    });
}

Result<std::optional<Tombstone>> Numbers::tombstone(const ReferenceCode& code)
{
    TRY_ASSIGN(auto rows,
               state_.db.query("SELECT tombstone.kind, coalesce(heir.code, ''), reason, " + std::string(told_at) + ", " +
                                   std::string(told_by) + ", coalesce(" + std::string(told_case) + ", ''), coalesce(" +
                                   std::string(told_title) +
                                   ", ''), json_valid(event.detail) AND json_extract(event.detail, '$.elsewhere') IS NOT"
                                   " NULL, (" +
                                   std::string(told_at_if_known) +
                                   ") IS NOT NULL FROM record JOIN tombstone ON tombstone.record = record.id JOIN event ON"
                                   " event.sequence = tombstone.event LEFT JOIN record AS heir ON heir.id = merged_into"
                                   " WHERE record.code = ?1",
                               {code.text()}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return std::optional<Tombstone>();
    Tombstone stone;
    if (rows.view(0) == "transferred") stone.kind = Tombstone::Kind::transferred;
    if (rows.view(0) == "merged") {
        stone.kind = Tombstone::Kind::merged;
        TRY_ASSIGN(stone.merged_into, ReferenceCode::parse(rows.view(1)));
    }
    stone.reason = rows.text(2);
    TRY_ASSIGN(stone.at, parse_instant(rows.view(3)));
    stone.actor = rows.text(4);
    stone.case_number = rows.text(5);
    stone.title = rows.text(6);
    stone.elsewhere = rows.integer(7) != 0;
    stone.day_known = rows.integer(8) != 0;
    return std::optional(std::move(stone));
}

}  // namespace fonds
