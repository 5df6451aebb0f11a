// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/index_terms.hpp"

#include <algorithm>
#include <cstdio>

#include "indexer/search/characters.hpp"
#include "indexer/text/fold.hpp"
#include "schema/core/digest.hpp"

namespace fonds {

namespace {

constexpr std::size_t longest_text = 200;  // a term has 245 bytes at most
constexpr std::size_t digest_digits = 32;

bool is_digit(char c)
{
    return is_ascii_digit(static_cast<unsigned char>(c));
}

}  // namespace

std::string index_version()
{
    return std::to_string(index_format) + "." + std::to_string(fold_version);
}

void assign_index_term(std::string& term, std::string_view prefix, std::string_view text)
{
    term.assign(prefix);
    if (text.size() <= longest_text) {
        term += text;
        return;
    }
    std::size_t cut = longest_text - digest_digits;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    term += text.substr(0, cut);
    term += Digest::of(text).hex().substr(0, digest_digits);
}

std::string index_term(std::string_view prefix, std::string_view text)
{
    std::string term;
    assign_index_term(term, prefix, text);
    return term;
}

std::string gram_prefix(std::string_view field_prefix)
{
    return "D" + std::string(field_prefix);
}

std::string date_value(const Date& date)
{
    std::string digits;
    for (const char c : date.text())
        if (is_digit(c)) digits.push_back(c);
    return digits;
}

std::string amount_value(std::int64_t hundredths)
{
    const std::uint64_t ordered = static_cast<std::uint64_t>(hundredths) ^ (std::uint64_t{1} << 63);
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(ordered >> shift & 0xFF));
    return bytes;
}

std::string code_value(std::string_view code)
{
    std::string key;
    for (std::size_t at = 0; at < code.size();) {
        if (!is_digit(code[at])) {
            key.push_back(code[at++]);
            continue;
        }
        std::size_t end = at;
        while (end < code.size() && is_digit(code[end])) ++end;
        while (at + 1 < end && code[at] == '0') ++at;
        key.push_back(static_cast<char>('0' + std::min<std::size_t>(end - at, 'A' - '0' - 1)));
        key += code.substr(at, end - at);
        at = end;
    }
    return key;
}

}  // namespace fonds
