// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/pattern.hpp"

#include <algorithm>
#include <utility>

#include "indexer/search/characters.hpp"
#include "indexer/text/fold.hpp"

namespace fonds {

namespace {

constexpr std::size_t gram_length = 4;

void append_tokens(Pattern& pattern, std::string_view folded, bool touches)
{
    std::size_t end = 0;
    bool first = true;
    for (const Token& token : tokenise(folded)) {
        pattern.tokens.push_back({token.kind, std::string(token.text), first ? touches : token.begin == end});
        end = token.begin + token.text.size();
        first = false;
    }
}

void append(Pattern& pattern, const Pattern& other, bool touches)
{
    for (const auto& token : other.tokens) {
        pattern.tokens.push_back(token);
        if (&token == &other.tokens.front()) pattern.tokens.back().touches = touches;
    }
}

}  // namespace

Pattern exact_pattern(std::string_view text)
{
    Pattern pattern;
    append_tokens(pattern, normalise(text), false);
    return pattern;
}

std::vector<PatternGroup> word_patterns(std::string_view text, bool open)
{
    std::vector<PatternGroup> groups;
    bool after_han = false;
    for (const QueryWord& word : segment_query(text)) {
        Pattern pattern;
        append_tokens(pattern, word.text, false);
        if (pattern.tokens.empty()) continue;
        const bool han = word.kind == TokenKind::han;
        if (!groups.empty() && word.glued) {
            append(groups.back().whole, pattern, true);
            groups.back().required.push_back(std::move(pattern));
        } else if (!groups.empty() && !han && !after_han) {
            // a-b, 2024/018: punctuation joins what white space would part
            append(groups.back().whole, pattern, false);
            append(groups.back().required.back(), pattern, false);
        } else {
            groups.push_back({{pattern}, pattern});
        }
        after_han = han;
    }
    for (auto& group : groups)
        if (group.required.size() == 1) group.whole.tokens.clear();
    if (open && !groups.empty()) {
        Pattern& last = groups.back().required.back();
        last.open = last.tokens.back().kind != TokenKind::han;  // Han is found within longer words anyway
        if (last.open) groups.back().whole.tokens.clear();
    }
    return groups;
}

std::vector<std::string> token_terms(const Pattern& pattern)
{
    std::vector<std::string> terms;
    for (const auto& token : pattern.tokens)
        terms.push_back(token.kind == TokenKind::number ? number_term(token.text) : token.text);
    return terms;
}

std::vector<std::string> pair_terms(const Pattern& pattern)
{
    std::vector<std::string> terms;
    const auto& tokens = pattern.tokens;
    for (std::size_t at = 1; at < tokens.size(); ++at)
        if (tokens[at].touches && tokens[at].kind == TokenKind::han && tokens[at - 1].kind == TokenKind::han)
            terms.push_back(tokens[at - 1].text + tokens[at].text);
    return terms;
}

std::string number_term(std::string_view number)
{
    std::string digits;
    for (const char c : number)
        if (c != ',') digits.push_back(c);
    return digits;
}

std::vector<std::string> digit_grams(const PatternToken& token)
{
    std::vector<std::string> grams;
    if (token.kind != TokenKind::number || token.text.size() < gram_length) return grams;
    if (!std::ranges::all_of(token.text, [](char c) { return is_ascii_digit(static_cast<unsigned char>(c)); })) return grams;
    for (std::size_t at = 0; at + gram_length <= token.text.size(); ++at)
        grams.push_back(token.text.substr(at, gram_length));
    return grams;
}

bool begins_a_number(const PatternToken& token)
{
    bool letter = false, digit = false, ascii = true;
    for (const char byte : token.text) {
        const auto c = static_cast<unsigned char>(byte);
        letter = letter || is_ascii_letter(c);
        digit = digit || is_ascii_digit(c);
        ascii = ascii && c < 0x80;
    }
    return token.kind == TokenKind::word && ascii && letter && digit && token.text.size() >= 4;
}

}  // namespace fonds
