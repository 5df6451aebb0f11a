// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/tag_cell.hpp"

#include <optional>

#include "schema/core/escape.hpp"
#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

constexpr std::string_view quote = "\"";

bool parts(char32_t c)
{
    return c == ';' || c == ',' || c == U'\u3001' || c == U'\uFF1B' || c == U'\uFF0C';
}

bool has_part(std::string_view tag)
{
    for (std::size_t at = 0; at < tag.size();)
        if (parts(next_code_point(tag, at))) return true;
    return false;
}

/// The tag whose mark opens at `at`, and what stands behind it; nothing when it is not closed before the next tag.
std::optional<std::string> quoted(std::string_view cell, std::size_t& at)
{
    std::string tag;
    for (std::size_t i = at + 1; i < cell.size(); ++i) {
        if (cell[i] != '"') {
            tag += cell[i];
        } else if (cell.substr(i + 1).starts_with(quote)) {
            tag += cell[i++];
        } else {
            std::size_t behind = i + 1;
            while (behind < cell.size() && cell[behind] == ' ') ++behind;
            std::size_t next = behind;
            if (behind < cell.size() && !parts(next_code_point(cell, next))) return std::nullopt;
            at = next;
            return tag;
        }
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::string> tags_in(std::string_view cell)
{
    std::vector<std::string> tags;
    std::string tag;
    const auto end = [&] {
        if (const auto whole = trimmed(tag); !whole.empty()) tags.emplace_back(whole);
        tag.clear();
    };
    for (std::size_t at = 0; at < cell.size();) {
        if (cell[at] == '"' && trimmed(tag).empty()) {
            if (auto whole = quoted(cell, at)) {
                tag = std::move(*whole);
                end();
                continue;
            }
        }
        const char32_t c = next_code_point(cell, at);
        if (parts(c))
            end();
        else
            append_utf8(tag, c);
    }
    end();
    return tags;
}

std::string cell_of_tags(const std::vector<std::string>& tags)
{
    std::string cell;
    for (const std::string& tag : tags) {
        cell += cell.empty() ? "" : "; ";
        if (!tag.starts_with(quote) && !has_part(tag)) {
            cell += tag;
            continue;
        }
        cell += quote;
        for (const char c : tag) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
        cell += quote;
    }
    return cell;
}

}  // namespace fonds
