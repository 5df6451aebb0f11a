// SPDX-License-Identifier: GPL-3.0-or-later
// A query's text cut into lexemes (docs/formats/query.md).
#pragma once

#include <string_view>
#include <vector>

#include "schema/core/result.hpp"

namespace fonds {

enum class LexemeKind {
    word,
    phrase,  ///< what stands between quotation marks
    field,   ///< a name before a colon; its value is the next lexeme and touches it, or is missing
    open,
    close,
    conjunction,  ///< AND
    disjunction,  ///< OR
    negation,     ///< NOT, or - in front of something
    end
};

struct Lexeme {
    LexemeKind kind = LexemeKind::end;
    std::string_view text;  ///< the word, the phrase without its marks, the field's name
    std::size_t begin = 0;  ///< bytes in the query, with marks
    std::size_t end = 0;
};

/// The lexemes of `query`, the last of kind `end`. A quotation mark that is never closed is ErrorKind::usage.
[[nodiscard]] Result<std::vector<Lexeme>> lex_query(std::string_view query);

}  // namespace fonds
