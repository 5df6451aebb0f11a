// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/amount.hpp"

#include <optional>

#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

constexpr std::uint64_t limit_hundredths = 9'000'000'000'000'000'000ULL;  // 9×10^16 main units

Error not_an_amount(std::string_view text)
{
    return error(ErrorKind::usage, say("Not an amount: {}", "不是有效金额:{}", {text}))
        .with_hint(say("Write 1234.50, 1,234.50, 12万 or 1.5万元; two decimals at most.",
                       "请写成 1234.50、1,234.50、12万 或 1.5万元,至多两位小数。"));
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

}  // namespace

Result<Amount> Amount::parse(std::string_view text)
{
    const std::string folded = half_width(text);
    std::string_view rest = trimmed(folded);
    const auto minus = [&] { return take(rest, "-") || take(rest, "−"); };
    bool negative = minus();
    take(rest, "¥");
    if (!negative) negative = minus();
    take_last(rest, "元");
    const std::size_t scale = take_last(rest, "万") ? 4 : take_last(rest, "亿") ? 8 : 0;
    const auto value = hundredths_of(rest, scale);
    if (!value) {
        const auto digits = whole_digits(rest.substr(0, rest.find('.')));
        if (digits && digits->size() + scale > largest_digits) return too_large(text);
        return not_an_amount(text);
    }
    const auto magnitude = static_cast<std::int64_t>(*value);
    return Amount{negative ? -magnitude : magnitude};
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
