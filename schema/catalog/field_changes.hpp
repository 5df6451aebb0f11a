// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/json.hpp"

namespace fonds {

/// Puts what an edit says of a field, if it says anything.
template <class T>
void take(const std::optional<T>& wanted, T& value)
{
    if (wanted) value = *wanted;
}

/// What an edit changes, field by field, as text.
class FieldChanges {
public:
    struct Change {
        std::string field;
        std::string before;
        std::string after;
    };

    void compare(std::string_view field, std::string_view before, std::string_view after)
    {
        if (before != after) all_.push_back({std::string(field), std::string(before), std::string(after)});
    }

    [[nodiscard]] bool empty() const { return all_.empty(); }
    [[nodiscard]] const std::vector<Change>& all() const { return all_; }

    /// {"title": {"before": "…", "after": "…"}, …}, the detail of an event.
    [[nodiscard]] std::string detail() const { return json().dump(); }
    [[nodiscard]] Json json() const
    {
        Json detail = Json::object();
        for (const auto& change : all_)
            detail.set(change.field, Json::object().set("before", change.before).set("after", change.after));
        return detail;
    }

private:
    std::vector<Change> all_;
};

}  // namespace fonds
