// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/said_cell.hpp"

#include "schema/model/full_width.hpp"

namespace fonds {

bool says_none(std::string_view cell)
{
    const std::string folded = half_width(cell);
    return folded == "(none)" || folded == "(无)";
}

namespace {

bool is_literal(std::string_view text)
{
    const auto first = text.find_first_not_of('\'');
    return first != text.npos && says_none(trimmed(text.substr(first)));
}

}  // namespace

std::string literal_text(std::string_view text)
{
    return (is_literal(text) ? "'" : "") + std::string(text);
}

std::string_view text_said(std::string_view cell)
{
    if (cell.starts_with('\'') && is_literal(cell)) cell.remove_prefix(1);
    return cell;
}

}  // namespace fonds
