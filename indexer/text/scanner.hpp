// SPDX-License-Identifier: GPL-3.0-or-later
// The tokens of folded text, one after the other and without allocation.
#pragma once

#include <array>
#include <string_view>

#include "indexer/text/terms.hpp"

namespace fonds {

struct Piece {
    TokenKind kind = TokenKind::word;
    std::size_t begin = 0;
    std::size_t end = 0;
};

class Scanner {
public:
    explicit Scanner(std::string_view folded) : text_(folded) {}

    /// False at the end of the text.
    [[nodiscard]] bool next(Piece& piece);

private:
    void scan_run(Piece& piece);
    [[nodiscard]] std::size_t end_of_number(std::size_t begin, std::size_t end) const;
    [[nodiscard]] std::size_t end_of_digits(std::size_t begin) const;

    std::string_view text_;
    std::size_t at_ = 0;
};

using NumberBuffer = std::array<char, longest_token>;

/// A number token without its thousands separators; in `buffer` when it had any.
[[nodiscard]] std::string_view without_separators(std::string_view number, NumberBuffer& buffer);

[[nodiscard]] constexpr bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

}  // namespace fonds
