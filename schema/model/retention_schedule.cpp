// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/retention_schedule.hpp"

namespace fonds {

std::string_view name_of(EventScope scope)
{
    switch (scope) {
    case EventScope::record: return "record";
    case EventScope::folder: return "folder";
    case EventScope::party: return "party";
    case EventScope::project: return "project";
    }
    return "";
}

std::optional<EventScope> event_scope(std::string_view name)
{
    for (const auto scope : {EventScope::record, EventScope::folder, EventScope::party, EventScope::project})
        if (name_of(scope) == name) return scope;
    return std::nullopt;
}

}  // namespace fonds
