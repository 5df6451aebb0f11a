// SPDX-License-Identifier: GPL-3.0-or-later
// The audit log: appending to it and reading it.
#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/event_chain.hpp"
#include "schema/core/json.hpp"

namespace fonds {

Result<std::int64_t> append_event(CatalogState& state, std::string_view action, std::string_view subject,
                                  std::string_view detail_json, const Stamp& stamp)
{
    Event event;
    {
        TRY_ASSIGN(auto last, state.db.query("SELECT sequence, hash FROM event ORDER BY sequence DESC LIMIT 1"));
        TRY_ASSIGN(const bool any, last.next());
        if (any) {
            event.sequence = last.integer(0);
            TRY_ASSIGN(event.previous, last.digest(1));
        }
    }
    ++event.sequence;
    event.actor = stamp.actor;
    event.action = action;
    event.subject = subject;
    event.detail = detail_json;
    const std::string at = to_iso8601(stamp.at);
    TRY(state.db.run("INSERT INTO event (sequence, at, actor, action, subject, detail, previous, hash)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                     {event.sequence, at, stamp.actor, action, subject, detail_json, event.previous, hash_of(event, at)}));
    return event.sequence;
}

Result<void> Catalog::log(std::string_view action, std::string_view subject, std::string_view detail_json,
                          const Stamp& stamp)
{
    const auto detail = Json::parse(detail_json);
    if (action.empty() || !detail.ok() || !detail_json.starts_with('{'))
        return error(ErrorKind::internal, say("Not an event: {} {}", "不是有效的日志事件:{} {}", {action, detail_json}));
    return state_->write([&]() -> Result<void> {
        TRY(append_event(*state_, action, subject, detail_json, stamp));
        return {};
    });
}

Result<std::optional<Event>> Catalog::newest_event()
{
    TRY_ASSIGN(const auto newest, state_->db.number("SELECT max(sequence) FROM event"));
    TRY_ASSIGN(auto last, events(newest - 1, 1));
    if (last.empty()) return std::optional<Event>();
    return std::optional(std::move(last.front()));
}

Result<std::vector<Event>> Catalog::events(std::int64_t after, std::size_t limit)
{
    std::vector<Event> found;
    TRY_ASSIGN(auto rows, state_->db.query(std::string(select_event) + " WHERE sequence > ?1 ORDER BY sequence LIMIT ?2",
                                           {after, limit}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(auto event, to_event(row));
        found.push_back(std::move(event));
        return {};
    }));
    return found;
}

}  // namespace fonds
