// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/text_trust.hpp"

#include "schema/core/escape.hpp"

namespace fonds {

namespace {

/// A scan of A4 at 100 dpi has 970,000 pixels; logos and photographs in running text have fewer or come with much text.
constexpr std::uint64_t pixels_of_a_scan = 900'000;
/// A scan that carries no more than this bears a stamp or a page number, not its text.
constexpr std::uint32_t characters_of_a_stamp = 40;
/// Nor may one with so few be more than a line that a scanner's program or a label laid over it.
constexpr std::uint32_t characters_of_a_label = 160;

bool is_private_use(char32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFF);
}

/// ASCII whose two bytes a broken character map has swapped: 䴀甀氀 for Mul. 一 (U+4E00) would be an N, and is far too
/// common.
bool is_swapped_ascii(char32_t c)
{
    return c < 0x7F00 && c > 0x2000 && (c & 0xFF) == 0 && c != 0x4E00;
}

bool is_white(char32_t c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF;
}

}  // namespace

std::string clean_page_text(std::string_view raw, std::uint32_t* removed)
{
    std::string clean;
    clean.reserve(raw.size());
    std::uint32_t odd = 0;
    for (std::size_t at = 0; at < raw.size();) {
        const std::size_t begin = at;
        const auto byte = static_cast<unsigned char>(raw[at]);
        if (byte >= 0x20 && byte < 0x7F) {
            while (at < raw.size() && static_cast<unsigned char>(raw[at]) >= 0x20 &&
                   static_cast<unsigned char>(raw[at]) < 0x7F)
                ++at;
            clean.append(raw.substr(begin, at - begin));
        } else if (byte >= 0x80) {
            if (next_code_point(raw, at) == invalid_code_point) {
                append_utf8(clean, 0xFFFD);
                ++odd;
            } else {
                clean.append(raw.substr(begin, at - begin));
            }
        } else {
            ++at;
            if (byte == '\n' || byte == '\t')
                clean.push_back(raw[begin]);
            else if (byte == '\r')
                clean.append(at < raw.size() && raw[at] == '\n' ? "" : "\n");
            else if (byte != '\f' && byte != '\v')
                ++odd;
        }
    }
    if (removed != nullptr) *removed = odd;
    return clean;
}

TextLayer judge_text(std::string_view text, std::uint32_t removed, const PageMarks& marks)
{
    std::uint32_t visible = 0;
    std::uint32_t senseless = removed + marks.unmapped;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (is_white(c)) continue;
        ++visible;
        if (c == 0xFFFD || is_private_use(c) || is_swapped_ascii(c) || (c & 0xFFFE) == 0xFFFE) ++senseless;
    }
    visible += removed + marks.unmapped;
    if (visible == 0) return marks.drawn || marks.image_pixels > 0 ? TextLayer::absent : TextLayer::trusted;
    if (senseless * 2 > visible) return TextLayer::doubtful;
    if (visible <= characters_of_a_stamp && marks.image_pixels >= pixels_of_a_scan) return TextLayer::doubtful;
    if (visible <= characters_of_a_label && marks.image_pixels >= pixels_of_a_scan) return TextLayer::unverified;
    if (marks.invisible * 2 > visible && marks.image_pixels >= pixels_of_a_scan) return TextLayer::unverified;
    return TextLayer::trusted;
}

}  // namespace fonds
