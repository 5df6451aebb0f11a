// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/core/escape.hpp"

#include <cstdio>

namespace fonds {

bool is_control_character(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

char32_t next_code_point(std::string_view text, std::size_t& position)
{
    const auto byte = [&](std::size_t offset) { return static_cast<unsigned char>(text[position + offset]); };
    const unsigned first = byte(0);
    std::size_t length = 1;
    char32_t value = first;
    char32_t least = 0;
    if (first >= 0x80) {
        if (first >= 0xC2 && first <= 0xDF)
            length = 2, value = first & 0x1F, least = 0x80;
        else if (first >= 0xE0 && first <= 0xEF)
            length = 3, value = first & 0x0F, least = 0x800;
        else if (first >= 0xF0 && first <= 0xF4)
            length = 4, value = first & 0x07, least = 0x10000;
        else
            length = 0;
    }
    bool good = length != 0 && position + length <= text.size();
    for (std::size_t i = 1; good && i < length; ++i) {
        good = (byte(i) & 0xC0) == 0x80;
        value = value << 6 | (byte(i) & 0x3F);
    }
    if (!good || value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        ++position;
        return invalid_code_point;
    }
    position += length;
    return value;
}

void append_utf8(std::string& text, char32_t c)
{
    const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
    }
}

std::string escape_for_terminal(std::string_view text)
{
    std::string safe;
    safe.reserve(text.size());
    char number[16];
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(text, at);
        if (c == invalid_code_point) {
            std::snprintf(number, sizeof number, "\\x%02x", static_cast<unsigned char>(text[begin]));
            safe += number;
        } else if (c == '\n') {
            safe += "\\n";
        } else if (c == '\t') {
            safe += "\\t";
        } else if (c == '\r') {
            safe += "\\r";
        } else if (is_control_character(c)) {
            std::snprintf(number, sizeof number, c < 0x100 ? "\\x%02x" : "\\u{%x}", static_cast<unsigned>(c));
            safe += number;
        } else {
            safe.append(text.substr(begin, at - begin));
        }
    }
    return safe;
}

std::string escape_for_html(std::string_view text)
{
    std::string safe;
    safe.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '&': safe += "&amp;"; break;
        case '<': safe += "&lt;"; break;
        case '>': safe += "&gt;"; break;
        case '"': safe += "&quot;"; break;
        case '\'': safe += "&#39;"; break;
        default: safe.push_back(c);
        }
    }
    return safe;
}

std::string to_valid_utf8(std::string_view text)
{
    std::string valid;
    valid.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        if (next_code_point(text, at) == invalid_code_point)
            valid += "\xEF\xBF\xBD";
        else
            valid.append(text.substr(begin, at - begin));
    }
    return valid;
}

}  // namespace fonds
