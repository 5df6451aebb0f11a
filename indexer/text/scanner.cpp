// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/text/scanner.hpp"

#include <unicode/uchar.h>

#include "indexer/text/scripts.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

enum class CharacterClass : unsigned char { other, letter, digit, unspaced };

constexpr auto ascii_class = [] {
    std::array<CharacterClass, 128> table{};
    for (std::size_t c = 'a'; c <= 'z'; ++c) table[c] = table[c - 'a' + 'A'] = CharacterClass::letter;
    for (std::size_t c = '0'; c <= '9'; ++c) table[c] = CharacterClass::digit;
    return table;
}();

CharacterClass class_of(char32_t c)
{
    if (c == invalid_code_point) return CharacterClass::other;
    if (is_unspaced(c)) return CharacterClass::unspaced;
    if (within(c, 0x2000, 0x206F) || within(c, 0x3000, 0x303F) || within(c, 0xFF00, 0xFF65)) return CharacterClass::other;
    const auto category = U_MASK(u_charType(static_cast<UChar32>(c)));
    return (category & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0 ? CharacterClass::letter : CharacterClass::other;
}

/// The class of the character at `at`, which moves behind it.
CharacterClass read_class(std::string_view text, std::size_t& at)
{
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) {
        ++at;
        return ascii_class[first];
    }
    if (first >= 0xE4 && first <= 0xE9 && text.size() - at >= 3) {  // U+4000 to U+9FFF
        const auto second = static_cast<unsigned char>(text[at + 1]), third = static_cast<unsigned char>(text[at + 2]);
        const bool well_formed = (second & 0xC0) == 0x80 && (third & 0xC0) == 0x80;
        if (well_formed && (first > 0xE4 || second >= 0xB8)) {
            at += 3;
            return CharacterClass::unspaced;
        }
    }
    return class_of(next_code_point(text, at));
}

}  // namespace

bool Scanner::next(Piece& piece)
{
    while (at_ < text_.size()) {
        piece.begin = at_;
        switch (read_class(text_, at_)) {
        case CharacterClass::other: continue;
        case CharacterClass::unspaced:
            piece.kind = TokenKind::han;
            piece.end = at_;
            return true;
        case CharacterClass::letter:
            piece.kind = TokenKind::word;
            scan_run(piece);
            return true;
        case CharacterClass::digit:
            piece.kind = TokenKind::number;
            scan_run(piece);
            return true;
        }
    }
    return false;
}

/// Goes on to the end of the run of letters and digits whose first character was read.
void Scanner::scan_run(Piece& piece)
{
    bool cut = false;
    while (at_ < text_.size()) {
        std::size_t behind = at_;
        const CharacterClass found = read_class(text_, behind);
        if (found == CharacterClass::other || found == CharacterClass::unspaced) break;
        cut = behind - piece.begin > longest_token;
        if (cut) break;
        if (found == CharacterClass::letter) piece.kind = TokenKind::word;
        at_ = behind;
    }
    if (piece.kind == TokenKind::number && !cut) at_ = end_of_number(piece.begin, at_);
    piece.end = at_;
}

/// The end of the digits from `begin` on; `begin` itself when they are part of a word.
std::size_t Scanner::end_of_digits(std::size_t begin) const
{
    std::size_t end = begin;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    if (end == text_.size() || end == begin) return end;
    std::size_t behind = end;
    return read_class(text_, behind) == CharacterClass::letter ? begin : end;
}

/// Where the number ends that begins with the digits [begin, end): a comma continues it before groups of three digits only,
/// a point when no other point follows or precedes (a date, an address).
std::size_t Scanner::end_of_number(std::size_t begin, std::size_t end) const
{
    const auto is_at = [&](std::size_t at, char c) { return at < text_.size() && text_[at] == c; };
    const auto follows = [&](char separator) {
        return begin >= 2 && text_[begin - 1] == separator && is_digit(text_[begin - 2]);
    };
    std::size_t result = end;
    if (end - begin <= 3 && !follows(',')) {
        while (is_at(result, ',')) {
            const std::size_t group = end_of_digits(result + 1);
            const std::size_t digits = group - (result + 1);
            if (digits == 0) break;
            if (digits != 3) return end;
            result = group;
        }
    }
    if (is_at(result, '.') && !follows('.')) {
        const std::size_t fraction = end_of_digits(result + 1);
        const bool another = is_at(fraction, '.') && fraction + 1 < text_.size() && is_digit(text_[fraction + 1]);
        if (fraction > result + 1 && !another) result = fraction;
    }
    return result - begin <= longest_token ? result : end;
}

std::string_view without_separators(std::string_view number, NumberBuffer& buffer)
{
    if (number.find(',') == std::string_view::npos) return number;
    std::size_t size = 0;
    for (const char c : number)
        if (c != ',' && size < buffer.size()) buffer[size++] = c;
    return {buffer.data(), size};
}

}  // namespace fonds
