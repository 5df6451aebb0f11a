// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/said_cell.hpp"

#include <algorithm>
#include <array>

#include "schema/model/full_width.hpp"

namespace fonds {

bool says_none(std::string_view cell)
{
    const std::string folded = half_width(cell);
    return folded == "(none)" || folded == "(无)";
}

bool is_formula_error(std::string_view cell)
{
    constexpr std::array<std::string_view, 14> errors{"#REF!",         "#N/A",      "#VALUE!",   "#DIV/0!",  "#NAME?",
                                                      "#NUM!",         "#NULL!",    "#SPILL!",   "#CALC!",   "#FIELD!",
                                                      "#GETTING_DATA", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!"};
    return cell.starts_with('#') && std::ranges::find(errors, cell) != errors.end();
}

namespace {

bool is_literal(std::string_view text)
{
    const auto first = text.find_first_not_of('\'');
    if (first == text.npos) return false;
    const std::string_view bare = trimmed(text.substr(first));
    return says_none(bare) || is_formula_error(bare);
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
