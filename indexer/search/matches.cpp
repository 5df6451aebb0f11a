// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/matches.hpp"

#include <algorithm>
#include <unordered_map>

#include "indexer/text/terms.hpp"

namespace fonds {

namespace {

void collect(const Query::Node& node, std::vector<Pattern>& patterns)
{
    if (node.kind == NodeKind::all_of || node.kind == NodeKind::any_of)
        for (const auto& child : node.children) collect(*child, patterns);
    if (node.kind != NodeKind::words || node.field) return;
    for (const auto& group : node.groups) {
        for (Pattern pattern : group.required) {
            pattern.open = pattern.open || (pattern.tokens.size() == 1 && begins_a_number(pattern.tokens.back()));
            patterns.push_back(std::move(pattern));
        }
        if (!group.whole.tokens.empty()) patterns.push_back(group.whole);
    }
}

/// Is `token` one spelling of the number: 1,234.00 of 1234.00 and of 1234?
bool same_number(std::string_view token, std::string_view number)
{
    if (token == number) return true;
    const std::string plain = number_term(token);
    return plain == number || std::string_view(plain).substr(0, plain.find('.')) == number;
}

bool same(const PatternToken& wanted, const Token& token, bool open)
{
    if (wanted.kind == TokenKind::number && token.kind == TokenKind::number && same_number(token.text, wanted.text))
        return true;
    if (open) return token.kind != TokenKind::han && token.text.starts_with(wanted.text);
    return wanted.kind == token.kind && wanted.text == token.text;
}

class Finder {
public:
    Finder(const std::vector<Pattern>& patterns, std::string_view folded) : patterns_(patterns), tokens_(tokenise(folded))
    {
        for (std::uint32_t i = 0; i < patterns.size(); ++i) {
            const auto& first = patterns[i].tokens.front();
            if (first.kind == TokenKind::number || (patterns[i].open && patterns[i].tokens.size() == 1))
                anywhere_.push_back(i);
            else
                by_first_[first.text].push_back(i);
        }
    }

    std::vector<TextMatch> run()
    {
        for (std::size_t at = 0; at < tokens_.size(); ++at) {
            if (!by_first_.empty())
                if (const auto found = by_first_.find(tokens_[at].text); found != by_first_.end())
                    for (const auto pattern : found->second) try_pattern(pattern, at);
            if (tokens_[at].kind == TokenKind::han) continue;
            for (const auto pattern : anywhere_) {
                if (!try_pattern(pattern, at)) try_digits(pattern, at);
            }
        }
        std::ranges::sort(matches_, {}, [](const TextMatch& match) { return std::pair(match.begin, match.word); });
        return std::move(matches_);
    }

private:
    static std::size_t end_of(const Token& token) { return token.begin + token.text.size(); }

    bool try_pattern(std::uint32_t number, std::size_t at)
    {
        const Pattern& pattern = patterns_[number];
        const auto& wanted = pattern.tokens;
        if (wanted.size() > tokens_.size() - at) return false;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const Token& token = tokens_[at + i];
            if (!same(wanted[i], token, pattern.open && i + 1 == wanted.size())) return false;
            const bool pair =
                i > 0 && wanted[i].touches && wanted[i].kind == TokenKind::han && wanted[i - 1].kind == TokenKind::han;
            if (pair && end_of(tokens_[at + i - 1]) != token.begin) return false;
        }
        matches_.push_back({tokens_[at].begin, end_of(tokens_[at + wanted.size() - 1]), number});
        return true;
    }

    /// Part of a longer number, at least four digits.
    void try_digits(std::uint32_t number, std::size_t at)
    {
        const Pattern& pattern = patterns_[number];
        if (pattern.tokens.size() != 1 || pattern.open || digit_grams(pattern.tokens.front()).empty()) return;
        const Token& token = tokens_[at];
        const std::string& digits = pattern.tokens.front().text;
        for (auto found = token.text.find(digits); found != std::string_view::npos;
             found = token.text.find(digits, found + 1))
            matches_.push_back({token.begin + found, token.begin + found + digits.size(), number});
        if (token.text.find(',') != std::string_view::npos && number_term(token.text).find(digits) != std::string::npos)
            matches_.push_back({token.begin, end_of(token), number});
    }

    const std::vector<Pattern>& patterns_;
    std::vector<Token> tokens_;
    std::unordered_map<std::string_view, std::vector<std::uint32_t>> by_first_;
    std::vector<std::uint32_t> anywhere_;
    std::vector<TextMatch> matches_;
};

}  // namespace

std::vector<TextMatch> find_matches(const Query::Node& query, std::string_view folded, std::size_t& words)
{
    std::vector<Pattern> patterns;
    collect(query, patterns);
    words = patterns.size();
    if (patterns.empty()) return {};
    return Finder(patterns, folded).run();
}

}  // namespace fonds
