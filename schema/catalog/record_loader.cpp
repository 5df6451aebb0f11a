// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/record_loader.hpp"

#include <algorithm>
#include <tuple>

#include "schema/catalog/id_list.hpp"

namespace fonds {

namespace {

using sqlite::Rows;

// Each query takes the ids as a JSON array and gives back, first, the position of the id in it.
constexpr std::string_view select_records =
    "SELECT wanted.key, record.id, record.code, record.title, category.code, folder.number, party.name, record.date,"
    " record.grade, record.number, record.amount, record.currency, record.note, record.revision, record.filed_at,"
    " record.filed_by, record.responsible, record.security, record.unit, record.project, record.paper_pages,"
    " record.page_from, record.page_to"
    " FROM json_each(?1) AS wanted CROSS JOIN record ON record.id = wanted.value"
    " JOIN category ON category.id = record.category"
    " LEFT JOIN folder ON folder.id = record.folder"
    " LEFT JOIN party ON party.id = record.party";

constexpr std::string_view select_components =
    "SELECT wanted.key, component.id, component.role, component.file_name, component.added_at,"
    " object.digest, object.size, object.media_type, object.text_state, object.text_note, object.pages"
    " FROM json_each(?1) AS wanted CROSS JOIN component ON component.record = wanted.value"
    " CROSS JOIN object ON object.id = component.object";

constexpr std::string_view select_tags =
    "SELECT wanted.key, tag.name"
    " FROM json_each(?1) AS wanted CROSS JOIN record_tag ON record_tag.record = wanted.value"
    " CROSS JOIN tag ON tag.id = record_tag.tag";

Error strange_value(std::string_view column, std::string_view value)
{
    return error(ErrorKind::corrupt, say("The catalog holds a strange {}: {}", "目录库中的 {} 值异常:{}", {column, value}))
        .with_hint(say("Run fonds check --full and restore catalog.db from a backup.",
                       "请执行 fonds check --full,并从备份恢复 catalog.db。"));
}

template <class T>
Result<T> sound(Result<T> value, std::string_view column, std::string_view text)
{
    if (value.ok()) return value;
    return strange_value(column, text);
}

Result<Record> to_record(const Rows& row)
{
    Record record;
    auto& facts = record.metadata;
    record.id = RecordId{row.integer(1)};
    TRY_ASSIGN(record.code, sound(ReferenceCode::parse(row.view(2)), "record.code", row.view(2)));
    facts.title = row.text(3);
    facts.category = row.text(4);
    facts.folder = row.text(5);
    facts.party = row.text(6);
    if (!row.is_null(7)) {
        TRY_ASSIGN(facts.date, sound(Date::parse(row.view(7)), "record.date", row.view(7)));
    }
    TRY_ASSIGN(facts.grade, sound(parse_grade(row.view(8)), "record.grade", row.view(8)));
    facts.number = row.text(9);
    if (!row.is_null(10)) facts.amount = Amount{row.integer(10)};
    facts.currency = row.text(11);
    facts.note = row.text(12);
    record.revision = row.integer(13);
    TRY_ASSIGN(record.filed_at, sound(parse_instant(row.view(14)), "record.filed_at", row.view(14)));
    record.filed_by = row.text(15);
    facts.responsible = row.text(16);
    if (!row.view(17).empty()) {
        TRY_ASSIGN(facts.security, sound(parse_security(row.view(17)), "record.security", row.view(17)));
    }
    facts.unit = row.text(18);
    facts.project = row.text(19);
    facts.paper_pages = static_cast<std::int32_t>(row.integer(20));
    facts.page_range = stored_range(row.integer(21), row.integer(22), row.integer(20));
    return record;
}

Result<Component> to_component(const Rows& row)
{
    Component component;
    component.id = ComponentId{row.integer(1)};
    const auto role = component_role(row.view(2));
    if (!role) return strange_value("component.role", row.view(2));
    component.role = *role;
    component.file_name = row.text(3);
    TRY_ASSIGN(component.added_at, sound(parse_instant(row.view(4)), "component.added_at", row.view(4)));
    TRY_ASSIGN(component.digest, row.digest(5));
    component.size = static_cast<std::uint64_t>(row.integer(6));
    component.media_type = row.text(7);
    const auto text = text_state(row.view(8));
    if (!text) return strange_value("object.text_state", row.view(8));
    component.text = *text;
    component.text_note = row.text(9);
    component.pages = static_cast<std::int32_t>(row.integer(10));
    return component;
}

bool original_first(const Component& a, const Component& b)
{
    return std::tuple(a.role != ComponentRole::original, raw(a.id)) <
           std::tuple(b.role != ComponentRole::original, raw(b.id));
}

}  // namespace

Result<std::vector<Record>> load_records(CatalogState& state, const std::vector<RecordId>& ids)
{
    if (ids.empty()) return std::vector<Record>();
    return state.read([&]() -> Result<std::vector<Record>> {
        const std::string list = id_list(ids);
        std::vector<std::optional<Record>> at(ids.size());
        const auto place = [&](const Rows& row) -> std::optional<Record>& {
            return at.at(static_cast<std::size_t>(row.integer(0)));
        };
        TRY_ASSIGN(auto records, state.db.query(select_records, {list}));
        TRY(records.each([&](const Rows& row) -> Result<void> {
            TRY_ASSIGN(place(row), to_record(row));
            return {};
        }));
        TRY_ASSIGN(auto components, state.db.query(select_components, {list}));
        TRY(components.each([&](const Rows& row) -> Result<void> {
            TRY_ASSIGN(auto component, to_component(row));
            if (auto& record = place(row)) record->components.push_back(std::move(component));
            return {};
        }));
        TRY_ASSIGN(auto tags, state.db.query(select_tags, {list}));
        TRY(tags.each([&](const Rows& row) -> Result<void> {
            if (auto& record = place(row)) record->metadata.tags.push_back(row.text(1));
            return {};
        }));
        std::vector<Record> found;
        found.reserve(ids.size());
        for (auto& record : at) {
            if (!record) continue;
            std::ranges::sort(record->components, original_first);
            std::ranges::sort(record->metadata.tags);
            found.push_back(std::move(*record));
        }
        return found;
    });
}

Result<RecordId> find_record(CatalogState& state, const ReferenceCode& code)
{
    TRY_ASSIGN(const auto id, state.db.number("SELECT id FROM record WHERE code = ?1", {code.text()}));
    if (id != 0) return RecordId{id};
    return error(ErrorKind::not_found, say("There is no record {}", "没有档号为 {} 的件", {code.text()}))
        .with_hint(say("fonds list and fonds search find records.", "可用 fonds list 或 fonds search 查找。"))
        .at(code.text());
}

Result<std::vector<RecordId>> ids_in(Rows& rows)
{
    std::vector<RecordId> ids;
    TRY(rows.each([&](const Rows& row) -> Result<void> {
        ids.push_back(RecordId{row.integer(0)});
        return {};
    }));
    return ids;
}

}  // namespace fonds
