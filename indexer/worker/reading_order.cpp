// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/reading_order.hpp"

#include <cmath>

#include "schema/core/escape.hpp"

namespace fonds {

namespace {

bool is_direction_mark(char32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_between_words(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

}  // namespace

std::string without_direction_marks(std::string_view text)
{
    std::string clean;
    clean.reserve(text.size());
    bool left_out = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        if (static_cast<unsigned char>(text[at]) < 0x80)
            ++at;
        else if (is_direction_mark(next_code_point(text, at))) {
            left_out = true;
            continue;
        }
        if (left_out && !clean.empty() && !is_between_words(clean.back()) && !is_between_words(text[begin]))
            clean.push_back(' ');
        left_out = false;
        clean.append(text.substr(begin, at - begin));
    }
    return clean;
}

bool is_written_both_ways(char32_t c)
{
    return (c >= 0x3000 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}

void WritingDirection::step(double right, double down)
{
    constexpr double aside = 0.3;
    constexpr double longest = 2.5;
    const bool is_down = std::fabs(right) <= aside && down > aside && down <= longest;
    const bool is_across = std::fabs(down) <= aside && right > aside && right <= longest;
    begins_ = !is_down && !is_across;
    if (is_down) ++down_;
    if (is_across) ++across_;
}

}  // namespace fonds
