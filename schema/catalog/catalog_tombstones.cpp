// SPDX-License-Identifier: GPL-3.0-or-later
// Tombstones: what stays of a record that was destroyed or merged.
#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

Error no_such_record(const ReferenceCode& code)
{
    return error(ErrorKind::not_found, say("There is no record {}", "没有档案 {}", {code.text()})).at(code.text());
}

Error at_rest(const ReferenceCode& code, Text what)
{
    return error(ErrorKind::refused, std::move(what))
        .with_hint(say("fonds show {} tells what became of it.", "可用 fonds show {} 查看去向。", {code.text()}))
        .at(code.text());
}

Result<std::int64_t> row_of(CatalogState& state, const ReferenceCode& code)
{
    TRY_ASSIGN(const auto id, state.db.number("SELECT id FROM record WHERE code = ?1", {code.text()}));
    if (id == 0) return no_such_record(code);
    return id;
}

}  // namespace

Result<void> Numbers::bury(const ReferenceCode& code, const Tombstone& wanted, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        const bool merged = wanted.kind == Tombstone::Kind::merged;
        TRY_ASSIGN(const std::string reason, clean_line(wanted.reason, {"Reason", "原因"}));
        if (reason.empty())
            return error(ErrorKind::usage, say("It must be said why {} goes", "须说明 {} 销毁或合并的原因", {code.text()}));
        TRY_ASSIGN(const auto record, row_of(state_, code));
        TRY_ASSIGN(const auto before, tombstone(code));
        if (before) return at_rest(code, say("{} is no more already", "{} 已不存在", {code.text()}));
        TRY(refuse_held(state_, RecordId{record}, code));
        std::optional<std::int64_t> heir;
        if (merged) {
            TRY_ASSIGN(heir, row_of(state_, wanted.merged_into));
            TRY_ASSIGN(const auto heir_gone, tombstone(wanted.merged_into));
            if (heir_gone || *heir == record)
                return at_rest(
                    code, say("{} cannot be merged into {}", "{} 不能并入 {}", {code.text(), wanted.merged_into.text()}));
        }
        Json detail = Json::object();
        if (merged) detail.set("into", wanted.merged_into.text());
        detail.set("reason", reason);
        TRY_ASSIGN(const auto event,
                   append_event(state_, merged ? "record.merged" : "record.destroyed", code.text(), detail.dump(), stamp));
        return state_.db.run("INSERT INTO tombstone (record, kind, merged_into, reason, event) VALUES (?1, ?2, ?3, ?4, ?5)",
                             {record, merged ? "merged" : "destroyed", heir, reason, event});
    });
}

Result<void> Numbers::unmerge(const ReferenceCode& code, std::string_view reason, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const std::string why, clean_line(reason, {"Reason", "原因"}));
        TRY_ASSIGN(const auto record, row_of(state_, code));
        TRY_ASSIGN(const auto before, tombstone(code));
        if (!before || before->kind != Tombstone::Kind::merged)
            return at_rest(code, say("{} was not merged into another record", "{} 并未并入他件", {code.text()}));
        TRY(append_event(state_, "record.unmerged", code.text(),
                         Json::object().set("from", before->merged_into.text()).set("reason", why).dump(), stamp));
        return state_.db.run("DELETE FROM tombstone WHERE record = ?1", {record});
    });
}

Result<std::optional<Tombstone>> Numbers::tombstone(const ReferenceCode& code)
{
    TRY_ASSIGN(
        auto rows,
        state_.db.query("SELECT tombstone.kind, coalesce(heir.code, ''), reason, event.at, event.actor FROM record"
                        " JOIN tombstone ON tombstone.record = record.id JOIN event ON event.sequence = tombstone.event"
                        " LEFT JOIN record AS heir ON heir.id = merged_into WHERE record.code = ?1",
                        {code.text()}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return std::optional<Tombstone>();
    Tombstone stone;
    if (rows.view(0) == "merged") {
        stone.kind = Tombstone::Kind::merged;
        TRY_ASSIGN(stone.merged_into, ReferenceCode::parse(rows.view(1)));
    }
    stone.reason = rows.text(2);
    TRY_ASSIGN(stone.at, parse_instant(rows.view(3)));
    stone.actor = rows.text(4);
    return std::optional(std::move(stone));
}

}  // namespace fonds
