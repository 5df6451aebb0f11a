// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/hit_pages.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include "indexer/search/index_terms.hpp"

namespace fonds {

namespace {

using Pages = std::vector<std::int32_t>;
using Positions = std::vector<std::uint32_t>;

class PageFinder {
public:
    PageFinder(const Xapian::Database& database, Xapian::docid document, const DocumentData& data)
        : database_(database), document_(document), data_(data)
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
        Positions positions = of_run(pattern);
        if (pattern.tokens.size() == 1) {
            if (const auto grams = digit_grams(pattern.tokens.front()); !grams.empty()) add(positions, of_grams(grams));
        }
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
        Positions all;
        std::ranges::set_union(positions, more, std::back_inserter(all));
        positions = std::move(all);
    }

    Positions of_term(const std::string& term)
    {
        Positions positions;
        const auto end = database_.positionlist_end(document_, term);
        for (auto at = database_.positionlist_begin(document_, term); at != end; ++at) positions.push_back(*at);
        return positions;
    }

    /// Where `terms` stand one behind the other.
    Positions of_sequence(const std::vector<std::string>& terms)
    {
        Positions common = of_term(terms.front());
        for (std::uint32_t offset = 1; offset < terms.size() && !common.empty(); ++offset) {
            auto at = common.begin(), kept = common.begin();
            auto position = database_.positionlist_begin(document_, terms[offset]);
            const auto end = database_.positionlist_end(document_, terms[offset]);
            while (at != common.end() && position != end) {
                if (*position < *at + offset) {
                    position.skip_to(*at + offset);
                } else {
                    if (*position == *at + offset) *kept++ = *at;
                    ++at;
                }
            }
            common.erase(kept, common.end());
        }
        return common;
    }

    Positions of_run(const Pattern& pattern)
    {
        if (pattern.open) return {};
        auto terms = token_terms(pattern);
        for (auto& term : terms) term = index_term("", term);
        return of_sequence(terms);
    }

    Positions of_grams(std::vector<std::string> grams)
    {
        for (auto& gram : grams) gram.insert(0, gram_prefix(""));
        Positions tokens = of_sequence(grams);
        for (auto& position : tokens) position /= gram_positions_per_token;
        tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
        return tokens;
    }

    Positions of_beginning(const std::string& beginning)
    {
        Positions all;
        auto term = database_.termlist_begin(document_);
        const auto end = database_.termlist_end(document_);
        for (term.skip_to(beginning); term != end && (*term).starts_with(beginning); ++term) add(all, of_term(*term));
        return all;
    }

    const Xapian::Database& database_;
    Xapian::docid document_;
    const DocumentData& data_;
};

}  // namespace

std::vector<std::int32_t> pages_of_hit(const Query::Node& query, const Xapian::Database& database, Xapian::docid document,
                                       const DocumentData& data)
{
    if (data.page_starts.empty()) return {};
    auto pages = PageFinder(database, document, data).pages(query).value_or(Pages());
    if (pages.size() > most_pages) pages.resize(most_pages);
    return pages;
}

}  // namespace fonds
