// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/facets.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/search/document_data.hpp"
#include "indexer/search/facet_values.hpp"
#include "indexer/search/index_terms.hpp"

namespace fonds {

namespace {

constexpr std::size_t most_values = 20;
/// A column is read when at least one document of so many is a hit; fewer are looked up one by one.
constexpr std::size_t worth_a_column = 8;

struct Counted {
    FacetColumn::Name name;
    std::int64_t count = 0;
};

/// The most frequent; of equally frequent ones the same each time.
void keep_most_frequent(std::vector<Counted>& values)
{
    const auto before = [](const Counted& a, const Counted& b) {
        return a.count != b.count ? a.count > b.count : a.name.number < b.name.number;
    };
    const std::size_t kept = std::min(values.size(), most_values);
    std::partial_sort(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(kept), values.end(), before);
    values.resize(kept);
}

std::vector<FacetValue> in_order(std::vector<FacetValue> values)
{
    std::ranges::sort(values, [](const FacetValue& a, const FacetValue& b) {
        return a.count != b.count ? a.count > b.count : a.value < b.value;
    });
    if (values.size() > most_values) values.resize(most_values);
    return values;
}

/// Numbers names as they come. 0 is no name.
class Numbering {
public:
    explicit Numbering(std::vector<FacetColumn::Name>& names) : names_(names) { names_.assign(1, {}); }

    std::uint32_t number(std::uint64_t name, Xapian::docid example)
    {
        if (name == 0) return 0;
        if (name == last_name_) return last_;
        const auto [known, fresh] = known_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
        if (fresh) names_.push_back({name, example});
        last_name_ = name;
        return last_ = known->second;
    }

private:
    std::vector<FacetColumn::Name>& names_;
    std::unordered_map<std::uint64_t, std::uint32_t> known_;
    std::uint64_t last_name_ = 0;
    std::uint32_t last_ = 0;
};

/// Calls `row(document, values)` for documents of `hits` in their order.
template <class Row>
void read_values(const Xapian::Database& database, const std::vector<Xapian::docid>& hits, Row row)
{
    auto value = database.valuestream_begin(number_of(Slot::facets));
    const auto end = database.valuestream_end(number_of(Slot::facets));
    for (const auto hit : hits) {
        if (value == end) return;
        value.skip_to(hit);
        if (value == end || value.get_docid() != hit) continue;
        if (const auto values = unpack_facets(*value)) row(hit, *values);
    }
}

std::uint16_t number_of_year(std::vector<std::uint16_t>& years, std::uint16_t year)
{
    const auto known = std::ranges::find(years, year);
    if (known == years.end()) years.push_back(year);
    return static_cast<std::uint16_t>(std::ranges::find(years, year) - years.begin());
}

std::shared_ptr<const FacetColumn> read_column(const Xapian::Database& database, const std::string& folder,
                                               Xapian::rev revision)
{
    auto column = std::make_shared<FacetColumn>();
    column->folder = folder;
    column->revision = revision;
    column->rows.resize(std::size_t{database.get_lastdocid()} + 1);
    Numbering categories(column->categories), parties(column->parties);
    const auto end = database.valuestream_end(number_of(Slot::facets));
    for (auto value = database.valuestream_begin(number_of(Slot::facets)); value != end; ++value) {
        const auto values = unpack_facets(*value);
        const auto document = value.get_docid();
        if (!values || document >= column->rows.size()) continue;
        column->rows[document] = {categories.number(values->category, document), parties.number(values->party, document),
                                  number_of_year(column->years, values->year), values->grade};
    }
    return column;
}

std::vector<Counted> counted(const std::vector<FacetColumn::Name>& names, const std::vector<std::uint32_t>& counts)
{
    std::vector<Counted> values;
    for (std::size_t i = 1; i < names.size(); ++i)
        if (counts[i] > 0) values.push_back({names[i], counts[i]});
    return values;
}

}  // namespace

struct FacetCounter::Tally {
    std::vector<Counted> categories, parties;
    std::unordered_map<std::uint16_t, std::int64_t> years;
    std::array<std::int64_t, 256> grades{};

    explicit Tally(const FacetColumn& column, const std::vector<Xapian::docid>& hits)
    {
        std::vector<std::uint32_t> category(column.categories.size()), party(column.parties.size()),
            year(column.years.size());
        for (const auto hit : hits) {
            if (hit >= column.rows.size()) continue;
            const auto& row = column.rows[hit];
            ++category[row.category], ++party[row.party], ++year[row.year];
            ++grades[static_cast<unsigned char>(row.grade)];
        }
        categories = counted(column.categories, category);
        parties = counted(column.parties, party);
        for (std::size_t i = 0; i < year.size(); ++i)
            if (year[i] > 0) years[column.years[i]] = year[i];
    }

    explicit Tally(const Xapian::Database& database, const std::vector<Xapian::docid>& hits)
    {
        std::unordered_map<std::uint64_t, Counted> category, party;
        const auto add = [](auto& counts, std::uint64_t number, Xapian::docid document) {
            if (number == 0) return;
            auto& entry = counts[number];
            if (entry.count++ == 0) entry.name = {number, document};
        };
        read_values(database, hits, [&](Xapian::docid document, const FacetValues& values) {
            add(category, values.category, document);
            add(party, values.party, document);
            ++years[values.year];
            ++grades[static_cast<unsigned char>(values.grade)];
        });
        for (const auto& [number, entry] : category) categories.push_back(entry);
        for (const auto& [number, entry] : party) parties.push_back(entry);
    }
};

std::shared_ptr<const FacetColumn> FacetCounter::column(const Xapian::Database& database, const std::string& folder,
                                                        std::size_t hits)
{
    const Xapian::rev revision = database.get_revision();
    {
        const std::lock_guard lock(mutex_);
        if (column_ && column_->revision == revision && column_->folder == folder) return column_;
    }
    if (hits < database.get_doccount() / worth_a_column) return nullptr;
    auto fresh = read_column(database, folder, revision);
    const std::lock_guard lock(mutex_);
    column_ = fresh;
    return fresh;
}

Facets FacetCounter::count(const Xapian::Database& database, const std::string& folder, std::vector<Xapian::docid> hits)
{
    if (const auto known = column(database, folder, hits.size())) return named(database, Tally(*known, hits));
    if (!std::ranges::is_sorted(hits)) std::ranges::sort(hits);
    return named(database, Tally(database, hits));
}

Facets FacetCounter::named(const Xapian::Database& database, const Tally& tally)
{
    const std::lock_guard lock(mutex_);
    const auto names = [&](std::vector<Counted> values, auto& known, std::string DocumentData::*member) {
        keep_most_frequent(values);
        std::vector<FacetValue> facets;
        for (const auto& value : values) {
            auto name = known.find(value.name.number);
            if (name == known.end()) {
                const auto data = decode_document_data(database.get_document(value.name.example).get_data());
                if (!data) continue;
                name = known.emplace(value.name.number, (*data).*member).first;
            }
            facets.push_back({name->second, value.count});
        }
        return in_order(std::move(facets));
    };
    Facets facets;
    facets.category = names(tally.categories, category_names_, &DocumentData::category);
    facets.party = names(tally.parties, party_names_, &DocumentData::party);
    for (const auto& [year, count] : tally.years) facets.year.push_back({std::to_string(year), count});
    for (std::size_t i = 1; i < tally.grades.size(); ++i)
        if (tally.grades[i] > 0) facets.grade.push_back({std::string(1, static_cast<char>(i)), tally.grades[i]});
    facets.year = in_order(std::move(facets.year));
    facets.grade = in_order(std::move(facets.grade));
    return facets;
}

}  // namespace fonds
