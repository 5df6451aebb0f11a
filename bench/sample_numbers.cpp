// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <chrono>
#include <cstdio>
#include <string_view>

#include "bench/sample_words.hpp"

namespace fonds::bench {

namespace {

constexpr std::array<std::string_view, 10> capitals{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
constexpr std::array<std::string_view, 10> plain{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
constexpr std::array<std::string_view, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                                  "July",    "August",   "September", "October", "November", "December"};

// Four digits without leading zero, as 叁佰零伍.
std::string capital_group(int number)
{
    constexpr std::array<std::string_view, 4> places{"仟", "佰", "拾", ""};
    std::string text;
    bool zero = false;
    for (int place = 0, scale = 1000; place < 4; ++place, scale /= 10) {
        const int digit = number / scale % 10;
        if (digit == 0) {
            zero = !text.empty();
            continue;
        }
        if (zero) text += "零";
        zero = false;
        text +=
            std::string(capitals[static_cast<std::size_t>(digit)]) + std::string(places[static_cast<std::size_t>(place)]);
    }
    return text;
}

}  // namespace

std::string grouped(std::int64_t hundredths)
{
    std::string whole = std::to_string(hundredths / 100);
    for (auto at = static_cast<std::ptrdiff_t>(whole.size()) - 3; at > 0; at -= 3)
        whole.insert(static_cast<std::size_t>(at), ",");
    const auto cents = hundredths % 100;
    return whole + "." + (cents < 10 ? "0" : "") + std::to_string(cents);
}

std::string capital_zh(std::int64_t hundredths)
{
    constexpr std::array<std::string_view, 4> scales{"", "万", "亿", "万亿"};
    std::int64_t whole = hundredths / 100;
    std::string text;
    std::array<int, 4> groups{};
    for (int& group : groups) {
        group = static_cast<int>(whole % 10000);
        whole /= 10000;
    }
    bool gap = false;
    for (std::size_t i = groups.size(); i-- > 0;) {
        if (groups[i] == 0) {
            gap = !text.empty();
            continue;
        }
        if (!text.empty() && (gap || groups[i] < 1000)) text += "零";
        gap = false;
        text += capital_group(groups[i]) + std::string(scales[i]);
    }
    const auto tenth = static_cast<std::size_t>(hundredths / 10 % 10), cent = static_cast<std::size_t>(hundredths % 10);
    if (!text.empty()) text += "元";
    if (tenth == 0 && cent == 0) return (text.empty() ? "零元" : text) + "整";
    if (tenth != 0) text += std::string(capitals[tenth]) + "角";
    if (tenth == 0 && !text.empty()) text += "零";
    if (cent == 0) return text + "整";
    return text + std::string(capitals[cent]) + "分";
}

std::string ordinal_zh(int number)
{
    const auto ten = static_cast<std::size_t>(number / 10 % 10), unit = static_cast<std::size_t>(number % 10);
    std::string text;
    if (ten > 1) text += plain[ten];
    if (ten > 0) text += "十";
    if (unit > 0 || text.empty()) text += plain[unit];
    return text;
}

std::string Day::iso() const
{
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", year, month, day);
    return text.data();
}

std::string Day::zh() const
{
    return std::to_string(year) + "年" + std::to_string(month) + "月" + std::to_string(day) + "日";
}

std::string Day::en() const
{
    return std::to_string(day) + " " + std::string(months[static_cast<std::size_t>(month - 1)]) + " " + std::to_string(year);
}

Day Day::plus(int days) const
{
    using namespace std::chrono;
    const sys_days at = sys_days(std::chrono::year(year) / month / day) + std::chrono::days(days);
    const year_month_day date(at);
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day()))};
}

Day day_between(Random& random, int first_year, int last_year)
{
    return Day{random.between(first_year, last_year), 1, 1}.plus(random.between(0, 364));
}

}  // namespace fonds::bench
