// SPDX-License-Identifier: GPL-3.0-or-later
// Work owed to the index: at most one row a record, always of its latest revision.
#include "schema/catalog/catalog_outbox.hpp"

#include "schema/catalog/id_list.hpp"

namespace fonds {

namespace {

// Removing and adding gives the row a new entry number, so that who reads the outbox from the front meets it again.
constexpr std::string_view forget = "DELETE FROM outbox WHERE record IN (SELECT value FROM json_each(?1))";
constexpr std::string_view remember = "INSERT INTO outbox (record, revision)"
                                      " SELECT id, revision FROM record WHERE id IN (SELECT value FROM json_each(?1))"
                                      " ORDER BY id";

}  // namespace

Result<void> bump_and_owe(CatalogState& state, const std::vector<RecordId>& records)
{
    if (records.empty()) return {};
    const std::string ids = id_list(records);
    TRY(state.db.run("UPDATE record SET revision = revision + 1 WHERE id IN (SELECT value FROM json_each(?1))", {ids}));
    TRY(state.db.run(forget, {ids}));
    return state.db.run(remember, {ids});
}

Result<std::vector<OwedWork>> Catalog::owed(std::int64_t after_entry, std::size_t limit)
{
    std::vector<OwedWork> work;
    TRY_ASSIGN(auto rows,
               state_->db.query("SELECT record, revision, entry FROM outbox WHERE entry > ?1 ORDER BY entry LIMIT ?2",
                                {after_entry, limit}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        work.push_back({RecordId{row.integer(0)}, row.integer(1), row.integer(2)});
        return {};
    }));
    return work;
}

Result<bool> Catalog::owes(const std::vector<RecordId>& records)
{
    TRY_ASSIGN(const auto any, state_->db.number("SELECT EXISTS (SELECT 1 FROM json_each(?1) AS asked CROSS JOIN outbox"
                                                 " ON outbox.record = asked.value)",
                                                 {id_list(records)}));
    return any != 0;
}

Result<void> Catalog::settle(const std::vector<OwedWork>& done)
{
    return state_->write([&]() -> Result<void> {
        for (const auto& work : done)
            TRY(state_->db.run("DELETE FROM outbox WHERE record = ?1 AND revision <= ?2",
                               {raw(work.record), work.revision}));
        return {};
    });
}

Result<void> Catalog::owe(const std::vector<RecordId>& records)
{
    return state_->write([&]() -> Result<void> {
        const std::string ids = id_list(records);
        TRY(state_->db.run(forget, {ids}));
        return state_->db.run(remember, {ids});
    });
}

}  // namespace fonds
