// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/text/fold.hpp"
#include "indexer/text/terms.hpp"

namespace fonds::test {

using PositionedTerms = std::set<std::pair<std::string, std::uint32_t>>;

/// All terms of a document.
class CollectedTerms final : public TermSink {
public:
    explicit CollectedTerms(std::string_view document, std::uint32_t first_position = 0)
    {
        behind = generate_terms(normalise(document), first_position, *this);
    }

    void term(std::string_view term, std::uint32_t position) override { terms.emplace(term, position); }
    void gram(std::string_view digits, std::uint32_t position) override { grams.emplace(digits, position); }

    [[nodiscard]] bool has(std::string_view term) const
    {
        const auto found = terms.lower_bound({std::string(term), 0});
        return found != terms.end() && found->first == term;
    }

    /// Some run of digits contains `digits`, four or more, as search by part of a number sees it.
    [[nodiscard]] bool has_digits(std::string_view digits) const
    {
        for (const auto& [gram, position] : grams) {
            bool all = gram == digits.substr(0, 4);
            for (std::uint32_t i = 1; all && i + 4 <= digits.size(); ++i)
                all = grams.count({std::string(digits.substr(i, 4)), position + i}) > 0;
            if (all) return true;
        }
        return false;
    }

    /// Each word of the query is in the document: Han words by their pairs of characters.
    [[nodiscard]] bool found_by(std::string_view query) const
    {
        for (const QueryWord& word : segment_query(query)) {
            if (word.kind != TokenKind::han) {
                if (!has(word.text) && (word.text.size() < 4 || !has_digits(word.text))) return false;
                continue;
            }
            const auto tokens = tokenise(word.text);
            if (tokens.size() == 1 && !has(word.text)) return false;
            for (std::size_t i = 1; i < tokens.size(); ++i)
                if (!has(std::string(tokens[i - 1].text) + std::string(tokens[i].text))) return false;
        }
        return true;
    }

    PositionedTerms terms, grams;
    std::uint32_t behind = 0;
};

}  // namespace fonds::test
