// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/text/terms.hpp"

#include <limits>

#include "indexer/text/scanner.hpp"

namespace fonds {

namespace {

constexpr std::size_t gram_size = 4;
/// Grams of later tokens would have positions beyond 32 bits: they are left out rather than put in the place of others.
constexpr std::uint32_t last_position_with_grams = std::numeric_limits<std::uint32_t>::max() / gram_positions_per_token - 1;

/// Grams of the runs of digits in `token`, and the runs themselves as terms when they are not all of it.
void digit_runs(std::string_view token, TokenKind kind, std::uint32_t position, TermSink& sink)
{
    for (std::size_t begin = 0; begin < token.size();) {
        std::size_t end = begin;
        while (end < token.size() && is_digit(token[end])) ++end;
        if (end - begin >= gram_size) {
            if (kind == TokenKind::word) sink.term(token.substr(begin, end - begin), position);
            for (std::size_t i = begin; position <= last_position_with_grams && i + gram_size <= end; ++i)
                sink.gram(token.substr(i, gram_size), position * gram_positions_per_token + static_cast<std::uint32_t>(i));
        }
        begin = end + 1;
    }
}

void number(std::string_view token, std::uint32_t position, TermSink& sink)
{
    NumberBuffer buffer;
    const std::string_view plain = without_separators(token, buffer);
    sink.term(plain, position);
    const std::size_t point = plain.find('.');
    if (point != std::string_view::npos) sink.term(plain.substr(0, point), position);
    digit_runs(plain, TokenKind::number, position, sink);
}

}  // namespace

std::vector<Token> tokenise(std::string_view folded, std::uint32_t first_position)
{
    std::vector<Token> tokens;
    tokens.reserve(folded.size() / 4);
    Scanner scanner(folded);
    for (Piece piece; scanner.next(piece); ++first_position) {
        const std::string_view text = folded.substr(piece.begin, piece.end - piece.begin);
        tokens.push_back({piece.kind, text, static_cast<std::uint32_t>(piece.begin), first_position});
    }
    return tokens;
}

std::uint32_t generate_terms(std::string_view folded, std::uint32_t first_position, TermSink& sink)
{
    Scanner scanner(folded);
    Piece before;  // with `end` 0, which no token has, until there is one
    std::uint32_t position = first_position;
    for (Piece piece; scanner.next(piece); before = piece, ++position) {
        const std::string_view text = folded.substr(piece.begin, piece.end - piece.begin);
        switch (piece.kind) {
        case TokenKind::han:
            if (before.kind == TokenKind::han && before.end == piece.begin)
                sink.term(folded.substr(before.begin, piece.end - before.begin), position - 1);
            sink.term(text, position);
            break;
        case TokenKind::word:
            sink.term(text, position);
            digit_runs(text, TokenKind::word, position, sink);
            break;
        case TokenKind::number: number(text, position, sink); break;
        }
    }
    return position;
}

}  // namespace fonds
