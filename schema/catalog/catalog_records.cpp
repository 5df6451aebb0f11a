// SPDX-License-Identifier: GPL-3.0-or-later
// Reading records, codes and history.
#include "schema/catalog/record_loader.hpp"

namespace fonds {

namespace {

Result<std::vector<ReferenceCode>> codes_in(sqlite::Rows& rows)
{
    std::vector<ReferenceCode> codes;
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(auto code, ReferenceCode::parse(row.view(0)));
        codes.push_back(std::move(code));
        return {};
    }));
    return codes;
}

/// `text` as a LIKE pattern that finds it anywhere.
std::string anywhere(std::string_view text)
{
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

}  // namespace

Result<Record> Catalog::record(const ReferenceCode& code)
{
    return state_->read([&]() -> Result<Record> {
        TRY_ASSIGN(const RecordId id, find_record(*state_, code));
        return record(id);
    });
}

Result<Record> Catalog::record(RecordId id)
{
    TRY_ASSIGN(auto found, load_records(*state_, {id}));
    if (!found.empty()) return std::move(found.front());
    return error(ErrorKind::not_found, say("There is no record with the id {}", "没有编号为 {} 的件", {raw(id)}));
}

Result<std::vector<Record>> Catalog::records(const std::vector<RecordId>& ids)
{
    return load_records(*state_, ids);
}

Result<std::vector<Record>> Catalog::records_after(RecordId after, std::size_t limit)
{
    return state_->read([&]() -> Result<std::vector<Record>> {
        TRY_ASSIGN(auto rows,
                   state_->db.query("SELECT id FROM record WHERE id > ?1 AND id NOT IN (SELECT record FROM tombstone)"
                                    " ORDER BY id LIMIT ?2",
                                    {raw(after), limit}));
        TRY_ASSIGN(const auto ids, ids_in(rows));
        return load_records(*state_, ids);
    });
}

Result<std::vector<ReferenceCode>> Catalog::codes_of(const Digest& digest)
{
    TRY_ASSIGN(auto rows, state_->db.query("SELECT record.code FROM object"
                                           " CROSS JOIN component ON component.object = object.id"
                                           " CROSS JOIN record ON record.id = component.record"
                                           " WHERE object.digest = ?1 ORDER BY record.id",
                                           {digest}));
    return codes_in(rows);
}

Result<std::vector<FieldChange>> Catalog::history(const ReferenceCode& code)
{
    return state_->read([&]() -> Result<std::vector<FieldChange>> {
        TRY_ASSIGN(const RecordId id, find_record(*state_, code));
        std::vector<FieldChange> changes;
        TRY_ASSIGN(auto rows, state_->db.query("SELECT event.at, event.actor, history.field, history.before, history.after"
                                               " FROM history JOIN event ON event.sequence = history.event"
                                               " WHERE history.record = ?1 ORDER BY history.id",
                                               {raw(id)}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            FieldChange change;
            TRY_ASSIGN(change.at, parse_instant(row.view(0)));
            change.actor = row.text(1);
            change.field = row.text(2);
            change.before = row.text(3);
            change.after = row.text(4);
            changes.push_back(std::move(change));
            return {};
        }));
        return changes;
    });
}

Result<std::vector<ReferenceCode>> Catalog::codes_like(std::string_view part, std::size_t limit)
{
    TRY_ASSIGN(auto rows, state_->db.query("SELECT code FROM record WHERE code LIKE ?1 ESCAPE '\\' ORDER BY code LIMIT ?2",
                                           {anywhere(part), limit}));
    return codes_in(rows);
}

}  // namespace fonds
