// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/date_forms.hpp"

#include <array>
#include <string>
#include <vector>

#include "schema/core/escape.hpp"

namespace fonds {

namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// 0…9, 10 for 十, 20 for 廿, 30 for 卅; -1 for what is no numeral.
int han_value(char32_t c)
{
    constexpr std::u32string_view plain = U"〇一二三四五六七八九", capital = U"零壹贰叁肆伍陆柒捌玖";
    for (const auto row : {plain, capital})
        if (const auto at = row.find(c); at != std::u32string_view::npos) return static_cast<int>(at);
    if (c == U'○' || c == U'Ｏ' || c == U'O') return 0;
    if (c == U'两') return 2;
    if (c == U'十' || c == U'拾') return 10;
    if (c == U'廿') return 20;
    return c == U'卅' ? 30 : -1;
}

/// 二〇二四 figure by figure.
std::optional<int> han_year(const std::vector<int>& numerals)
{
    if (numerals.size() != 4) return std::nullopt;
    int year = 0;
    for (const int digit : numerals) {
        if (digit > 9) return std::nullopt;
        year = year * 10 + digit;
    }
    return year;
}

/// 三, 十二, 二十, 二十三, 廿三, 零五, 一二: below a hundred.
std::optional<int> han_number(const std::vector<int>& numerals)
{
    int tens = 0, units = -1;
    bool marked = false;  // a ten was said
    for (const int value : numerals) {
        if (value >= 10) {
            if (marked || tens != 0) return std::nullopt;
            tens = value == 10 && units > 0 ? units : value / 10;
            units = -1;
            marked = true;
        } else if (units > 0 || (units == 0 && value == 0)) {
            if (marked || tens != 0) return std::nullopt;
            tens = units;
            units = value;
        } else {
            units = value;
        }
    }
    if (numerals.empty()) return std::nullopt;
    return tens * 10 + (units < 0 ? 0 : units);
}

std::optional<WrittenDay> in_han(std::string_view text)
{
    constexpr std::array marks{U'年', U'月', U'日'};
    std::vector<int> numerals;
    WrittenDay written;
    std::size_t part = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (c == U' ') continue;
        if (part < marks.size() && (c == marks[part] || (part == 2 && c == U'号'))) {
            const auto value = part == 0 ? han_year(numerals) : han_number(numerals);
            if (!value) return std::nullopt;
            (part == 0 ? written.year : part == 1 ? written.month : written.day) = *value;
            numerals.clear();
            ++part;
            continue;
        }
        const int value = part < marks.size() ? han_value(c) : -1;
        if (value < 0) return std::nullopt;
        numerals.push_back(value);
    }
    if (part != marks.size()) return std::nullopt;
    return written;
}

/// The month of that name, also cut to three letters; 0: none.
int month_named(std::string_view word)
{
    constexpr std::array<std::string_view, 12> names{"january", "february", "march",     "april",   "may",      "june",
                                                     "july",    "august",   "september", "october", "november", "december"};
    std::string lower;
    for (const char c : word) lower.push_back(static_cast<char>(c | 0x20));
    for (std::size_t i = 0; i < names.size(); ++i)
        if (lower == names[i] || lower == names[i].substr(0, 3) || (lower.size() == 4 && names[i].starts_with(lower)))
            return static_cast<int>(i + 1);
    return 0;
}

/// Words and numbers of a text; what parts them is one of ` -/.,`.
std::optional<std::vector<std::string_view>> words_of(std::string_view text)
{
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        if (at == begin)
            while (at < text.size() && is_letter(text[at])) ++at;
        if (at > begin)
            words.push_back(text.substr(begin, at - begin));
        else if (std::string_view(" -/.,").find(text[at]) == std::string_view::npos)
            return std::nullopt;
        else
            ++at;
    }
    return words;
}

std::optional<int> number_of(std::string_view word, std::size_t most)
{
    if (word.empty() || word.size() > most || !is_digit(word.front())) return std::nullopt;
    int value = 0;
    for (const char c : word) value = value * 10 + (c - '0');
    return value;
}

/// 5 Mar 2024, March 5th, 2024
std::optional<WrittenDay> with_named_month(std::vector<std::string_view> words)
{
    for (std::size_t i = 1; i < words.size(); ++i)
        if ((words[i] == "st" || words[i] == "nd" || words[i] == "rd" || words[i] == "th") &&
            is_digit(words[i - 1].back())) {
            words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
            break;
        }
    if (words.size() != 3) return std::nullopt;
    const std::size_t at = is_letter(words[0].front()) ? 0 : 1;
    const int month = is_letter(words[at].front()) ? month_named(words[at]) : 0;
    const auto day = number_of(words[1 - at], 2);
    const auto year = words[2].size() == 4 ? number_of(words[2], 4) : std::nullopt;
    if (month == 0 || !day || !year) return std::nullopt;
    return WrittenDay{*year, month, *day};
}

/// 25/3/2024: the year last, and one mark between all three.
std::optional<WrittenDay> year_last(std::string_view text, const std::vector<std::string_view>& words)
{
    if (words.size() != 3 || words[2].size() != 4) return std::nullopt;
    const auto first = number_of(words[0], 2), second = number_of(words[1], 2), year = number_of(words[2], 4);
    if (!first || !second || !year) return std::nullopt;
    const char mark = text[words[0].size()];
    if (std::string_view("-/.").find(mark) == std::string_view::npos ||
        text.size() != words[0].size() + words[1].size() + words[2].size() + 2 ||
        text[words[0].size() + 1 + words[1].size()] != mark)
        return std::nullopt;
    const bool month_first = *first <= 12 && *second > 12;
    WrittenDay written{*year, month_first ? *first : *second, month_first ? *second : *first};
    written.ambiguous = *first <= 12 && *second <= 12 && *first != *second;
    return written;
}

}  // namespace

std::optional<WrittenDay> read_written_day(std::string_view text)
{
    if (text.find("年") != std::string_view::npos) return in_han(text);
    const auto words = words_of(text);
    if (!words || words->empty()) return std::nullopt;
    if (auto written = with_named_month(*words)) return written;
    return year_last(text, *words);
}

}  // namespace fonds
