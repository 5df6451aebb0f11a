// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/amount.hpp"

#include <algorithm>
#include <array>

#include "schema/model/full_width.hpp"
#include "schema/model/han_amount.hpp"

namespace fonds {

namespace {

constexpr std::uint64_t limit_hundredths = 9'000'000'000'000'000'000ULL;  // 9×10^16 main units

Error not_an_amount(std::string_view text)
{
    return error(ErrorKind::usage, say("Not an amount: {}", "不是有效金额:{}", {text}))
        .with_hint(say("Write 1234.50, 1,234.50, 12万, 1.5万元 or 壹万贰仟元整; two decimals at most.",
                       "请写成 1234.50、1,234.50、12万、1.5万元 或 壹万贰仟元整,至多两位小数。"));
}

constexpr std::size_t largest_digits = 16;  // before the point

Error too_large(std::string_view text)
{
    return error(ErrorKind::usage, say("The amount is too large: {}", "金额过大:{}", {text}))
        .with_hint(say("Amounts stay below 90,000 million million.", "金额须小于 9 亿亿。"));
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool take(std::string_view& text, std::string_view token)
{
    if (!text.starts_with(token)) return false;
    text.remove_prefix(token.size());
    text = trimmed(text);
    return true;
}

bool take_last(std::string_view& text, std::string_view token)
{
    if (!text.ends_with(token)) return false;
    text.remove_suffix(token.size());
    text = trimmed(text);
    return true;
}

/// The digits of a whole number, grouped by threes or not at all.
std::optional<std::string> whole_digits(std::string_view text)
{
    std::string digits;
    std::size_t run = 0;
    bool grouped = false;
    for (const char c : text) {
        if (c == ',') {
            if (run == 0 || run > 3 || (grouped && run != 3)) return std::nullopt;
            grouped = true;
            run = 0;
        } else if (is_digit(c)) {
            digits.push_back(c);
            ++run;
        } else {
            return std::nullopt;
        }
    }
    if (run == 0 || (grouped && run != 3)) return std::nullopt;
    return digits;
}

/// `number` times 10^`scale` in hundredths; nothing when that is not exact, too large or no number.
std::optional<std::uint64_t> hundredths_of(std::string_view number, std::size_t scale)
{
    const auto point = number.find('.');
    auto digits = whole_digits(number.substr(0, point));
    if (!digits) return std::nullopt;
    const std::string_view decimals = point == std::string_view::npos ? std::string_view() : number.substr(point + 1);
    if ((point != std::string_view::npos && decimals.empty()) || decimals.size() > scale + 2) return std::nullopt;
    digits->append(decimals);
    digits->append(scale + 2 - decimals.size(), '0');
    std::uint64_t value = 0;
    for (const char c : *digits) {
        if (!is_digit(c)) return std::nullopt;
        if (value > limit_hundredths / 10) return std::nullopt;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
        if (value >= limit_hundredths) return std::nullopt;
    }
    return value;
}

std::string magnitude_text(std::int64_t hundredths, std::string_view separator)
{
    const auto bits = static_cast<std::uint64_t>(hundredths);
    const std::uint64_t magnitude = hundredths < 0 ? 0 - bits : bits;
    std::string text = std::to_string(magnitude / 100);
    for (std::size_t at = text.size(); at > 3;) {
        at -= 3;
        text.insert(at, separator);
    }
    const auto rest = static_cast<char>(magnitude % 100);
    text += '.';
    text += static_cast<char>('0' + rest / 10);
    text += static_cast<char>('0' + rest % 10);
    return hundredths < 0 ? "-" + text : text;
}

struct Power {
    std::string_view word;
    std::size_t scale;
};
// Longer ones first.
constexpr std::array powers_of_ten{Power{"千亿", 11}, Power{"百亿", 10}, Power{"十亿", 9}, Power{"千万", 7},
                                   Power{"百万", 6},  Power{"十万", 5},  Power{"亿", 8},   Power{"万", 4},
                                   Power{"千", 3},    Power{"仟", 3},    Power{"百", 2},   Power{"佰", 2}};

std::optional<std::uint64_t> hundredths_in_han(std::string_view text, std::size_t scale)
{
    const auto read = read_han_amount(text);
    if (!read) return std::nullopt;
    auto value = static_cast<std::uint64_t>(read->hundredths);
    for (std::size_t i = 0; !read->has_unit && i < scale; ++i) {
        if (value > limit_hundredths / 10) return std::nullopt;
        value *= 10;
    }
    if (value >= limit_hundredths) return std::nullopt;
    return value;
}

Result<Amount> read_amount(std::string_view text, std::string_view rest, std::size_t scale)
{
    const auto minus = [&] { return take(rest, "-") || take(rest, "−"); };
    bool negative = minus();
    take(rest, "¥");
    if (!negative) negative = minus();
    const std::string_view words = rest;
    const std::size_t column = scale;
    take_last(rest, "整");
    take_last(rest, "元");
    for (const auto& [word, power] : powers_of_ten)
        if (take_last(rest, word)) {
            scale = power;
            break;
        }
    auto value = hundredths_of(rest, scale);
    if (!value) value = hundredths_in_han(words, column);
    if (!value) {
        const auto digits = whole_digits(rest.substr(0, rest.find('.')));
        if (digits && digits->size() + scale > largest_digits) return too_large(text);
        return not_an_amount(text);
    }
    const auto magnitude = static_cast<std::int64_t>(*value);
    return Amount{negative ? -magnitude : magnitude};
}

bool is_in_yuan(std::string_view text)
{
    take_last(text, "整");
    take_last(text, "正");
    return std::ranges::any_of(std::array<std::string_view, 4>{"元", "圆", "角", "分"},
                               [&](std::string_view mark) { return text.ends_with(mark); });
}

struct CurrencyMark {
    std::string_view text, currency;
};
// Longer ones first.
constexpr std::array currency_marks{CurrencyMark{"人民币", "CNY"}, CurrencyMark{"RMB", "CNY"},  CurrencyMark{"CN¥", "CNY"},
                                    CurrencyMark{"美元", "USD"},   CurrencyMark{"US$", "USD"},  CurrencyMark{"HK$", "HKD"},
                                    CurrencyMark{"港元", "HKD"},   CurrencyMark{"港币", "HKD"}, CurrencyMark{"欧元", "EUR"},
                                    CurrencyMark{"日元", "JPY"},   CurrencyMark{"英镑", "GBP"}, CurrencyMark{"¥", "CNY"},
                                    CurrencyMark{"$", "USD"},      CurrencyMark{"€", "EUR"},    CurrencyMark{"£", "GBP"}};

bool is_currency_code(std::string_view text)
{
    return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// The currency that a text begins or ends with, taken off it; empty: it says none.
std::string take_currency(std::string_view& rest)
{
    for (const CurrencyMark& mark : currency_marks)
        if (take(rest, mark.text) || take_last(rest, mark.text)) return std::string(mark.currency);
    for (const std::string_view code : {rest.substr(0, 3), rest.substr(rest.size() < 3 ? 0 : rest.size() - 3)}) {
        if (!is_currency_code(code)) continue;
        const std::string currency(code);
        static_cast<void>(take(rest, currency) || take_last(rest, currency));
        return currency;
    }
    return {};
}

/// Figures without the zeros that a spreadsheet adds: 1234.5000 is 1234.5.
std::string without_idle_zeros(std::string_view number)
{
    const auto point = number.find('.');
    if (point == std::string_view::npos) return std::string(number);
    std::size_t end = point + 1;
    while (end < number.size() && is_digit(number[end])) ++end;
    std::size_t keep = end;
    while (keep > point + 1 && number[keep - 1] == '0') --keep;
    if (keep == point + 1) keep = point;
    return std::string(number.substr(0, keep)) + std::string(number.substr(end));
}

}  // namespace

Result<Amount> Amount::parse(std::string_view text)
{
    const std::string folded = half_width(text);
    return read_amount(text, trimmed(folded), 0);
}

Result<Money> parse_listed_amount(std::string_view text, const AmountUnit& unit)
{
    const std::string folded = half_width(text);
    std::string_view rest = trimmed(folded);
    bool negative = false;
    if (rest.size() > 2 && rest.front() == '(' && rest.back() == ')') {  // as accountants write it
        negative = true;
        rest = trimmed(rest.substr(1, rest.size() - 2));
    }
    Money money;
    const bool minus = take(rest, "-") || take(rest, "−");
    if (negative && minus) return not_an_amount(text);
    negative = negative || minus;
    money.currency = take_currency(rest);
    if (!negative) negative = take(rest, "-") || take(rest, "−");
    take(rest, "+");
    if (rest.starts_with('-') || rest.starts_with("−") || rest.starts_with("¥")) return not_an_amount(text);
    if (money.currency.empty() && is_in_yuan(rest)) money.currency = "CNY";
    // Who writes 3000元 or $3000 means these, though the column is in 万元.
    const std::size_t scale = money.currency.empty() ? unit.scale : 0;
    if (money.currency.empty()) money.currency = unit.currency;
    const std::string number = without_idle_zeros(rest);
    TRY_ASSIGN(money.amount, read_amount(text, number, scale));
    if (negative) money.amount.hundredths = -money.amount.hundredths;
    return money;
}

std::optional<AmountUnit> amount_unit(std::string_view text)
{
    const std::string folded = half_width(text);
    std::string_view rest = trimmed(folded);
    if (take(rest, "单位")) take(rest, ":");
    AmountUnit unit;
    for (const CurrencyMark& mark : currency_marks)
        if (take_last(rest, mark.text) || take(rest, mark.text)) {
            unit.currency = mark.currency;
            break;
        }
    if (take_last(rest, "元") && unit.currency.empty()) unit.currency = "CNY";
    if (unit.currency.empty() && is_currency_code(rest)) {
        unit.currency = rest;
        return unit;
    }
    if (rest.empty()) return unit.currency.empty() ? std::nullopt : std::optional(unit);
    for (const auto& [word, scale] : powers_of_ten)
        if (rest == word) {
            unit.scale = scale;
            return unit;
        }
    return std::nullopt;
}

std::string Amount::text() const
{
    return magnitude_text(hundredths, "");
}
std::string Amount::grouped() const
{
    return magnitude_text(hundredths, ",");
}

Result<std::string> parse_currency(std::string_view text)
{
    const std::string folded = half_width(text);
    std::string code(trimmed(folded));
    for (char& c : code)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (code == "RMB" || code == "人民币" || code == "¥" || code == "元") return std::string("CNY");
    bool good = code.size() == 3;
    for (const char c : code) good = good && c >= 'A' && c <= 'Z';
    if (!good)
        return error(ErrorKind::usage, say("Not a currency: {}", "不是有效币种:{}", {text}))
            .with_hint(
                say("Write the three letters of ISO 4217: CNY, USD, EUR …", "请写 ISO 4217 的三个字母:CNY、USD、EUR 等。"));
    return code;
}

}  // namespace fonds
