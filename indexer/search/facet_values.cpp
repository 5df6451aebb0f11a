// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/facet_values.hpp"

#include <algorithm>

#include "schema/core/digest.hpp"

namespace fonds {

namespace {

constexpr unsigned category_bytes = 5, party_bytes = 7;
constexpr std::size_t packed_size = 1 + 2 + category_bytes + party_bytes;

std::uint64_t number_of(std::string_view name, unsigned bytes)
{
    if (name.empty()) return 0;
    std::uint64_t number = 0;
    const Digest digest = Digest::of(name);
    for (unsigned i = 0; i < bytes; ++i) number = number << 8 | digest.bytes()[i];
    return std::max<std::uint64_t>(number, 1);
}

void put(std::string& packed, std::uint64_t number, unsigned bytes)
{
    while (bytes-- > 0) packed.push_back(static_cast<char>(number >> (8 * bytes) & 0xFF));
}

std::uint64_t take(std::string_view& packed, unsigned bytes)
{
    std::uint64_t number = 0;
    for (unsigned i = 0; i < bytes; ++i) number = number << 8 | static_cast<unsigned char>(packed[i]);
    packed.remove_prefix(bytes);
    return number;
}

}  // namespace

std::string pack_facets(std::string_view category, int year, std::string_view party, Grade grade)
{
    std::string packed;
    put(packed, static_cast<unsigned char>(grade), 1);
    put(packed, static_cast<std::uint64_t>(std::clamp(year, 0, 0xFFFF)), 2);
    put(packed, number_of(category, category_bytes), category_bytes);
    put(packed, number_of(party, party_bytes), party_bytes);
    return packed;
}

std::optional<FacetValues> unpack_facets(std::string_view packed)
{
    if (packed.size() != packed_size) return std::nullopt;
    FacetValues values;
    values.grade = static_cast<char>(take(packed, 1));
    values.year = static_cast<std::uint16_t>(take(packed, 2));
    values.category = take(packed, category_bytes);
    values.party = take(packed, party_bytes);
    return values;
}

}  // namespace fonds
