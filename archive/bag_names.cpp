// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/bag_names.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "schema/core/escape.hpp"
#include "schema/model/record_folder.hpp"

namespace fonds {

namespace {

constexpr std::size_t longest_name = 120, longest_extension = 8;

constexpr std::array<std::pair<std::string_view, char>, 3> escapes{{{"%25", '%'}, {"%0A", '\n'}, {"%0D", '\r'}}};

char upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

std::string upper(std::string_view text)
{
    std::string all(text);
    std::ranges::transform(all, all.begin(), [](char c) { return upper(c); });
    return all;
}

bool is_letter_or_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

}  // namespace

std::string manifest_path(std::string_view path)
{
    std::string out;
    for (const char c : path) {
        const auto at = std::ranges::find(escapes, c, &std::pair<std::string_view, char>::second);
        if (at == escapes.end())
            out += c;
        else
            out += at->first;
    }
    return out;
}

std::string path_in_manifest(std::string_view written)
{
    std::string path;
    for (std::size_t i = 0; i < written.size(); ++i) {
        const std::string three = upper(written.substr(i, 3));
        const auto at = std::ranges::find(escapes, std::string_view(three), &std::pair<std::string_view, char>::first);
        path += at == escapes.end() ? written[i] : at->second;
        if (at != escapes.end()) i += 2;
    }
    return path;
}

std::vector<std::string> lines_of(std::string_view text)
{
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
        lines.emplace_back(text.substr(at, end - at));
        at = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
    }
    return lines;
}

bool stays_below(std::string_view path)
{
    if (path.empty() || path.front() == '/' || path.front() == '~') return false;
    if (path.size() > 1 && path[1] == ':') return false;
    if (std::ranges::any_of(path, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f' || c == '\\'; }))
        return false;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string_view part = path.substr(at, end - at);
        if (part.empty() || part == "." || part == "..") return false;
        at = end + 1;
    }
    return true;
}

std::string portable_name(std::string_view name)
{
    std::string out;
    for (const char c : to_valid_utf8(name))
        out += (static_cast<unsigned char>(c) < 0x20 || c == '\x7f' ||
                std::string_view("/\\:*?\"<>|%").find(c) != std::string_view::npos)
                   ? '_'
                   : c;
    if (out.size() > longest_name) {
        const std::size_t dot = out.rfind('.');
        const std::string extension =
            dot != std::string::npos && out.size() - dot <= 2 * longest_extension ? out.substr(dot) : std::string();
        std::size_t end = longest_name - extension.size();
        while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;  // not within a character
        out = out.substr(0, end) + extension;
    }
    while (!out.empty() && (out.back() == '.' || out.back() == ' ')) out.pop_back();
    if (out.empty() || out.front() == '.') out = "file" + out;
    return is_device_name(out) ? "_" + out : out;
}

std::string bag_folder(const ReferenceCode& code)
{
    return record_folder(code.text());
}

std::string bag_path(const ReferenceCode& code, std::size_t number, std::string_view file_name)
{
    std::string extension;
    const std::size_t dot = file_name.rfind('.');
    if (dot != std::string_view::npos && dot + 1 < file_name.size() && file_name.size() - dot - 1 <= longest_extension)
        for (const char c : file_name.substr(dot + 1)) extension += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (extension.empty() || !std::ranges::all_of(extension, is_letter_or_digit)) extension = "bin";
    return "data/" + bag_folder(code) + "/" + std::to_string(number) + "." + extension;
}

}  // namespace fonds
