// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/doubles.hpp"

#include "schema/catalog/catalog_outbox.hpp"
#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/id_list.hpp"
#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/record_check.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

Error no_such_merging(const ReferenceCode& keep, const ReferenceCode& other)
{
    return error(ErrorKind::refused, say("{} was not merged into {}", "{} 未曾并入 {}", {other.text(), keep.text()}))
        .with_hint(say("fonds show {} tells where it is.", "可用 fonds show {} 查看。", {other.text()}))
        .at(other.text());
}

/// What has gone up into another has no place of its own: its paper is taken away first, by somebody who looks.
Result<void> refuse_placed(CatalogState& state, RecordId record, const ReferenceCode& code)
{
    TRY_ASSIGN(
        const auto placed,
        state.db.number("SELECT 1 FROM paper WHERE record = ?1 AND (place IS NOT NULL OR loan IS NOT NULL)", {raw(record)}));
    if (placed == 0) return {};
    return error(ErrorKind::refused,
                 say("The paper of {} has a place or is on loan", "{} 的纸质原件在库位中或已借出", {code.text()}))
        .with_hint(say("Take it back, and put it with the other: fonds place --nowhere {}.",
                       "请先归还并移出:fonds place --nowhere {}。", {code.text()}))
        .at(code.text());
}

}  // namespace

Doubles::Doubles(Catalog& catalog) : state_(*catalog.state_) {}

Result<void> Doubles::each(const std::function<Result<void>(const Likeness&)>& visit)
{
    return visit_those("record.id NOT IN (SELECT record FROM tombstone)", visit);
}

Result<void> Doubles::each_merged(const std::function<Result<void>(const Likeness&)>& visit)
{
    return visit_those("record.id IN (SELECT record FROM tombstone WHERE kind = 'merged')", visit);
}

Result<void> Doubles::visit_those(std::string_view which, const std::function<Result<void>(const Likeness&)>& visit)
{
    return state_.read([&]() -> Result<void> {
        TRY_ASSIGN(auto rows,
                   state_.db.query(
                       std::string("SELECT record.id, record.code, category.code, record.title, coalesce(record.date, ''),"
                                   " record.number, coalesce(party.name, ''), record.amount, record.currency"
                                   " FROM record JOIN category ON category.id = record.category"
                                   " LEFT JOIN party ON party.id = record.party WHERE ") +
                       std::string(which) + " ORDER BY record.id"));
        return rows.each([&](const sqlite::Rows& row) -> Result<void> {
            Likeness one;
            one.id = RecordId{row.integer(0)};
            TRY_ASSIGN(one.code, ReferenceCode::parse(row.view(1)));
            one.category = row.text(2);
            one.title = row.text(3);
            one.date = row.text(4);
            one.number = row.text(5);
            one.party = row.text(6);
            if (!row.is_null(7)) one.amount = row.integer(7);
            one.currency = row.text(8);
            return visit(one);
        });
    });
}

Result<RecordMetadata> Doubles::as_stored(RecordMetadata said)
{
    return checked_metadata(std::move(said));
}

Result<void> Doubles::merge(const ReferenceCode& keep, const ReferenceCode& other, std::string_view reason,
                            const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const RecordId heir, find_record(state_, keep));
        TRY_ASSIGN(const RecordId gone, find_record(state_, other));
        if (heir == gone)
            return error(ErrorKind::refused, say("{} cannot be merged into itself", "{} 不能并入自身", {keep.text()}))
                .at(keep.text());
        TRY(refuse_tombstone(state_, heir, keep));
        TRY(refuse_tombstone(state_, gone, other));
        TRY(refuse_held(state_, gone, other));
        TRY(refuse_placed(state_, gone, other));
        TRY_ASSIGN(std::string why, clean_text(reason, {"Reason", "原因"}));
        if (why.empty()) why = "duplicate";
        Json detail = Json::object();
        detail.set("into", keep.text()).set("reason", why);
        TRY_ASSIGN(const auto event, append_event(state_, "record.merged", other.text(), detail.dump(), stamp));
        TRY(state_.db.run(
            "INSERT INTO tombstone (record, kind, merged_into, reason, event) VALUES (?1, 'merged', ?2, ?3, ?4)",
            {raw(gone), raw(heir), why, event}));
        return bump_and_owe(state_, {gone});
    });
}

Result<void> Doubles::part(const ReferenceCode& keep, const ReferenceCode& other, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const RecordId heir, find_record(state_, keep));
        TRY_ASSIGN(const RecordId gone, find_record(state_, other));
        TRY_ASSIGN(const auto merged, state_.db.number("SELECT 1 FROM tombstone WHERE record = ?1 AND kind = 'merged'"
                                                       " AND merged_into = ?2",
                                                       {raw(gone), raw(heir)}));
        if (merged == 0) return no_such_merging(keep, other);
        Json detail = Json::object();
        detail.set("from", keep.text()).set("reason", "");
        TRY(append_event(state_, "record.unmerged", other.text(), detail.dump(), stamp));
        TRY(state_.db.run("DELETE FROM tombstone WHERE record = ?1", {raw(gone)}));
        return bump_and_owe(state_, {gone});
    });
}

Result<std::optional<ReferenceCode>> Doubles::heir_of(const ReferenceCode& code)
{
    TRY_ASSIGN(auto rows, state_.db.query("SELECT heir.code FROM record JOIN tombstone ON tombstone.record = record.id"
                                          " JOIN record AS heir ON heir.id = tombstone.merged_into WHERE record.code = ?1",
                                          {code.text()}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return std::optional<ReferenceCode>();
    TRY_ASSIGN(ReferenceCode heir, ReferenceCode::parse(rows.view(0)));
    return std::optional(std::move(heir));
}

Result<void> Doubles::refuse_gone(const ReferenceCode& code)
{
    TRY_ASSIGN(const RecordId record, find_record(state_, code));
    return refuse_tombstone(state_, record, code);
}

Result<std::vector<ReferenceCode>> Doubles::merged_into(const ReferenceCode& code)
{
    std::vector<ReferenceCode> codes;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT gone.code FROM record JOIN tombstone ON tombstone.merged_into = record.id"
                                          " JOIN record AS gone ON gone.id = tombstone.record WHERE record.code = ?1"
                                          " ORDER BY gone.id",
                                          {code.text()}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(codes.emplace_back(), ReferenceCode::parse(row.view(0)));
        return {};
    }));
    return codes;
}

Result<std::vector<RecordId>> Doubles::gone(const std::vector<RecordId>& records)
{
    TRY_ASSIGN(auto rows, state_.db.query("SELECT record FROM tombstone WHERE record IN (SELECT value FROM json_each(?1))"
                                          " ORDER BY record",
                                          {id_list(records)}));
    return ids_in(rows);
}

}  // namespace fonds
