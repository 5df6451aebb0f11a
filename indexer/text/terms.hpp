// SPDX-License-Identifier: GPL-3.0-or-later
// Terms of folded text (docs/formats/index.md): Han characters one by one and in pairs, Latin words, numbers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fonds {

enum class TokenKind { han, word, number };

/// A piece of folded text that has one position. A Han token is one character; a word is a run of letters and digits of other
/// scripts that holds a letter; a number is a run of digits, in which thousands separators and a decimal point may stand.
struct Token {
    TokenKind kind = TokenKind::word;
    std::string_view text;        ///< within the folded text given
    std::uint32_t begin = 0;      ///< byte offset there
    std::uint32_t position = 0;   ///< term position
};

/// Splits `folded` (from normalise) into tokens with ascending positions from `first_position`.
[[nodiscard]] std::vector<Token> tokenise(std::string_view folded, std::uint32_t first_position = 0);

/// Receives the terms of a text. `term` is valid only during the call.
class TermSink {
public:
    virtual ~TermSink() = default;
    /// A Han character, a pair of neighbouring Han characters (at the position of its first), a word, or a number.
    virtual void term(std::string_view term, std::uint32_t position) = 0;
    /// Four neighbouring digits of a run of more than four in a number or a word, for search by part of a number; positions count
    /// separately: gram_positions_per_token * token position + index in the token, so that neighbours in one run are adjacent.
    virtual void gram(std::string_view digits, std::uint32_t position) = 0;
};

inline constexpr std::uint32_t gram_positions_per_token = 32;

/// Gives all terms of `folded` to `sink`; returns the position behind the last token. The same text always gives the same terms.
/// Besides the token itself, a number with separators also gives its digits alone (1,234,567.00 → 1234567.00 and 1234567).
std::uint32_t generate_terms(std::string_view folded, std::uint32_t first_position, TermSink& sink);

/// A word of a query, as ICU's dictionary sees it, runs of single Han characters joined again (with a neighbour when alone).
struct QueryWord {
    TokenKind kind = TokenKind::word;
    std::string text;              ///< folded
    bool glued = false;            ///< no space or punctuation stands between it and the word before
};

/// The words of a query's text. Needs ICU's dictionary only when Han stand in it. Thread-safe.
[[nodiscard]] std::vector<QueryWord> segment_query(std::string_view text);

}  // namespace fonds
