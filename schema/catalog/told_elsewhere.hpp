// SPDX-License-Identifier: GPL-3.0-or-later
// What another archive told of a number, and when: it stands in the detail of the event that took it over, as `elsewhere`
// (docs/formats/audit-log.md). Private to schema/catalog.
#pragma once

#include <optional>
#include <string_view>

#include "schema/core/clock.hpp"
#include "schema/core/json.hpp"

namespace fonds {

/// For queries that join `event`: when and by whom it was, here or there. Where nobody told when, it is when it became known
/// here.
inline constexpr std::string_view told_at =
    "coalesce(CASE WHEN json_valid(event.detail) THEN json_extract(event.detail, '$.elsewhere.at') END, event.at)";
/// Whoever took over what another archive told did not do it: empty where that archive does not say who did.
inline constexpr std::string_view told_by =
    "CASE WHEN json_valid(event.detail) AND json_extract(event.detail, '$.elsewhere') IS NOT NULL"
    " THEN coalesce(json_extract(event.detail, '$.elsewhere.by'), '') ELSE event.actor END";
/// When it was, or NULL where another archive told of it and not when.
inline constexpr std::string_view told_at_if_known =
    "CASE WHEN json_valid(event.detail) AND json_extract(event.detail, '$.elsewhere') IS NOT NULL"
    " THEN json_extract(event.detail, '$.elsewhere.at') ELSE event.at END";
/// In which case a record went; NULL: in none.
inline constexpr std::string_view told_case =
    "CASE WHEN json_valid(event.detail) THEN coalesce(json_extract(event.detail, '$.elsewhere.case'),"
    " json_extract(event.detail, '$.case')) END";
/// What its record was called, where only another archive knows it; NULL elsewhere.
inline constexpr std::string_view told_title =
    "CASE WHEN json_valid(event.detail) THEN json_extract(event.detail, '$.elsewhere.title') END";

/// Only what is known is told.
[[nodiscard]] inline Json elsewhere(std::optional<Instant> at, std::string_view by)
{
    Json told = Json::object();
    if (at) told.set("at", to_iso8601(*at));
    if (!by.empty()) told.set("by", by);
    return told;
}

}  // namespace fonds
