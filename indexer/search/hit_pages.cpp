// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/hit_pages.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "indexer/search/index_terms.hpp"

namespace fonds {

namespace {

using Pages = std::vector<std::int32_t>;
using Positions = std::vector<std::uint32_t>;

Positions read_positions(const Xapian::Database& database, Xapian::docid document, const std::string& term)
{
    Positions positions;
    const auto end = database.positionlist_end(document, term);
    for (auto at = database.positionlist_begin(document, term); at != end; ++at) positions.push_back(*at);
    return positions;
}

std::vector<std::string> run_terms(const Pattern& pattern)
{
    if (pattern.open) return {};
    auto terms = token_terms(pattern);
    for (auto& term : terms) term = index_term("", term);
    return terms;
}

std::vector<std::string> gram_terms(const Pattern& pattern)
{
    if (pattern.tokens.size() != 1) return {};
    auto grams = digit_grams(pattern.tokens.front());
    for (auto& gram : grams) gram.insert(0, gram_prefix(""));
    return grams;
}

/// The positions of the query's terms in some hits. They lie in the index by term, then by document, and are read in that
/// order, which spares most of the reading.
class PositionTable {
public:
    PositionTable(const Query::Node& query, const Xapian::Database& database, std::span<const HitDocument> hits)
    {
        collect(query);
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < hits.size(); ++i)
            if (!hits[i].data.page_starts.empty()) order.push_back(i);
        std::ranges::sort(order, {}, [&](std::size_t i) { return hits[i].number; });
        for (auto& [term, positions] : terms_) {
            positions.resize(hits.size());
            for (const std::size_t i : order) positions[i] = read_positions(database, hits[i].number, term);
        }
    }

    [[nodiscard]] const Positions& of(const std::string& term, std::size_t hit) const { return terms_.at(term)[hit]; }

private:
    void collect(const Query::Node& node)
    {
        if (node.kind == NodeKind::all_of || node.kind == NodeKind::any_of)
            for (const auto& child : node.children) collect(*child);
        if (node.kind != NodeKind::words || node.field) return;
        for (const auto& group : node.groups)
            for (const auto& pattern : group.required)
                for (auto& terms : {run_terms(pattern), gram_terms(pattern)})
                    for (const auto& term : terms) terms_.try_emplace(term);
    }

    std::map<std::string, std::vector<Positions>> terms_;
};

/// The pages of one hit.
class PageFinder {
public:
    PageFinder(const Xapian::Database& database, const PositionTable& table, std::size_t hit, const HitDocument& document)
        : database_(database), table_(table), hit_(hit), document_(document.number), data_(document.data)
    {
    }

    /// Nothing when the node says nothing of pages.
    std::optional<Pages> pages(const Query::Node& node)
    {
        switch (node.kind) {
        case NodeKind::all_of:
        case NodeKind::any_of: {
            std::vector<Pages> found;
            for (const auto& child : node.children)
                if (auto pages = this->pages(*child)) found.push_back(std::move(*pages));
            return node.kind == NodeKind::all_of ? common_or_any(std::move(found)) : any(found);
        }
        case NodeKind::words:
            if (!node.field) return of_words(node);
            return std::nullopt;
        default: return std::nullopt;
        }
    }

private:
    static std::optional<Pages> any(const std::vector<Pages>& found)
    {
        Pages all;
        for (const auto& pages : found) {
            Pages merged;
            std::ranges::set_union(all, pages, std::back_inserter(merged));
            all = std::move(merged);
        }
        if (all.empty()) return std::nullopt;
        return all;
    }

    static std::optional<Pages> common_or_any(std::vector<Pages> found)
    {
        if (found.empty()) return std::nullopt;
        Pages common = found.front();
        for (const auto& pages : found) {
            Pages both;
            std::ranges::set_intersection(common, pages, std::back_inserter(both));
            common = std::move(both);
        }
        return common.empty() ? any(found) : common;
    }

    std::optional<Pages> of_words(const Query::Node& node)
    {
        std::vector<Pages> found;
        for (const auto& group : node.groups)
            for (const auto& pattern : group.required)
                if (auto pages = of_pattern(pattern, node.prefix || begins_a_number(pattern.tokens.back())); !pages.empty())
                    found.push_back(std::move(pages));
        return common_or_any(std::move(found));
    }

    Pages of_pattern(const Pattern& pattern, bool open)
    {
        Positions positions = of_sequence(run_terms(pattern));
        Positions grams = of_sequence(gram_terms(pattern));
        for (auto& position : grams) position /= gram_positions_per_token;
        add(positions, grams);
        if (open && (pattern.open || pattern.tokens.size() == 1)) add(positions, of_beginning(pattern.tokens.back().text));
        Pages pages;
        for (const auto position : positions) {
            const auto page = data_.page_of(position);
            if (page && (pages.empty() || pages.back() != *page)) pages.push_back(*page);
        }
        return pages;
    }

    static void add(Positions& positions, const Positions& more)
    {
        if (more.empty()) return;
        Positions all;
        std::ranges::set_union(positions, more, std::back_inserter(all));
        positions = std::move(all);
    }

    /// Where `terms` stand one behind the other.
    Positions of_sequence(const std::vector<std::string>& terms) const
    {
        if (terms.empty()) return {};
        Positions common = table_.of(terms.front(), hit_);
        for (std::uint32_t offset = 1; offset < terms.size() && !common.empty(); ++offset) {
            const Positions& next = table_.of(terms[offset], hit_);
            auto at = next.begin();
            std::erase_if(common, [&](std::uint32_t position) {
                at = std::lower_bound(at, next.end(), position + offset);
                return at == next.end() || *at != position + offset;
            });
        }
        return common;
    }

    Positions of_beginning(const std::string& beginning)
    {
        Positions all;
        auto term = database_.termlist_begin(document_);
        const auto end = database_.termlist_end(document_);
        for (term.skip_to(beginning); term != end && (*term).starts_with(beginning); ++term)
            add(all, read_positions(database_, document_, *term));
        return all;
    }

    const Xapian::Database& database_;
    const PositionTable& table_;
    std::size_t hit_;
    Xapian::docid document_;
    const DocumentData& data_;
};

}  // namespace

std::vector<std::vector<std::int32_t>> pages_of_hits(const Query::Node& query, const Xapian::Database& database,
                                                     std::span<const HitDocument> hits)
{
    const PositionTable table(query, database, hits);
    std::vector<Pages> pages(hits.size());
    for (std::size_t i = 0; i < hits.size(); ++i) {
        if (hits[i].data.page_starts.empty()) continue;
        pages[i] = PageFinder(database, table, i, hits[i]).pages(query).value_or(Pages());
        if (pages[i].size() > most_pages) pages[i].resize(most_pages);
    }
    return pages;
}

}  // namespace fonds
