// SPDX-License-Identifier: GPL-3.0-or-later
// Terms of folded text (docs/formats/index-terms.md): Han characters one by one and in pairs, Latin words, numbers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fonds {

enum class TokenKind { han, word, number };

/// No token, and so no term, is longer: what is longer becomes several tokens that follow each other.
inline constexpr std::size_t longest_token = 64;

/// A piece of folded text that has one position. A Han token is one character of a script written without spaces: Han, kana,
/// bopomofo or hangul. A word is a run of letters, digits and combining marks of other scripts that is not all digits. A
/// number is a run of digits, in which thousands separators and a decimal point may stand: 1,234,567.00 and 3.14, but
/// 2024-03-05, 2024.03.05 and 1,2,3 are three numbers each.
struct Token {
    TokenKind kind = TokenKind::word;
    std::string_view text;       ///< within the folded text given
    std::uint32_t begin = 0;     ///< byte offset there
    std::uint32_t position = 0;  ///< term position
};

/// Splits `folded` (from normalise) into tokens with positions ascending by one from `first_position`.
[[nodiscard]] std::vector<Token> tokenise(std::string_view folded, std::uint32_t first_position = 0);

/// Receives the terms of a text. `term` is valid only during the call.
class TermSink {
public:
    virtual ~TermSink() = default;
    /// A Han token, a pair of Han tokens with nothing between them (at the position of the first), a word, or a number
    /// without its thousands separators. Besides, at the same position: the whole part of a number with a decimal point
    /// (1,234,567.00 → 1234567.00 and 1234567), and each run of four digits or more in a word (cg2024018 → 2024018).
    virtual void term(std::string_view term, std::uint32_t position) = 0;
    /// Four neighbouring digits of a run of four or more in a number (without its thousands separators) or a word, for
    /// search by part of a number. Positions count separately: gram_positions_per_token * token position + index in the
    /// token, so that grams of neighbouring digits, and no others, are adjacent.
    virtual void gram(std::string_view digits, std::uint32_t position) = 0;
};

inline constexpr std::uint32_t gram_positions_per_token = longest_token;

/// Gives all terms of `folded` to `sink`; returns the position behind the last token. The same text always gives the same
/// terms.
std::uint32_t generate_terms(std::string_view folded, std::uint32_t first_position, TermSink& sink);

/// A word of a query. Of kind `han`: a word as ICU's dictionary sees it, or single characters joined to one (王芳), of one
/// character only when it stands alone; to be matched as its pairs of characters. Of the other kinds: one term.
struct QueryWord {
    TokenKind kind = TokenKind::word;
    std::string text;    ///< folded; a number without thousands separators
    bool glued = false;  ///< nothing stands between it and the word before
};

/// The words of a query's text, in order. The particles 的 了 和 与 及 或 between other words are left out. White space
/// divides words, except between single characters (合 同). Needs ICU's dictionary only when Han stand in it. Thread-safe.
[[nodiscard]] std::vector<QueryWord> segment_query(std::string_view text);

}  // namespace fonds
