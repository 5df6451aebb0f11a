// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/search_fields.hpp"

#include <algorithm>

namespace fonds {

namespace {

constexpr bool in_order()
{
    for (std::size_t i = 0; i < search_fields.size(); ++i)
        if (static_cast<std::size_t>(search_fields[i].field) != i) return false;
    return true;
}
static_assert(in_order(), "search_fields follows the order of SearchField");

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::optional<SearchFieldInfo> find_search_field(std::string_view name)
{
    const auto same = [](char a, char b) { return lower(a) == lower(b); };
    for (const auto& info : search_fields)
        if (std::ranges::equal(name, info.name, same) || name == info.alias_zh) return info;
    return std::nullopt;
}

const SearchFieldInfo& info_of(SearchField field)
{
    return search_fields.at(static_cast<std::size_t>(field));
}

}  // namespace fonds
