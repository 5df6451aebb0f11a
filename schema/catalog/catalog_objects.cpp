// SPDX-License-Identifier: GPL-3.0-or-later
// Byte streams and what reading them gave.
#include "schema/catalog/catalog_outbox.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

constexpr std::string_view unknown_state_en = "The catalog names an unknown text state: {}";
constexpr std::string_view unknown_state_zh = "目录库含有未知的文本状态:{}";

Result<StoredObject> stored_object(const sqlite::Rows& row)
{
    StoredObject object;
    TRY_ASSIGN(object.digest, row.digest(0));
    object.size = static_cast<std::uint64_t>(row.integer(1));
    object.media_type = row.text(2);
    const auto state = text_state(row.view(3));
    if (!state) return error(ErrorKind::corrupt, say(unknown_state_en, unknown_state_zh, {row.view(3)}));
    object.text = *state;
    return object;
}

}  // namespace

Result<std::optional<StoredObject>> Catalog::object(const Digest& digest)
{
    TRY_ASSIGN(auto rows, state_->db.query("SELECT digest, size, media_type, text_state FROM object WHERE digest = ?1"
                                           " AND id NOT IN (SELECT object FROM destroyed_object)",
                                           {digest}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return std::optional<StoredObject>();
    TRY_ASSIGN(auto object, stored_object(rows));
    return std::optional(std::move(object));
}

Result<std::vector<StoredObject>> Catalog::objects_after(const std::optional<Digest>& after, std::size_t limit)
{
    std::vector<StoredObject> objects;
    // An empty blob sorts before every digest.
    const auto beginning = after ? sqlite::Value(*after) : sqlite::Value::blob("");
    TRY_ASSIGN(auto rows, state_->db.query("SELECT digest, size, media_type, text_state FROM object"
                                           " WHERE digest > ?1 AND id NOT IN (SELECT object FROM destroyed_object)"
                                           " ORDER BY digest LIMIT ?2",
                                           {beginning, limit}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(auto object, stored_object(row));
        objects.push_back(std::move(object));
        return {};
    }));
    return objects;
}

Result<std::vector<std::pair<Digest, std::vector<RecordId>>>> Catalog::objects_with_note(std::string_view note)
{
    std::vector<std::pair<Digest, std::vector<RecordId>>> objects;
    TRY_ASSIGN(auto rows, state_->db.query("SELECT DISTINCT object.digest, component.record FROM object"
                                           " JOIN component ON component.object = object.id"
                                           " WHERE object.text_state = 'failed' AND object.text_note = ?1"
                                           " ORDER BY object.digest, component.record",
                                           {note}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(const Digest digest, row.digest(0));
        if (objects.empty() || objects.back().first != digest) objects.push_back({digest, {}});
        objects.back().second.push_back(RecordId{row.integer(1)});
        return {};
    }));
    return objects;
}

Result<void> Catalog::set_text(const Digest& digest, TextState state, std::string_view note, std::int32_t pages)
{
    return state_->write([&]() -> Result<void> {
        auto& db = state_->db;
        TRY_ASSIGN(const auto object, db.number("SELECT id FROM object WHERE digest = ?1", {digest}));
        if (object == 0)
            return error(ErrorKind::not_found, say("The catalog knows no object {}", "目录库中没有对象 {}", {digest.hex()}))
                .at(digest.hex());
        TRY(db.run("UPDATE object SET text_state = ?2, text_note = ?3, pages = ?4 WHERE id = ?1",
                   {object, name_of(state), to_valid_utf8(note), pages}));
        // A record that is owed already keeps its revision: who settles it has read this text. Otherwise every new document
        // would be indexed twice.
        std::vector<RecordId> behind;
        TRY_ASSIGN(auto rows, db.query("SELECT record FROM component WHERE object = ?1"
                                       " AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.record = component.record)",
                                       {object}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            behind.push_back(RecordId{row.integer(0)});
            return {};
        }));
        return bump_and_owe(*state_, behind);
    });
}

}  // namespace fonds
