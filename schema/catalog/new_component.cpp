// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/new_component.hpp"

namespace fonds {

Result<KnownObject> look_up_object(CatalogState& state, const NewComponent& component)
{
    TRY_ASSIGN(auto rows, state.db.query("SELECT id, size, (SELECT record.code FROM component"
                                         " CROSS JOIN record ON record.id = component.record"
                                         " WHERE component.object = object.id AND component.role = 'original'"
                                         " ORDER BY record.id LIMIT 1) FROM object WHERE digest = ?1",
                                         {component.digest}));
    TRY_ASSIGN(const bool known, rows.next());
    if (!known) return KnownObject();
    if (rows.integer(1) == static_cast<std::int64_t>(component.size)) return KnownObject{rows.integer(0), rows.text(2)};
    return error(ErrorKind::fixity, say("The catalog knows these bytes with another size: {} instead of {}",
                                        "目录库中相同摘要的对象大小不同:{},而非 {}", {rows.integer(1), component.size}))
        .with_hint(say("Run fonds check --full.", "请执行 fonds check --full。"))
        .at(component.digest.hex());
}

void describe(Json& detail, const NewComponent& component)
{
    detail.set("digest", component.digest.hex());
    detail.set("size", component.size);
    detail.set("media_type", component.media_type);
    detail.set("file_name", component.file_name);
}

Result<std::int64_t> ensure_object(CatalogState& state, const KnownObject& known, const NewComponent& component)
{
    if (known.id != 0) {
        // The same bytes come again after they were destroyed: they are new bytes, whose text nobody has read.
        TRY_ASSIGN(const auto destroyed,
                   state.db.number("SELECT count(*) FROM destroyed_object WHERE object = ?1", {known.id}));
        if (destroyed == 0) return known.id;
        TRY(state.db.run("DELETE FROM destroyed_object WHERE object = ?1", {known.id}));
        TRY(state.db.run("UPDATE object SET media_type = ?2, text_state = ?3, text_note = '', pages = 0 WHERE id = ?1",
                         {known.id, component.media_type, name_of(component.text)}));
        return known.id;
    }
    TRY(state.db.run("INSERT INTO object (digest, size, media_type, text_state) VALUES (?1, ?2, ?3, ?4)",
                     {component.digest, component.size, component.media_type, name_of(component.text)}));
    return state.db.last_row();
}

Result<void> insert_component(CatalogState& state, RecordId record, std::int64_t object, const NewComponent& component,
                              Instant at)
{
    return state.db.run("INSERT INTO component (record, object, role, file_name, added_at) VALUES (?1, ?2, ?3, ?4, ?5)",
                        {raw(record), object, name_of(component.role), sqlite::Value::blob(component.file_name),
                         to_iso8601(component.added_at.value_or(at))});
}

}  // namespace fonds
