// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/record.hpp"

#include <array>
#include <utility>

namespace fonds {

namespace {

constexpr std::array roles{
    std::pair{ComponentRole::original, std::string_view("original")},
    std::pair{ComponentRole::attachment, std::string_view("attachment")},
    std::pair{ComponentRole::derivative, std::string_view("derivative")},
};

constexpr std::array states{
    std::pair{TextState::pending, std::string_view("pending")},
    std::pair{TextState::done, std::string_view("done")},
    std::pair{TextState::partial, std::string_view("partial")},
    std::pair{TextState::needs_ocr, std::string_view("needs_ocr")},
    std::pair{TextState::none, std::string_view("none")},
    std::pair{TextState::encrypted, std::string_view("encrypted")},
    std::pair{TextState::failed, std::string_view("failed")},
};

template <class Table, class Value>
std::string_view name_in(const Table& table, Value value)
{
    for (const auto& [key, name] : table)
        if (key == value) return name;
    return {};
}

template <class Value, std::size_t N>
std::optional<Value> value_in(const std::array<std::pair<Value, std::string_view>, N>& table, std::string_view text)
{
    for (const auto& [value, name] : table)
        if (name == text) return value;
    return std::nullopt;
}

}  // namespace

std::string_view name_of(ComponentRole role)
{
    return name_in(roles, role);
}
std::string_view name_of(TextState state)
{
    return name_in(states, state);
}
std::optional<ComponentRole> component_role(std::string_view name)
{
    return value_in(roles, name);
}
std::optional<TextState> text_state(std::string_view name)
{
    return value_in(states, name);
}

}  // namespace fonds
