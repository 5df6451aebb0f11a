// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog/sqlite.hpp"
#include "schema/model/record.hpp"

namespace fonds {

/// The hash of an event as docs/formats/audit-log.md defines it; `event.hash` is not looked at.
[[nodiscard]] Digest hash_of(const Event& event, std::string_view at);

inline constexpr std::string_view select_event =
    "SELECT sequence, at, actor, action, subject, detail, previous, hash FROM event";
/// A row of select_event.
[[nodiscard]] Result<Event> to_event(const sqlite::Rows& row);

}  // namespace fonds
