// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/capture/money.hpp"

#include <array>

#include "indexer/capture/lines.hpp"

namespace fonds {

namespace {

struct Mark {
    std::u32string_view text;
    const char* currency;
};
// Longer ones first.
constexpr std::array marks{Mark{U"人民币", "CNY"}, Mark{U"rmb", "CNY"},  Mark{U"cny", "CNY"},  Mark{U"hk$", "HKD"},
                           Mark{U"hkd", "HKD"},    Mark{U"us$", "USD"},  Mark{U"usd", "USD"},  Mark{U"美元", "USD"},
                           Mark{U"eur", "EUR"},    Mark{U"欧元", "EUR"}, Mark{U"港币", "HKD"}, Mark{U"港元", "HKD"},
                           Mark{U"jpy", "JPY"},    Mark{U"日元", "JPY"}, Mark{U"gbp", "GBP"},  Mark{U"英镑", "GBP"},
                           Mark{U"chf", "CHF"},    Mark{U"¥", "CNY"},    Mark{U"$", "USD"},    Mark{U"€", "EUR"},
                           Mark{U"£", "GBP"},      Mark{U"元", "CNY"}};

const Mark* mark_before(std::u32string_view text, std::size_t& at)
{
    std::size_t end = at;
    while (end > 0 && (text[end - 1] == U' ' || text[end - 1] == U':')) --end;
    for (const Mark& mark : marks)
        if (mark.text != U"元" && text.substr(0, end).ends_with(mark.text)) {
            at = end - mark.text.size();
            return &mark;
        }
    return nullptr;
}

const Mark* mark_after(std::u32string_view text, std::size_t& at)
{
    std::size_t begin = at;
    while (begin < text.size() && text[begin] == U' ') ++begin;
    for (const Mark& mark : marks)
        if (text.substr(begin).starts_with(mark.text)) {
            at = begin + mark.text.size();
            return &mark;
        }
    return nullptr;
}

bool is_separator(char32_t c)
{
    return c == U',' || c == U'.' || c == U'\'' || c == U'/' || c == U'、' || c == U'，' || c == U'·' || c == U';';
}

// What OCR makes of figures: only between figures that are beyond doubt.
char32_t as_figure(char32_t c)
{
    if (c == U'o') return U'0';
    if (c == U'l' || c == U'i') return U'1';
    return c;
}

struct Groups {
    std::vector<std::u32string> digits;  // between separators
    std::u32string separators;
    std::size_t end = 0;
};

Groups groups_at(std::u32string_view text, std::size_t at)
{
    Groups groups;
    groups.digits.emplace_back();
    for (; at < text.size(); ++at) {
        const char32_t c = text[at];
        const bool between = !groups.digits.back().empty() && at + 1 < text.size() && is_digit(text[at + 1]);
        if (is_digit(c))
            groups.digits.back().push_back(c);
        else if (between && is_digit(as_figure(c)) && (at + 2 >= text.size() || !is_latin(text[at + 2])))
            groups.digits.back().push_back(as_figure(c));
        else if (between && is_separator(c)) {
            groups.separators.push_back(c);
            groups.digits.emplace_back();
        } else
            break;
    }
    groups.end = at;
    return groups;
}

// The last separator before exactly two digits is the point, if the others part groups of three.
std::optional<FoundMoney> value_of(const Groups& groups)
{
    constexpr std::int64_t most = 100'000'000'000'000'000;
    FoundMoney money;
    const std::size_t count = groups.digits.size();
    const std::u32string& last = groups.digits.back();
    money.has_cents = count > 1 && last.size() == 2;
    const bool one_decimal = count == 2 && last.size() == 1 && groups.separators[0] == U'.';
    const std::size_t whole = money.has_cents || one_decimal ? count - 1 : count;
    std::u32string digits;
    for (std::size_t i = 0; i < whole; ++i) {
        if (i > 0 && groups.digits[i].size() != 3) return std::nullopt;
        digits += groups.digits[i];
    }
    if (whole > 1 && groups.digits[0].size() > 3) return std::nullopt;
    for (std::size_t i = 0; i + 1 < count; ++i) {
        const char32_t c = groups.separators[i];
        const bool point = i + 1 >= whole;
        const bool usual =
            point ? c == U'.' || (c == U',' && (i == 0 || groups.separators[0] == U'.')) : c == groups.separators[0];
        const bool same = point && i > 0 && c == groups.separators[0];
        if (!usual || same || (c != U',' && c != U'.' && c != U'\'')) money.irregular = true;
    }
    if (digits.size() > 15) return std::nullopt;
    for (const char32_t c : digits) money.cents = money.cents * 10 + static_cast<std::int64_t>(c - U'0');
    if (money.cents > most / 100) return std::nullopt;
    money.cents *= 100;
    if (money.has_cents) money.cents += static_cast<std::int64_t>((last[0] - U'0') * 10 + (last[1] - U'0'));
    if (one_decimal) money.cents += static_cast<std::int64_t>(last[0] - U'0') * 10;
    return money;
}

constexpr std::u32string_view capital_digits = U"零壹贰叁肆伍陆柒捌玖";
constexpr std::u32string_view simple_digits = U"〇一二三四五六七八九";
// As fonts and recognisers have them; traditional forms are folded before.
constexpr std::u32string_view odd_digits = U"○弌弍参肄仵陸染别玫";

int digit_of(char32_t c, bool& doubtful)
{
    if (const auto at = capital_digits.find(c); at != std::u32string_view::npos) return static_cast<int>(at);
    if (const auto at = simple_digits.find(c); at != std::u32string_view::npos) return static_cast<int>(at);
    if (c == U'两' || c == U'貳' || c == U'弐') return 2;
    if (c == U'叄' || c == U'参' || c == U'叁') return 3;
    if (const auto at = odd_digits.find(c); at != std::u32string_view::npos) {
        doubtful = true;
        return static_cast<int>(at);
    }
    return -1;
}

std::int64_t unit_of(char32_t c)
{
    switch (c) {
    case U'拾':
    case U'十': return 10;
    case U'佰':
    case U'百':
    case U'陌': return 100;
    case U'仟':
    case U'千':
    case U'阡': return 1000;
    case U'万': return 10'000;
    case U'亿': return 100'000'000;
    default: return 0;
    }
}

bool is_yuan(char32_t c)
{
    return c == U'元' || c == U'圆' || c == U'园';
}

struct Reading {
    std::int64_t cents = 0;
    std::size_t end = 0;
    int capitals = 0;  // characters that mean nothing else
    bool closed = false, has_cents = false, doubtful = false;
};

Reading read_capitals(std::u32string_view text, std::size_t at)
{
    Reading reading;
    std::int64_t total = 0, section = 0, digit = 0;
    bool whole_done = false;
    for (; at < text.size(); ++at) {
        const char32_t c = text[at];
        if (const int value = digit_of(c, reading.doubtful); value >= 0) {
            digit = value;
            if (capital_digits.find(c) != std::u32string_view::npos) ++reading.capitals;
        } else if (const std::int64_t unit = unit_of(c); unit > 0 && !whole_done) {
            if (unit < 10'000) {
                section += (digit == 0 ? (unit == 10 ? 1 : 0) : digit) * unit;
                if (c == U'拾' || c == U'佰' || c == U'仟') ++reading.capitals;
            } else {
                if (unit == 100'000'000) {
                    total = (total + section + digit) * unit;
                } else {
                    total += (section + digit) * unit;
                }
                section = 0;
            }
            digit = 0;
            if (total > 1'000'000'000'000) return {};
        } else if (is_yuan(c) && !whole_done) {
            reading.cents = (total + section + digit) * 100;
            digit = 0;
            whole_done = reading.closed = true;
        } else if (c == U'角') {
            if (!whole_done) reading.cents = (total + section) * 100;
            whole_done = reading.closed = reading.has_cents = true;
            reading.cents += digit * 10;
            digit = 0;
        } else if (c == U'分' && whole_done) {
            reading.has_cents = true;
            reading.cents += digit;
            digit = 0;
        } else if (c == U'整' || c == U'正') {
            if (!whole_done) reading.cents = (total + section + digit) * 100;
            reading.closed = true;
            ++at;
            break;
        } else if (c != U' ')
            break;
    }
    if (!reading.closed) reading.cents = (total + section + digit) * 100;
    reading.end = at;
    return reading;
}

}  // namespace

std::vector<FoundMoney> find_figures(std::u32string_view text)
{
    std::vector<FoundMoney> found;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at]) || (at > 0 && (is_code_character(text[at - 1]) || text[at - 1] == U'-'))) {
            // A number that is glued to letters is a code, all of it.
            if (is_digit(text[at])) {
                const auto glued = mark_before(text, at) != nullptr;
                if (!glued) {
                    while (at < text.size() && (is_code_character(text[at]) || text[at] == U'-')) ++at;
                    continue;
                }
                while (!is_digit(text[at])) ++at;
            } else {
                ++at;
                continue;
            }
        }
        const Groups groups = groups_at(text, at);
        auto money = value_of(groups);
        std::size_t begin = at, end = groups.end;
        at = groups.end;
        if (!money) continue;
        const Mark* before = mark_before(text, begin);
        std::int64_t scale = 1;
        if (end < text.size() && (text[end] == U'万' || text[end] == U'亿')) {
            scale = text[end] == U'万' ? 10'000 : 100'000'000;
            ++end;
        }
        const Mark* after = mark_after(text, end);
        if (scale > 1 && after == nullptr && before == nullptr) continue;
        const std::size_t next = text.find_first_not_of(U' ', end);
        if (next != std::u32string_view::npos && (text[next] == U'%' || text[next] == U'‰')) continue;
        if (before == nullptr && after == nullptr && !money->has_cents) continue;
        // Codes, dates and versions go on after the number.
        if (after == nullptr && end < text.size() && (text[end] == U'-' || is_latin(text[end]))) continue;
        if (money->cents > 9'000'000'000'000'000 / scale) continue;
        money->cents *= scale;
        money->begin = begin;
        money->end = end;
        money->marked = before != nullptr || after != nullptr;
        if (money->marked) money->currency = before != nullptr ? before->currency : after->currency;
        found.push_back(*money);
    }
    return found;
}

std::vector<FoundCapitals> find_capitals(std::u32string_view text)
{
    std::vector<FoundCapitals> found;
    for (std::size_t at = 0; at < text.size();) {
        bool ignored = false;
        const int digit = digit_of(text[at], ignored);
        if (digit < 0 && text[at] != U'拾' && text[at] != U'十') {
            ++at;
            continue;
        }
        const Reading reading = read_capitals(text, at);
        const std::size_t length = reading.end > at ? reading.end - at : 1;
        // A single character, 第三 and the like are no sum; capitals are one even where 元 was lost.
        if (length >= 2 && reading.cents > 0 && ((reading.closed && length >= 3) || reading.capitals >= 4))
            found.push_back({at, at + length, reading.cents, reading.has_cents, reading.doubtful || !reading.closed});
        at += length;
    }
    return found;
}

std::string money_text(std::int64_t cents)
{
    const std::string rest = std::to_string(cents % 100);
    return std::to_string(cents / 100) + (rest.size() == 1 ? ".0" : ".") + rest;
}

}  // namespace fonds
