// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/full_width.hpp"

#include "schema/core/escape.hpp"

namespace fonds {

std::string half_width(std::string_view text)
{
    std::string folded;
    folded.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(text, at);
        if (c >= 0xFF01 && c <= 0xFF5E)
            folded.push_back(static_cast<char>(c - 0xFF01 + '!'));
        else if (c == 0x3000)
            folded.push_back(' ');
        else if (c == 0xFFE5)
            append_utf8(folded, 0xA5);
        else
            folded.append(text.substr(begin, at - begin));
    }
    return folded;
}

std::string spelling_key(std::string_view text)
{
    const std::string half = half_width(text);
    std::string key(trimmed(half));
    for (char& c : key)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return key;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blank = " \t";
    const auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

}  // namespace fonds
