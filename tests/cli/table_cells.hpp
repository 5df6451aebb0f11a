// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as the program exports them, in cells.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "tests/cli/json_answer.hpp"

namespace fonds::test {

using Cells = std::vector<std::vector<std::string>>;

/// Cells of CSV as Fonds writes it, without the byte order mark.
inline Cells cells_of(std::string csv)
{
    if (csv.starts_with("\xEF\xBB\xBF")) csv.erase(0, 3);
    Cells rows(1, {""});
    bool quoted = false;
    for (std::size_t at = 0; at < csv.size(); ++at) {
        const char c = csv[at];
        if (c == '"' && quoted && at + 1 < csv.size() && csv[at + 1] == '"')
            rows.back().back() += csv[++at];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            rows.back().emplace_back();
        else if (c == '\n' && !quoted)
            rows.emplace_back(1, "");
        else if (c != '\r' || quoted)
            rows.back().back() += c;
    }
    rows.pop_back();
    return rows;
}

/// Without these columns.
inline Cells without(Cells rows, const std::vector<std::string>& columns)
{
    for (const std::string& column : columns) {
        const auto at = std::ranges::find(rows.front(), column) - rows.front().begin();
        REQUIRE(static_cast<std::size_t>(at) < rows.front().size());
        for (auto& row : rows) row.erase(row.begin() + at);
    }
    return rows;
}

}  // namespace fonds::test
