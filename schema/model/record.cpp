// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/record.hpp"

#include <array>
#include <utility>

#include "schema/model/full_width.hpp"

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

Result<std::string> parse_unit(std::string_view text)
{
    const std::string folded = half_width(text);
    std::string code(trimmed(folded));
    bool good = code.size() <= 12;
    for (char& c : code) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        good = good && ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
    }
    if (good) return code;
    return error(ErrorKind::usage, say("Not a code of a unit: {}", "不是机构(问题)代码:{}", {text}))
        .with_hint(say("Write letters and digits, such as BGS; DA/T 22 has three of them.",
                       "请写字母和数字,如 BGS;DA/T 22 用三位。"));
}

std::int32_t pages_of(const Record& record)
{
    if (record.metadata.paper_pages > 0) return record.metadata.paper_pages;
    const std::int32_t ranged = record.metadata.page_range.count();
    if (ranged > 0) return ranged;
    std::int32_t pages = 0;
    for (const Component& component : record.components)
        if (component.role == ComponentRole::original) pages += component.pages;
    return pages;
}

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
