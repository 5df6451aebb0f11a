// SPDX-License-Identifier: GPL-3.0-or-later
// Locations: finding and listing them.
#include <functional>
#include <map>

#include "schema/catalog/place_rows.hpp"
#include "schema/catalog/places.hpp"

namespace fonds {

namespace {

constexpr std::string_view select_location =
    "SELECT location.id, coalesce(location.parent, 0), coalesce(parent.code, ''), location.kind, location.part,"
    " location.code, location.name, location.capacity, location.climate, location.note, location.retired, location.papers,"
    " (SELECT count(*) FROM location AS inner WHERE inner.parent = location.id AND inner.retired = 0)"
    " FROM location LEFT JOIN location AS parent ON parent.id = location.parent";

Location to_location(const sqlite::Rows& row)
{
    Location location;
    location.id = LocationId{row.integer(0)};
    location.parent = LocationId{row.integer(1)};
    location.parent_code = row.text(2);
    location.kind = location_kind(row.view(3)).value_or(LocationKind::box);
    location.part = row.text(4);
    location.code = row.text(5);
    location.name = row.text(6);
    if (!row.is_null(7)) location.capacity = row.integer(7);
    location.climate = row.text(8);
    location.note = row.text(9);
    location.retired = row.integer(10) != 0;
    location.papers = row.integer(11);
    location.inside = row.integer(12);
    return location;
}

}  // namespace

Result<Location> find_location(CatalogState& state, std::string_view code)
{
    TRY_ASSIGN(const std::string wanted, canonical_location_code(code));
    TRY_ASSIGN(auto rows, state.db.query(std::string(select_location) + " WHERE location.code = ?1", {wanted}));
    TRY_ASSIGN(const bool found, rows.next());
    if (found) return to_location(rows);
    return error(ErrorKind::not_found, say("There is no location {}", "没有库位 {}", {wanted}))
        .with_hint(say("fonds location list shows them, fonds location add makes one.",
                       "可用 fonds location list 查看库位,用 fonds location add 新增。"))
        .at(wanted);
}

Result<Location> find_location_in_use(CatalogState& state, std::string_view code)
{
    TRY_ASSIGN(auto location, find_location(state, code));
    if (!location.retired) return location;
    return error(ErrorKind::refused, say("Location {} is retired", "库位 {} 已停用", {location.code}))
        .with_hint(say("Choose another, or take it into use again: fonds location edit {} --in-use.",
                       "请另选库位,或重新启用:fonds location edit {} --in-use。", {location.code}))
        .at(location.code);
}

Result<std::int64_t> id_of_location(CatalogState& state, std::string_view code)
{
    if (code.empty()) return 0;
    TRY_ASSIGN(const Location found, find_location(state, code));
    return raw(found.id);
}

Places::Places(Catalog& catalog) : state_(*catalog.state_) {}

Result<Location> Places::location(std::string_view code)
{
    return find_location(state_, code);
}

Result<std::vector<Location>> Places::locations(std::string_view under)
{
    return state_.read([&]() -> Result<std::vector<Location>> {
        TRY_ASSIGN(const std::int64_t top, id_of_location(state_, under));
        std::vector<Location> all;
        std::multimap<std::int64_t, std::size_t> children;
        {
            TRY_ASSIGN(auto rows, state_.db.query(std::string(select_location) + " ORDER BY location.code"));
            TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
                all.push_back(to_location(row));
                children.emplace(raw(all.back().parent), all.size() - 1);
                return {};
            }));
        }
        std::vector<Location> ordered;
        ordered.reserve(all.size());
        const std::function<void(std::int64_t)> visit = [&](std::int64_t parent) {
            const auto [first, last] = children.equal_range(parent);
            for (auto at = first; at != last; ++at) {
                ordered.push_back(all[at->second]);
                visit(raw(ordered.back().id));  // at most as deep as there are kinds
            }
        };
        if (top != 0)
            for (const Location& one : all)
                if (raw(one.id) == top) ordered.push_back(one);
        visit(top);
        return ordered;
    });
}

}  // namespace fonds
