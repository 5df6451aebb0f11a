// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/password_changes.hpp"

#include <algorithm>

#include "schema/catalog/accounts.hpp"

namespace fonds {

namespace {

constexpr std::size_t most_kept = 10;

/// In meta, so that coming in asks one row: {"events": [the newest last], "told": {system user: event}}.
std::string row_of(std::string_view name)
{
    return "password_changes " + std::string(name);
}

Result<Json> kept(CatalogState& state, std::string_view name)
{
    TRY_ASSIGN(auto rows, state.db.query("SELECT value FROM meta WHERE name = ?1", {row_of(name)}));
    TRY_ASSIGN(const bool found, rows.next());
    if (found)
        if (auto json = Json::parse(rows.view(0)); json.ok()) return std::move(*json);
    return Json::object();
}

Result<void> keep(CatalogState& state, std::string_view name, const Json& json)
{
    return state.db.run("INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
                        {row_of(name), json.dump()});
}

/// Newest first, those after `told`.
Result<std::vector<PasswordChange>> changes_after(CatalogState& state, const Json& known, std::int64_t told)
{
    std::vector<PasswordChange> all;
    const Json events = known.get("events");
    for (std::size_t i = events.size(); i-- > 0;) {
        const auto sequence = events.at(i).number();
        if (sequence <= told) break;
        TRY_ASSIGN(auto rows, state.db.query("SELECT at, actor, detail FROM event WHERE sequence = ?1 AND action ="
                                             " 'user.password_changed'",
                                             {sequence}));
        TRY_ASSIGN(const bool found, rows.next());
        if (!found) continue;
        PasswordChange one;
        one.event = sequence;
        TRY_ASSIGN(one.at, parse_instant(rows.view(0)));
        one.by = rows.text(1);
        TRY_ASSIGN(const Json detail, Json::parse(rows.view(2)));
        one.by_owner = detail.get("by_owner").boolean();
        one.seat = {detail.get("system_user").text(), detail.get("login_user").text(), detail.get("terminal").text(),
                    detail.get("computer").text()};
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace

void set_seat(Json& detail, const Seat& seat)
{
    const auto known = [&](std::string_view key, const std::string& value) {
        if (!value.empty()) detail.set(key, value);
    };
    known("system_user", seat.system_user);
    known("login_user", seat.login_user);
    known("terminal", seat.terminal);
    known("computer", seat.computer);
}

Result<void> remember_password_change(CatalogState& state, std::string_view name, std::int64_t event)
{
    TRY_ASSIGN(Json known, kept(state, name));
    const Json before = known.get("events");
    Json events = Json::array();
    for (std::size_t i = before.size() < most_kept ? 0 : before.size() - most_kept + 1; i < before.size(); ++i)
        events.push(before.at(i));
    events.push(event);
    known.set("events", std::move(events));
    return keep(state, name, known);
}

Result<std::vector<PasswordChange>> Accounts::password_changes(std::string_view name)
{
    return state_.read([&]() -> Result<std::vector<PasswordChange>> {
        TRY_ASSIGN(const Json known, kept(state_, name));
        return changes_after(state_, known, 0);
    });
}

Result<std::vector<PasswordChange>> Accounts::untold_password_changes(std::string_view name, std::string_view system_user)
{
    return state_.read([&]() -> Result<std::vector<PasswordChange>> {
        TRY_ASSIGN(const Json known, kept(state_, name));
        return changes_after(state_, known, known.get("told").get(system_user).number());
    });
}

Result<void> Accounts::password_changes_told(std::string_view name, std::string_view system_user,
                                             const std::vector<PasswordChange>& changes, const Stamp& stamp)
{
    if (changes.empty()) return {};
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(Json known, kept(state_, name));
        Json told = known.get("told");
        if (told.is_null()) told = Json::object();
        Json events = Json::array();
        std::int64_t newest = told.get(system_user).number();
        for (const PasswordChange& one : changes) {
            events.push(one.event);
            newest = std::max(newest, one.event);
        }
        told.set(system_user, newest);
        known.set("told", std::move(told));
        TRY(append_event(state_, "user.password_told", name,
                         Json::object().set("events", std::move(events)).set("system_user", system_user).dump(), stamp));
        return keep(state_, name, known);
    });
}

}  // namespace fonds
