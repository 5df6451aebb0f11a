// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fingerprint.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "indexer/text/fold.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

constexpr std::size_t of_text = 48, of_numbers = 16;  // hash functions; each keeps its least value
constexpr std::size_t shingle = 4;                    // characters
constexpr std::size_t least_shingles = 24;
constexpr std::size_t least_digits = 3;
constexpr double alike_text = 0.7, alike_numbers = 0.6;
constexpr std::uint16_t nothing = 0xFFFF;

using Print = std::array<std::uint16_t, of_text + of_numbers>;

/// SplitMix64 (Steele, Lea, Flood 2014).
std::uint64_t mixed(std::uint64_t value)
{
    value += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31);
}

void take(Print& print, std::uint64_t hash, std::size_t from, std::size_t to)
{
    for (std::size_t i = from; i < to; ++i)
        print[i] = std::min(print[i], static_cast<std::uint16_t>(mixed(hash ^ mixed(i)) >> 48));
}

bool is_digit(char32_t c)
{
    return c >= '0' && c <= '9';
}

bool counts(char32_t c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') ||
           (c >= 0xC0 && c != invalid_code_point && !(c >= 0x2000 && c < 0x2E80) && !(c >= 0x3000 && c < 0x3041) &&
            !(c >= 0xFF00));
}

double share(std::string_view one, std::string_view other, std::size_t from, std::size_t to)
{
    std::size_t same = 0, known = 0;
    for (std::size_t i = from; i < to; ++i) {
        const auto a = one.substr(2 * i, 2), b = other.substr(2 * i, 2);
        if (a == "\xFF\xFF" && b == "\xFF\xFF") continue;
        ++known;
        same += a == b ? 1 : 0;
    }
    return known == 0 ? 1 : static_cast<double>(same) / static_cast<double>(known);
}

}  // namespace

std::string fingerprint_of(std::string_view text)
{
    std::vector<char32_t> characters;
    const std::string folded = normalise(text);
    Print print;
    print.fill(nothing);
    std::uint64_t number = 0;
    std::size_t digits = 0;
    const auto end_number = [&] {
        if (digits >= least_digits) take(print, number, of_text, of_text + of_numbers);
        number = digits = 0;
    };
    for (std::size_t at = 0; at < folded.size();) {
        const char32_t c = next_code_point(folded, at);
        if (is_digit(c)) {
            number = mixed(number ^ c);
            ++digits;
        } else if (c != ',' && c != '.') {
            end_number();
        }
        if (counts(c)) characters.push_back(c);
    }
    end_number();
    if (characters.size() < least_shingles + shingle) return {};
    for (std::size_t i = 0; i + shingle <= characters.size(); ++i) {
        std::uint64_t hash = 0;
        for (std::size_t k = 0; k < shingle; ++k) hash = mixed(hash ^ characters[i + k]);
        take(print, hash, 0, of_text);
    }
    std::string bytes;
    for (const std::uint16_t value : print) {
        bytes += static_cast<char>(value & 0xFF);
        bytes += static_cast<char>(value >> 8);
    }
    return bytes;
}

bool look_alike(std::string_view one, std::string_view other)
{
    constexpr std::size_t size = 2 * (of_text + of_numbers);
    if (one.size() != size || other.size() != size) return false;
    return share(one, other, 0, of_text) >= alike_text && share(one, other, of_text, of_text + of_numbers) >= alike_numbers;
}

}  // namespace fonds
