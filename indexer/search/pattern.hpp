// SPDX-License-Identifier: GPL-3.0-or-later
// What free words look for in a text: runs of tokens. One meaning for the index, the pages of a hit and the snippet.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/text/terms.hpp"

namespace fonds {

struct PatternToken {
    TokenKind kind = TokenKind::word;
    std::string text;
    bool touches = false;  ///< nothing stands between it and the token before
};

/// Tokens that follow one another.
struct Pattern {
    std::vector<PatternToken> tokens;
    bool open = false;  ///< the last token may be longer
};

/// Patterns that must all occur; `whole` is the run in which they were written, which ranks higher. It is empty when it says
/// nothing more.
struct PatternGroup {
    std::vector<Pattern> required;
    Pattern whole;
};

/// `text` as one exact run; no tokens when it holds none.
[[nodiscard]] Pattern exact_pattern(std::string_view text);
/// The words of `text`, written without white space: Han words may stand apart, letters and digits joined by punctuation may
/// not.
[[nodiscard]] std::vector<PatternGroup> word_patterns(std::string_view text, bool open);

/// The terms of a pattern's tokens, one a position. A number loses its separators.
[[nodiscard]] std::vector<std::string> token_terms(const Pattern& pattern);
/// The pairs of Han characters that touch in it: terms without positions, much rarer than the characters.
[[nodiscard]] std::vector<std::string> pair_terms(const Pattern& pattern);

/// A number without thousands separators, as the index has it.
[[nodiscard]] std::string number_term(std::string_view number);
/// The groups of four digits of a number that stands alone and may be part of a longer one; none for others.
[[nodiscard]] std::vector<std::string> digit_grams(const PatternToken& token);
/// A word of letters and digits, at least four bytes of ASCII: the beginning of a longer one, as numbers often are.
[[nodiscard]] bool begins_a_number(const PatternToken& token);

}  // namespace fonds
