// SPDX-License-Identifier: GPL-3.0-or-later
#include <cctype>
#include <sstream>

#include "tests/docs/rules.hpp"

namespace fonds::docs {

namespace {

/// Calls `visit(line, number)` for each line outside fenced code.
template <class Visit>
void for_each_line(std::string_view markdown, Visit visit)
{
    std::istringstream lines{std::string(markdown)};
    std::string line;
    bool fenced = false;
    for (int number = 1; std::getline(lines, line); ++number) {
        if (line.find("```") == line.find_first_not_of(' ') && line.find("```") != std::string::npos) {
            fenced = !fenced;
            continue;
        }
        if (!fenced) visit(line, number);
    }
}

std::string trimmed(const std::string& text)
{
    const auto first = text.find_first_not_of(" \t");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// A line with what stands between ` blanked.
std::string without_code(std::string line)
{
    bool code = false;
    for (char& c : line) {
        if (c == '`')
            code = !code;
        else if (code)
            c = ' ';
    }
    return line;
}

}  // namespace

std::vector<Link> links_of(std::string_view markdown)
{
    std::vector<Link> links;
    for_each_line(markdown, [&](const std::string& line, int number) {
        const std::string text = without_code(line);
        for (auto at = text.find("]("); at != std::string::npos; at = text.find("](", at + 2)) {
            const auto end = text.find(')', at);
            if (end != std::string::npos) links.push_back({text.substr(at + 2, end - at - 2), number});
        }
    });
    return links;
}

std::vector<std::string> anchors_of(std::string_view markdown)
{
    std::vector<std::string> anchors;
    for_each_line(markdown, [&](const std::string& line, int) {
        if (!line.starts_with('#')) return;
        std::string anchor;
        for (const char c : trimmed(line.substr(line.find_first_not_of('#')))) {
            const auto byte = static_cast<unsigned char>(c);
            if (c == ' ')
                anchor += '-';
            else if (byte >= 0x80 || std::isalnum(byte) != 0 || c == '-' || c == '_')
                anchor += static_cast<char>(std::tolower(byte));
        }
        anchors.push_back(anchor);
    });
    return anchors;
}

std::vector<std::vector<std::string>> rows_of(std::string_view markdown)
{
    std::vector<std::vector<std::string>> rows;
    for_each_line(markdown, [&](const std::string& line, int) {
        if (!line.starts_with('|') || line.find_first_not_of("|-: ") == std::string::npos) return;
        std::vector<std::string> cells;
        std::istringstream parts(line.substr(1));
        for (std::string cell; std::getline(parts, cell, '|');) cells.push_back(trimmed(cell));
        rows.push_back(cells);
    });
    return rows;
}

std::string resolve(std::string_view from, std::string_view target)
{
    std::vector<std::string> parts;
    const auto add = [&](std::string_view path) {
        std::istringstream pieces{std::string(path)};
        for (std::string piece; std::getline(pieces, piece, '/');) {
            if (piece == "..") {
                if (!parts.empty()) parts.pop_back();
            } else if (!piece.empty() && piece != ".") {
                parts.push_back(piece);
            }
        }
    };
    const auto slash = from.find_last_of('/');
    if (slash != std::string_view::npos) add(from.substr(0, slash));
    add(target);
    std::string path;
    for (const std::string& part : parts) path += (path.empty() ? "" : "/") + part;
    return path;
}

}  // namespace fonds::docs
