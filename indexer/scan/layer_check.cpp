// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/layer_check.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "schema/core/escape.hpp"

namespace fonds {

namespace {

/// Good layers had a median of 1.0 and no line below 0.6; layers in the wrong language a median of 0.0.
constexpr float enough = 0.5F;
/// Below this mean of its characters a line is guessed.
constexpr float trusted_line = 0.7F;
/// Fewer characters than this on all lines together decide nothing.
constexpr std::size_t least_characters = 12;

bool is_white(char32_t c)
{
    return c <= ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF;
}

/// Characters without white space, in half width and lower case.
std::u32string folded(std::string_view text)
{
    std::u32string result;
    for (std::size_t at = 0; at < text.size();) {
        char32_t c = next_code_point(text, at);
        if (is_white(c)) continue;
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
        if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
        result.push_back(c);
    }
    return result;
}

std::unordered_set<std::uint64_t> pairs_of(const std::u32string& text)
{
    std::unordered_set<std::uint64_t> pairs;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) pairs.insert(std::uint64_t{text[i]} << 32 | text[i + 1]);
    return pairs;
}

float share_of(const std::u32string& line, const std::unordered_set<std::uint64_t>& pairs)
{
    if (line.size() < 2) return 1;
    std::size_t found = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
        found += pairs.contains(std::uint64_t{line[i]} << 32 | line[i + 1]) ? 1U : 0U;
    return static_cast<float>(found) / static_cast<float>(line.size() - 1);
}

}  // namespace

float containment(std::string_view line, std::string_view layer)
{
    return share_of(folded(line), pairs_of(folded(layer)));
}

LayerOpinion compare_with_layer(const std::vector<OcrLine>& sample, std::string_view layer)
{
    const auto pairs = pairs_of(folded(layer));
    std::vector<float> shares;
    std::size_t characters = 0;
    for (const OcrLine& line : sample) {
        const std::u32string text = folded(text_of(line));
        if (line.confidence < trusted_line || text.size() < 2) continue;
        characters += text.size();
        shares.push_back(share_of(text, pairs));
    }
    if (characters < least_characters) return LayerOpinion::cannot_tell;
    const auto middle = shares.begin() + static_cast<std::ptrdiff_t>(shares.size() / 2);
    std::nth_element(shares.begin(), middle, shares.end());
    return *middle >= enough ? LayerOpinion::says_the_same : LayerOpinion::says_something_else;
}

}  // namespace fonds
