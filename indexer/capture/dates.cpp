// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/capture/dates.hpp"

#include <array>
#include <optional>

#include "indexer/capture/lines.hpp"
#include "schema/model/date.hpp"

namespace fonds {

namespace {

struct Number {
    int value = -1;
    std::size_t digits = 0;
};

/// Reads from a place on, and stays where it was when something is not there.
class Cursor {
public:
    Cursor(std::u32string_view text, std::size_t at) : text_(text), at_(at) {}
    [[nodiscard]] std::size_t at() const { return at_; }
    void spaces()
    {
        while (at_ < text_.size() && text_[at_] == U' ') ++at_;
    }
    bool take(char32_t c)
    {
        spaces();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    bool take_one_of(std::u32string_view set, char32_t& taken)
    {
        spaces();
        if (at_ >= text_.size() || set.find(text_[at_]) == std::u32string_view::npos) return false;
        taken = text_[at_++];
        return true;
    }
    Number number(std::size_t most)
    {
        spaces();
        Number number;
        for (; at_ < text_.size() && number.digits < most; ++at_, ++number.digits) {
            char32_t c = text_[at_];
            // After a figure a letter o or l is one, too.
            if (number.digits > 0 && c == U'o') c = U'0';
            if (number.digits > 0 && c == U'l') c = U'1';
            if (!is_digit(c)) break;
            number.value = (number.value < 0 ? 0 : number.value * 10) + static_cast<int>(c - U'0');
        }
        return number;
    }
    /// 二〇二四, 十二, 二十三, 廿一
    Number han_number()
    {
        constexpr std::u32string_view digits = U"〇一二三四五六七八九";
        spaces();
        Number number;
        int last = -1;
        for (; at_ < text_.size() && number.digits < 5; ++at_, ++number.digits) {
            const char32_t c = text_[at_];
            int digit = c == U'零' || c == U'○' || c == U'o' || c == U'0' ? 0 : -1;
            if (const auto found = digits.find(c); found != std::u32string_view::npos) digit = static_cast<int>(found);
            if (digit >= 0) {
                number.value = number.value < 0 ? digit : last == 10 ? number.value + digit : number.value * 10 + digit;
                last = digit;
            } else if (c == U'十' && number.value <= 9) {
                number.value = number.value < 0 ? 10 : number.value * 10;
                last = 10;
            } else if (c == U'廿' && number.value < 0) {
                number.value = 20;
                last = 10;
            } else
                break;
        }
        return number;
    }
    [[nodiscard]] bool digit_follows() const { return at_ < text_.size() && is_digit(text_[at_]); }
    /// The name of a month, also cut to three letters.
    int month()
    {
        constexpr std::array<std::u32string_view, 12> names{U"january",   U"february", U"march",    U"april",
                                                            U"may",       U"june",     U"july",     U"august",
                                                            U"september", U"october",  U"november", U"december"};
        spaces();
        std::size_t end = at_;
        while (end < text_.size() && text_[end] >= U'a' && text_[end] <= U'z') ++end;
        const std::u32string_view word = text_.substr(at_, end - at_);
        for (std::size_t i = 0; word.size() >= 3 && i < names.size(); ++i)
            if (names[i].starts_with(word) || word == names[i].substr(0, 4)) {
                at_ = end;
                take(U'.');
                return static_cast<int>(i + 1);
            }
        return -1;
    }

private:
    std::u32string_view text_;
    std::size_t at_;
};

std::optional<FoundDate> made(std::size_t begin, const Cursor& cursor, int year, int month, int day)
{
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    const auto date = Date::parse(std::to_string(year) + "-" + two(month) + "-" + two(day));
    if (!date.ok()) return std::nullopt;
    return FoundDate{begin, cursor.at(), date.value().text(), false};
}

std::optional<FoundDate> year_first(std::u32string_view text, std::size_t at)
{
    Cursor cursor(text, at);
    const Number year = cursor.number(4);
    if (year.digits != 4) return std::nullopt;
    if (cursor.digit_follows()) {
        const Number month = cursor.number(2);
        const Number day = cursor.number(2);
        if (month.digits != 2 || day.digits != 2 || cursor.digit_follows()) return std::nullopt;
        return made(at, cursor, year.value, month.value, day.value);
    }
    char32_t separator = 0, second = 0;
    if (!cursor.take_one_of(U"年-./·—", separator)) return std::nullopt;
    const Number month = cursor.number(2);
    if (month.digits == 0) return std::nullopt;
    // Recognisers take one mark for another: any of them will do between two.
    if (!cursor.take_one_of(separator == U'年' ? U"月" : U"-./·—", second)) return std::nullopt;
    const Number day = cursor.number(2);
    if (day.digits == 0 || cursor.digit_follows()) return std::nullopt;
    if (separator == U'年' && !cursor.take(U'日')) cursor.take(U'号');
    return made(at, cursor, year.value, month.value, day.value);
}

std::optional<FoundDate> in_han(std::u32string_view text, std::size_t at)
{
    Cursor cursor(text, at);
    const Number year = cursor.han_number();
    if (year.digits != 4 || !cursor.take(U'年')) return std::nullopt;
    const Number month = cursor.han_number();
    if (!cursor.take(U'月')) return std::nullopt;
    const Number day = cursor.han_number();
    if (!cursor.take(U'日')) return std::nullopt;
    return made(at, cursor, year.value, month.value, day.value);
}

std::optional<FoundDate> day_first(std::u32string_view text, std::size_t at)
{
    Cursor cursor(text, at);
    const Number first = cursor.number(2);
    if (first.digits == 0 || cursor.digit_follows()) return std::nullopt;
    Cursor named = cursor;
    for (const std::u32string_view ending : {U"st", U"nd", U"rd", U"th"})
        if (text.substr(named.at()).starts_with(ending)) {
            named = Cursor(text, named.at() + 2);
            break;
        }
    named.take(U'.');
    if (const int month = named.month(); month > 0) {
        named.take(U',');
        const Number year = named.number(4);
        if (year.digits == 4) return made(at, named, year.value, month, first.value);
        return std::nullopt;
    }
    char32_t separator = 0, second = 0;
    if (!cursor.take_one_of(U"./-", separator)) return std::nullopt;
    const Number middle = cursor.number(2);
    if (middle.digits == 0 || !cursor.take_one_of(U"./-", second) || separator != second) return std::nullopt;
    const Number year = cursor.number(4);
    if (year.digits != 4 || cursor.digit_follows()) return std::nullopt;
    // With points and hyphens the day is first; with strokes only where the month could not be.
    const bool month_first = separator == U'/' && middle.value > 12;
    auto date = month_first ? made(at, cursor, year.value, first.value, middle.value)
                            : made(at, cursor, year.value, middle.value, first.value);
    if (date) date->ambiguous = separator == U'/' && first.value <= 12 && middle.value <= 12 && first.value != middle.value;
    return date;
}

std::optional<FoundDate> month_first(std::u32string_view text, std::size_t at)
{
    Cursor cursor(text, at);
    const int month = cursor.month();
    if (month < 0) return std::nullopt;
    const Number day = cursor.number(2);
    if (day.digits == 0) return std::nullopt;
    for (const std::u32string_view ending : {U"st", U"nd", U"rd", U"th"})
        if (text.substr(cursor.at()).starts_with(ending)) {
            cursor = Cursor(text, cursor.at() + 2);
            break;
        }
    cursor.take(U',');
    const Number year = cursor.number(4);
    return year.digits == 4 ? made(at, cursor, year.value, month, day.value) : std::nullopt;
}

}  // namespace

std::vector<FoundDate> find_dates(std::u32string_view text)
{
    std::vector<FoundDate> found;
    for (std::size_t at = 0; at < text.size();) {
        const bool begins = at == 0 || !is_code_character(text[at - 1]) || !is_code_character(text[at]);
        std::optional<FoundDate> date;
        if (begins && text[at] != U' ')
            for (const auto form : {year_first, in_han, day_first, month_first})
                if (!date) date = form(text, at);
        if (date) {
            at = date->end;
            found.push_back(std::move(*date));
        } else
            ++at;
    }
    return found;
}

}  // namespace fonds
