// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

#include "archive/print/bars.hpp"

namespace fonds {

namespace {

// ISO/IEC 15417, table 1: the widths of the bars and spaces of each symbol character, in modules.
constexpr std::array<const char*, 107> widths{
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312", "231212",
    "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212", "223112", "312131",
    "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
    "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121",
    "313121", "211331", "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
    "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242", "121142", "121241", "114212",
    "124112", "124211", "411212", "421112", "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113",
    "114311", "411113", "411311", "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112"};

constexpr int to_set_c = 99;
constexpr int to_set_b = 100;
constexpr int start_b = 104;
constexpr int start_c = 105;
constexpr int stop = 106;

enum Set { set_b, set_c };

bool two_digits(std::string_view text, std::size_t at)
{
    const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
    return digit(at) && digit(at + 1);
}

/// How many symbol characters the rest of the text from each place needs in each set.
std::array<std::vector<int>, 2> costs_of(std::string_view text)
{
    std::array<std::vector<int>, 2> costs;
    for (auto& cost : costs) cost.assign(text.size() + 1, 0);
    for (std::size_t at = text.size(); at-- > 0;) {
        const int in_b = costs[set_b][at + 1] + 1;
        const int in_c = two_digits(text, at) ? costs[set_c][at + 2] + 1 : std::numeric_limits<int>::max() / 2;
        costs[set_b][at] = std::min(in_b, in_c + 1);
        costs[set_c][at] = std::min(in_c, in_b + 1);
    }
    return costs;
}

std::vector<int> characters_of(std::string_view text)
{
    const auto costs = costs_of(text);
    Set set = costs[set_c][0] < costs[set_b][0] ? set_c : set_b;
    std::vector<int> characters{set == set_c ? start_c : start_b};
    for (std::size_t at = 0; at < text.size();) {
        const bool pair = two_digits(text, at) && costs[set_c][at] == costs[set_c][at + 2] + 1 &&
                          (set == set_c || costs[set_b][at] == costs[set_c][at] + 1);
        if (const Set wanted = pair ? set_c : set_b; wanted != set) {
            characters.push_back(wanted == set_c ? to_set_c : to_set_b);
            set = wanted;
        }
        characters.push_back(pair ? (text[at] - '0') * 10 + (text[at + 1] - '0') : text[at] - ' ');
        at += pair ? 2 : 1;
    }
    std::int64_t sum = characters.front();
    for (std::size_t i = 1; i < characters.size(); ++i) sum += static_cast<std::int64_t>(i) * characters[i];
    characters.push_back(static_cast<int>(sum % 103));
    characters.push_back(stop);
    return characters;
}

}  // namespace

std::optional<Bars> code128(std::string_view text)
{
    if (text.empty() || !std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; })) return std::nullopt;
    Bars bars;
    for (const int character : characters_of(text)) {
        bool dark = true;
        for (const char* width = widths[static_cast<std::size_t>(character)]; *width != '\0'; ++width, dark = !dark)
            bars.insert(bars.end(), static_cast<std::size_t>(*width - '0'), dark);
    }
    return bars;
}

bool bars_fit(std::string_view text, double width, double height)
{
    if (height < least_height_with_bars) return false;
    const auto bars = code128(text);
    constexpr double dots_a_millimetre = 600 / 25.4;
    return bars && (static_cast<double>(bars->size()) + 2 * quiet_bars) * least_bar_module <= width * dots_a_millimetre;
}

}  // namespace fonds
