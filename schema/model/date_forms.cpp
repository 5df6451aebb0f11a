// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/date_forms.hpp"

#include <array>
#include <string>
#include <vector>

#include "schema/core/escape.hpp"

namespace fonds {

namespace {

constexpr int before_republic = 1911;  // 1912 is 民国元年

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

/// 二〇二四, 九八, 一一三: figure by figure, so many of them.
std::optional<int> figures_of(const std::vector<int>& numerals, std::size_t least, std::size_t most)
{
    if (numerals.size() < least || numerals.size() > most) return std::nullopt;
    int number = 0;
    for (const int digit : numerals) {
        if (digit > 9) return std::nullopt;
        number = number * 10 + digit;
    }
    return number;
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

std::optional<int> number_of(std::string_view word, std::size_t most)
{
    if (word.empty() || word.size() > most) return std::nullopt;
    int value = 0;
    for (const char c : word) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

/// 49 to 99 are of the last century, 00 to 48 of this one: the offices that write so were founded in 1949 or later.
int with_century(int figures)
{
    return figures + (figures < 49 ? 2000 : 1900);
}

/// What stands before 年, 月 or 日.
struct Numeral {
    std::string figures;   ///< 2024
    std::vector<int> han;  ///< 二〇二四
    bool first = false;    ///< 元
    int hundreds = 0;      ///< 一百一十三: what stood before 百

    [[nodiscard]] std::size_t kinds() const
    {
        return (figures.empty() ? 0U : 1U) + (han.empty() && hundreds == 0 ? 0U : 1U) + (first ? 1U : 0U);
    }
    bool take(char32_t c)
    {
        if (c < 0x80 && is_digit(static_cast<char>(c))) {
            figures.push_back(static_cast<char>(c));
        } else if (c == U'元' && !first) {
            first = true;
        } else if (c == U'百' && han.size() == 1 && han.front() >= 1 && han.front() <= 9 && hundreds == 0) {
            hundreds = han.front();
            han.clear();
        } else {
            const int value = han_value(c);
            if (value < 0) return false;
            han.push_back(value);
        }
        return true;
    }
    [[nodiscard]] std::optional<int> small() const
    {
        if (kinds() != 1 || hundreds != 0) return std::nullopt;
        return figures.empty() ? han_number(han) : number_of(figures, 2);
    }
    [[nodiscard]] std::optional<int> month() const { return first && kinds() == 1 ? std::optional(1) : small(); }
    /// Of the era 民国, which began in 1912.
    [[nodiscard]] std::optional<int> year_of_republic() const
    {
        std::optional<int> year;
        if (kinds() != 1)
            return std::nullopt;
        else if (first)
            year = 1;
        else if (!figures.empty())
            year = number_of(figures, 3);
        else if (hundreds > 0)
            year = han.empty() ? 0 : han_number(han);
        else if (const auto spelt = figures_of(han, 3, 3))
            year = spelt;
        else
            year = han_number(han);
        if (!year) return std::nullopt;
        return *year + hundreds * 100 + before_republic;
    }
    [[nodiscard]] std::optional<int> year() const
    {
        if (kinds() != 1 || first || hundreds != 0) return std::nullopt;
        const auto whole = figures.empty() ? figures_of(han, 4, 4) : number_of(figures, 4);
        if (figures.size() == 4 || (figures.empty() && whole)) return whole;
        const auto two = figures.empty() ? figures_of(han, 2, 2) : number_of(figures, 2);
        if (!two || figures.size() == 1) return std::nullopt;
        return with_century(*two);
    }
};

/// Takes 民国 or 中华民国 off a text that begins with it.
bool take_republic(std::string_view& text)
{
    for (const std::string_view era : {"中华民国", "中華民國", "民国", "民國"}) {
        if (!text.starts_with(era)) continue;
        text.remove_prefix(era.size());
        while (text.starts_with(' ')) text.remove_prefix(1);
        return true;
    }
    return false;
}

std::optional<WrittenDay> with_marks(std::string_view text)
{
    constexpr std::array marks{U'年', U'月', U'日'};
    const bool republic = take_republic(text);
    Numeral numeral;
    WrittenDay written;
    std::size_t part = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (c == U' ') continue;
        if (part == marks.size()) return std::nullopt;
        if (c != marks[part] && (part != 2 || c != U'号')) {
            if (!numeral.take(c)) return std::nullopt;
            continue;
        }
        const auto value = part == 1   ? numeral.month()
                           : part == 2 ? numeral.small()
                           : republic  ? numeral.year_of_republic()
                                       : numeral.year();
        if (!value) return std::nullopt;
        (part == 0 ? written.year : part == 1 ? written.month : written.day) = *value;
        numeral = {};
        ++part;
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

/// Three numbers with one and the same of `-/.` between them.
bool is_triple(std::string_view text, const std::vector<std::string_view>& words)
{
    if (words.size() != 3 || text.size() != words[0].size() + words[1].size() + words[2].size() + 2) return false;
    const char mark = text[words[0].size()];
    return std::string_view("-/.").find(mark) != std::string_view::npos &&
           text[words[0].size() + 1 + words[1].size()] == mark;
}

/// 25/3/2024: the year last.
std::optional<WrittenDay> year_last(const std::vector<std::string_view>& words)
{
    if (words[2].size() != 4) return std::nullopt;
    const auto first = number_of(words[0], 2), second = number_of(words[1], 2), year = number_of(words[2], 4);
    if (!first || !second || !year) return std::nullopt;
    const bool month_first = *first <= 12 && *second > 12;
    WrittenDay written{*year, month_first ? *first : *second, month_first ? *second : *first};
    written.ambiguous = *first <= 12 && *second <= 12 && *first != *second;
    return written;
}

/// 24-1-5, 98.12.31, 31/12/98: of all orders in which a year of two figures may stand, the one that gives a day.
std::optional<WrittenDay> year_of_two_figures(const std::vector<std::string_view>& words)
{
    struct Order {
        std::size_t year, month, day;
    };
    std::optional<WrittenDay> found;
    for (const auto [year, month, day] : {Order{0, 1, 2}, Order{2, 1, 0}, Order{2, 0, 1}}) {
        if (words[year].size() != 2) continue;  // nobody writes one figure of a year
        const auto y = number_of(words[year], 2), m = number_of(words[month], 2), d = number_of(words[day], 2);
        if (!y || !m || !d || *m < 1 || *m > 12 || *d < 1 || *d > 31) continue;
        WrittenDay one{with_century(*y), *m, *d};
        if (found && (found->year != one.year || found->month != one.month || found->day != one.day))
            found->ambiguous = found->short_year = true;
        else if (!found)
            found = one;
    }
    return found;
}

}  // namespace

std::optional<WrittenDay> read_written_day(std::string_view text)
{
    if (text.find("年") != std::string_view::npos) return with_marks(text);
    const bool republic = take_republic(text);
    const auto words = words_of(text);
    if (!words || words->empty()) return std::nullopt;
    const bool triple = is_triple(text, *words);
    if (republic) {
        const auto year = triple ? number_of(words->at(0), 3) : std::nullopt;
        const auto month = triple ? number_of(words->at(1), 2) : std::nullopt;
        const auto day = triple ? number_of(words->at(2), 2) : std::nullopt;
        if (!year || !month || !day) return std::nullopt;
        return WrittenDay{*year + before_republic, *month, *day};
    }
    if (auto written = with_named_month(*words)) return written;
    if (!triple) return std::nullopt;
    if (auto written = year_last(*words)) return written;
    return year_of_two_figures(*words);
}

}  // namespace fonds
