// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/doubles.hpp"

#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/id_list.hpp"
#include "schema/catalog/record_check.hpp"
#include "schema/catalog/record_loader.hpp"

namespace fonds {

Doubles::Doubles(Catalog& catalog) : catalog_(catalog), state_(*catalog.state_) {}

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
