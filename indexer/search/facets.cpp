// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/facets.hpp"

#include <algorithm>

#include "indexer/search/index_terms.hpp"

namespace fonds {

namespace {

constexpr std::size_t most_values = 20;
constexpr std::size_t head = 3;  // grade, year in two bytes

using Counts = std::unordered_map<std::string, std::int64_t>;

std::vector<FacetValue> most_frequent(const Counts& counts)
{
    std::vector<FacetValue> values;
    for (const auto& [value, count] : counts) values.push_back({value, count});
    const auto before = [](const FacetValue& a, const FacetValue& b) {
        return a.count != b.count ? a.count > b.count : a.value < b.value;
    };
    const std::size_t shown = std::min(values.size(), most_values);
    std::partial_sort(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(shown), values.end(), before);
    values.resize(shown);
    return values;
}

}  // namespace

std::string pack_facets(std::string_view category, int year, std::string_view party, Grade grade)
{
    std::string packed;
    packed.push_back(static_cast<char>(grade));
    packed.push_back(static_cast<char>(year >> 8 & 0xFF));
    packed.push_back(static_cast<char>(year & 0xFF));
    packed.append(category).push_back('\n');
    packed.append(party);
    return packed;
}

void FacetSpy::operator()(const Xapian::Document& document, double)
{
    ++counts_[document.get_value(number_of(Slot::facets))];
}

Facets FacetSpy::facets() const
{
    Counts category, year, party, grade;
    for (const auto& [packed, count] : counts_) {
        const auto end = packed.find('\n', std::min(head, packed.size()));
        if (end == std::string::npos) continue;
        grade[packed.substr(0, 1)] += count;
        const auto byte = [&packed = packed](std::size_t at) { return static_cast<unsigned char>(packed[at]); };
        year[std::to_string(byte(1) << 8 | byte(2))] += count;
        if (end > head) category[packed.substr(head, end - head)] += count;
        if (end + 1 < packed.size()) party[packed.substr(end + 1)] += count;
    }
    return {most_frequent(category), most_frequent(year), most_frequent(party), most_frequent(grade)};
}

}  // namespace fonds
