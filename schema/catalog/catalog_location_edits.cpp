// SPDX-License-Identifier: GPL-3.0-or-later
// Locations: adding, changing and moving them.
#include "schema/catalog/field_changes.hpp"
#include "schema/catalog/numbering.hpp"
#include "schema/catalog/place_rows.hpp"
#include "schema/catalog/places.hpp"
#include "schema/catalog/text_check.hpp"

namespace fonds {

namespace {

constexpr std::int64_t most_capacity = 1'000'000;

std::string capacity_text(const std::optional<std::int64_t>& capacity)
{
    return capacity ? std::to_string(*capacity) : std::string();
}

/// Texts cleaned, numbers within their limits.
Result<Location> checked(Location location)
{
    TRY_ASSIGN(location.name, clean_line(location.name, {"Name", "名称"}));
    TRY_ASSIGN(location.note, clean_text(location.note, {"Note", "备注"}));
    if (location.capacity && (*location.capacity < 1 || *location.capacity > most_capacity))
        return error(ErrorKind::usage, say("A capacity is a number from 1 to {}, not {}",
                                           "容量须为 1 到 {} 的整数,而不是 {}", {most_capacity, *location.capacity}));
    if (!location.climate.empty() && !is_climate(location.climate))
        return error(ErrorKind::usage, say("There are no limits called {}", "没有名为 {} 的温湿度标准", {location.climate}))
            .with_hint(
                say("Known: paper, special, tape, film, master, disc.", "可用:paper、special、tape、film、master、disc。"));
    return location;
}

Result<void> check_parent(const Location& parent, LocationKind kind, bool may_be_retired)
{
    if (parent.retired && !may_be_retired)
        return error(ErrorKind::refused, say("Location {} is retired", "库位 {} 已停用", {parent.code})).at(parent.code);
    if (kind > parent.kind) return {};
    const Text larger = text_of(parent.kind), smaller = text_of(kind);
    return error(ErrorKind::refused, {fill("A {} does not lie in a {}", {smaller.en, larger.en}),
                                      fill("{}不能位于{}之内", {smaller.zh, larger.zh})})
        .with_hint(say("From large to small: storeroom, row, side, bay, tier, box.", "由大到小:库房、列、面、节、层、盒。"))
        .at(parent.code);
}

/// A location that was entered as another kind than it is: what it lies in stays larger, and what lies in it smaller.
Result<void> check_kind(CatalogState& state, const Location& location, LocationKind kind)
{
    if (raw(location.parent) != 0) {
        TRY_ASSIGN(const Location parent, find_location(state, location.parent_code));
        TRY(check_parent(parent, kind, true));
    }
    TRY_ASSIGN(auto rows, state.db.query("SELECT code, kind FROM location WHERE parent = ?1 AND level <= ?2"
                                         " ORDER BY level, code LIMIT 1",
                                         {raw(location.id), static_cast<int>(kind)}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return {};
    const Text wanted = text_of(kind), inside = text_of(location_kind(rows.view(1)).value_or(LocationKind::box));
    return error(ErrorKind::refused,
                 {fill("{} cannot be a {}: {} in it is a {}", {location.code, wanted.en, rows.view(0), inside.en}),
                  fill("{} 不能改为{}:其中的 {} 是{}", {location.code, wanted.zh, rows.view(0), inside.zh})})
        .with_hint(say("From large to small: storeroom, row, side, bay, tier, box. Change or move what lies in it first.",
                       "由大到小:库房、列、面、节、层、盒。请先更改或移走其中的库位。"))
        .at(location.code);
}

Result<void> check_free(CatalogState& state, const std::string& code)
{
    TRY_ASSIGN(const auto location, state.db.number("SELECT 1 FROM location WHERE code = ?1", {code}));
    if (location != 0)
        return error(ErrorKind::duplicate, say("There is a location {} already", "库位 {} 已存在", {code})).at(code);
    // One that no record has yet may be given out later.
    const auto as_paper = ReferenceCode::parse(code);
    if (!as_paper.ok()) return {};
    TRY_ASSIGN(const bool is_paper, is_own_code(state, *as_paper));
    if (is_paper)
        return error(ErrorKind::refused,
                     say("{} is a reference code or has the form of one", "{} 是档号或符合档号格式,不能用作库位号", {code}))
            .with_hint(say("Scanned lists must tell places from papers: choose another address.",
                           "扫描清单须能区分库位与档案,请另选库位号。"))
            .at(code);
    return {};
}

/// Where the new ones lie, and what is left of the text as their part.
struct Split {
    std::optional<Location> parent;
    std::string part;
};

Result<Split> split(CatalogState& state, const NewLocation& location)
{
    Split split{std::nullopt, location.part};
    if (!location.parent.empty()) {
        TRY_ASSIGN(split.parent, find_location(state, location.parent));
        return split;
    }
    // A whole address says its parent, unless it is said to be a storeroom.
    const std::string head = location.part.substr(0, location.part.find(".."));
    const auto dash = head.rfind('-');
    if (location.kind == LocationKind::storeroom || dash == std::string::npos || dash == 0) return split;
    TRY_ASSIGN(const std::string code, canonical_location_code(head.substr(0, dash)));
    auto parent = find_location(state, code);
    if (!parent.ok())
        return std::move(parent).error().with_hint(
            say("Add {} first; or say --kind storeroom, when the whole is the address of a storeroom.",
                "请先新增 {};若整个是一间库房的编号,请加 --kind storeroom。", {code}));
    split.parent = std::move(*parent);
    split.part = location.part.substr(dash + 1);
    return split;
}

Result<Location> insert(CatalogState& state, Location location, const Stamp& stamp)
{
    TRY(check_free(state, location.code));
    TRY(state.db.run("INSERT INTO location (parent, kind, level, part, code, name, capacity, climate, note)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                     {sqlite::Value::when(raw(location.parent) != 0, raw(location.parent)), name_of(location.kind),
                      static_cast<int>(location.kind), location.part, location.code, location.name, location.capacity,
                      location.climate, location.note}));
    location.id = LocationId{state.db.last_row()};
    Json detail = Json::object();
    detail.set("parent", location.parent_code).set("kind", name_of(location.kind)).set("part", location.part);
    detail.set("name", location.name).set("capacity", capacity_text(location.capacity));
    detail.set("climate", location.climate).set("note", location.note);
    TRY(append_event(state, "location.added", location.code, detail.dump(), stamp));
    return location;
}

/// Addresses built of parts follow the one they are built on; gives how many.
Result<std::int64_t> rename_below(CatalogState& state, const Location& location, const std::string& code)
{
    std::vector<std::pair<std::int64_t, std::string>> renamed;
    {
        TRY_ASSIGN(auto rows,
                   state.db.query(std::string(with_below) + "SELECT location.id, location.code FROM location JOIN"
                                                            " below ON below.id = location.id WHERE"
                                                            " substr(location.code, 1, length(?2) + 1) = ?2 || '-'",
                                  {raw(location.id), location.code}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            renamed.emplace_back(row.integer(0), code + row.text(1).substr(location.code.size()));
            return {};
        }));
    }
    for (const auto& [id, name] : renamed) {
        TRY(canonical_location_code(name));
        TRY(check_free(state, name));
        TRY(state.db.run("UPDATE location SET code = ?2 WHERE id = ?1", {id, name}));
    }
    return static_cast<std::int64_t>(renamed.size());
}

}  // namespace

Result<std::vector<Location>> Places::add(const NewLocation& asked, const Stamp& stamp)
{
    std::vector<Location> added;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Split where, split(state_, asked));
        TRY_ASSIGN(const auto parts, location_parts(where.part));
        if (!asked.code.empty() && parts.size() > 1)
            return error(ErrorKind::usage, say("Several locations cannot have one address", "多个库位不能共用一个库位号"))
                .with_hint(say("Add them one by one, or leave out --code.", "请逐个新增,或不给 --code。"));
        Location location;
        location.kind = asked.kind.value_or(LocationKind::storeroom);
        if (where.parent) {
            location.parent = where.parent->id;
            location.parent_code = where.parent->code;
            if (!asked.kind && where.parent->kind != LocationKind::box)
                location.kind = static_cast<LocationKind>(static_cast<int>(where.parent->kind) + 1);
            if (!asked.kind && where.parent->kind == LocationKind::box) location.kind = LocationKind::box;
            TRY(check_parent(*where.parent, location.kind, asked.retired));
        }
        location.name = asked.name;
        location.capacity = asked.capacity;
        location.climate = asked.climate;
        location.note = asked.note;
        TRY_ASSIGN(location, checked(std::move(location)));
        for (const std::string& part : parts) {
            location.part = part;
            const std::string built = where.parent ? where.parent->code + "-" + part : part;
            TRY_ASSIGN(location.code, canonical_location_code(asked.code.empty() ? built : asked.code));
            TRY_ASSIGN(added.emplace_back(), insert(state_, location, stamp));
        }
        return {};
    }));
    return added;
}

Result<Location> Places::edit(std::string_view code, const LocationEdit& edit, const Stamp& stamp)
{
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Location before, find_location(state_, code));
        Location wanted = before;
        take(edit.name, wanted.name);
        take(edit.capacity, wanted.capacity);
        take(edit.climate, wanted.climate);
        take(edit.note, wanted.note);
        take(edit.retired, wanted.retired);
        take(edit.kind, wanted.kind);
        TRY_ASSIGN(const Location after, checked(std::move(wanted)));
        if (after.retired && !before.retired && before.fill() > 0)
            return error(ErrorKind::refused,
                         say("Location {} is not empty: {} {paper|papers}, {} {location|locations} in it",
                             "库位 {} 不是空的:其中有档案 {} 件(卷)、下级库位 {} 个",
                             {before.code, before.papers, before.inside}))
                .with_hint(
                    say("Move what is in it, and retire the locations in it, first.", "请先移走其中的档案并停用下级库位。"))
                .at(before.code);
        if (!after.retired && before.retired && raw(before.parent) != 0)
            TRY(find_location_in_use(state_, before.parent_code));
        if (after.kind != before.kind) TRY(check_kind(state_, before, after.kind));
        FieldChanges changes;
        changes.compare("kind", name_of(before.kind), name_of(after.kind));
        changes.compare("name", before.name, after.name);
        changes.compare("capacity", capacity_text(before.capacity), capacity_text(after.capacity));
        changes.compare("climate", before.climate, after.climate);
        changes.compare("note", before.note, after.note);
        changes.compare("state", before.retired ? "retired" : "in use", after.retired ? "retired" : "in use");
        if (changes.empty()) return {};
        TRY(state_.db.run(
            "UPDATE location SET name = ?2, capacity = ?3, climate = ?4, note = ?5, retired = ?6 WHERE id = ?1",
            {raw(before.id), after.name, after.capacity, after.climate, after.note, after.retired ? 1 : 0}));
        if (after.kind != before.kind)
            TRY(state_.db.run("UPDATE location SET kind = ?2, level = ?3 WHERE id = ?1",
                              {raw(before.id), name_of(after.kind), static_cast<int>(after.kind)}));
        TRY(append_event(state_, "location.edited", before.code, changes.detail(), stamp));
        return {};
    }));
    return location(code);
}

Result<Location> Places::move(std::string_view code, std::string_view parent, const Stamp& stamp)
{
    std::string moved;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Location before, find_location(state_, code));
        moved = before.code;
        std::optional<Location> target;
        if (!parent.empty()) {
            TRY_ASSIGN(target, find_location(state_, parent));
            for (std::optional<Location> at = target; at;) {
                if (at->id == before.id)
                    return error(ErrorKind::refused,
                                 target->id == before.id
                                     ? say("{} cannot be moved into itself", "{} 不能移入其自身", {before.code})
                                     : say("{} cannot be moved into {}: that lies in it", "{} 不能移入 {}:后者位于前者之内",
                                           {before.code, target->code}))
                        .with_hint(say("Choose a parent outside of it.", "请选择其范围之外的上级库位。"))
                        .at(before.code);
                if (at->parent_code.empty()) break;
                TRY_ASSIGN(at, find_location(state_, std::string(at->parent_code)));
            }
            TRY(check_parent(*target, before.kind, false));
        }
        const std::string target_code = target ? target->code : "";
        if (target_code == before.parent_code) return {};
        const bool built =
            before.code == (before.parent_code.empty() ? before.part : before.parent_code + "-" + before.part);
        if (built) {
            TRY_ASSIGN(moved, canonical_location_code(target ? target->code + "-" + before.part : before.part));
        }
        std::int64_t below = 0;
        if (moved != before.code) {
            TRY(check_free(state_, moved));
            TRY_ASSIGN(below, rename_below(state_, before, moved));
        }
        TRY(state_.db.run("UPDATE location SET parent = ?2, code = ?3 WHERE id = ?1",
                          {raw(before.id), sqlite::Value::when(target.has_value(), target ? raw(target->id) : 0), moved}));
        FieldChanges changes;
        changes.compare("parent", before.parent_code, target_code);
        changes.compare("code", before.code, moved);
        Json detail = changes.json();
        detail.set("below", below);
        TRY(append_event(state_, "location.moved", before.code, detail.dump(), stamp));
        return {};
    }));
    return location(moved);
}

}  // namespace fonds
