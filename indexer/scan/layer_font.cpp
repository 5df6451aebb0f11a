// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/layer_font.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

namespace fonds {

namespace {

constexpr std::uint32_t units = 1024;  // of an em
constexpr std::uint32_t advance = 512;
constexpr std::uint32_t ascent = 819;
constexpr std::uint32_t descent = 0x10000 - 205;  // 16 bits of -205

void put(std::string& out, std::uint32_t value, int bytes)
{
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift & 0xFF));
}

/// Big-endian numbers of 16 bits.
std::string words(std::initializer_list<std::uint32_t> values)
{
    std::string out;
    for (const std::uint32_t value : values) put(out, value, 2);
    return out;
}

std::uint32_t checksum(const std::string& bytes)
{
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        sum += std::uint32_t{static_cast<unsigned char>(bytes[i])} << (24 - 8 * (i % 4));
    return sum;
}

std::string hex(std::uint32_t value)
{
    std::array<char, 12> text{};
    std::snprintf(text.data(), text.size(), "%04X", value);
    return text.data();
}

std::string utf16(char32_t c)
{
    const std::uint32_t rest = static_cast<std::uint32_t>(c) - 0x10000;
    return hex(0xD800 + (rest >> 10)) + hex(0xDC00 + (rest & 0x3FF));
}

/// Blocks of at most a hundred lines, as the format wants them.
std::string blocks(const std::vector<std::string>& lines, std::string_view kind)
{
    constexpr std::size_t most = 100;
    std::string out;
    for (std::size_t at = 0; at < lines.size(); at += most) {
        const std::size_t end = std::min(at + most, lines.size());
        out += std::to_string(end - at) + " begin" + std::string(kind) + "\n";
        for (std::size_t i = at; i < end; ++i) out += lines[i] + "\n";
        out += "end" + std::string(kind) + "\n";
    }
    return out;
}

}  // namespace

std::string empty_font()
{
    constexpr std::uint32_t magic_high = 0x5F0F;
    constexpr std::uint32_t magic_low = 0x3CF5;
    const std::vector<std::pair<std::string, std::string>> tables{
        // One segment that ends the list: no character has a glyph by this way.
        {"cmap", words({0, 1, 3, 1, 0, 12, 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0})},
        {"glyf", words({0, 0})},
        {"head", words({1, 0, 1, 0, 0, 0,       magic_high, magic_low, 3, units, 0, 0, 0, 0,
                        0, 0, 0, 0, 0, descent, advance,    ascent,    0, 8,     2, 0, 0})},
        {"hhea", words({1, 0, ascent, descent, 0, advance, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1})},
        {"hmtx", words({advance, 0, 0})},
        {"loca", words({0, 0, 0})},
        {"maxp", words({1, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0})},
        {"post", words({3, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0})},
    };
    const auto count = static_cast<std::uint32_t>(tables.size());
    std::string font = words({1, 0, count, 128, 3, 0});  // 16 times the largest power of two that is not above the count
    std::string body;
    std::size_t head = 0;
    const std::size_t directory = font.size() + tables.size() * 16;
    for (const auto& [tag, bytes] : tables) {
        const auto offset = static_cast<std::uint32_t>(directory + body.size());
        if (tag == "head") head = offset;
        font += tag;
        put(font, checksum(bytes), 4);
        put(font, offset, 4);
        put(font, static_cast<std::uint32_t>(bytes.size()), 4);
        body += bytes;
        body.append((4 - body.size() % 4) % 4, '\0');
    }
    font += body;
    std::string adjustment;
    put(adjustment, 0xB1B0AFBA - checksum(font), 4);
    return font.replace(head + 8, 4, adjustment);
}

std::string one_glyph_for_all()
{
    constexpr std::size_t codes = 65536;
    std::string map(2 * codes, '\0');
    for (std::size_t i = 1; i < map.size(); i += 2) map[i] = 1;
    return map;
}

std::string to_unicode(const std::map<char32_t, std::uint16_t>& others)
{
    std::vector<std::string> ranges;
    for (std::uint32_t high = 0; high < 256; ++high) {
        if (high >= 0xD8 && high < 0xE0) continue;  // surrogates
        const std::uint32_t first = high << 8;
        ranges.push_back("<" + hex(first) + "> <" + hex(first | 0xFF) + "> <" + hex(first) + ">");
    }
    std::vector<std::string> singles;
    for (const auto& [character, code] : others) singles.push_back("<" + hex(code) + "> <" + utf16(character) + ">");
    return "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
           "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
           "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
           "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n" +
           blocks(ranges, "bfrange") + blocks(singles, "bfchar") +
           "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

}  // namespace fonds
