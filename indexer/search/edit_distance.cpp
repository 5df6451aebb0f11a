// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/edit_distance.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "schema/core/escape.hpp"

namespace fonds {

namespace {

std::u32string code_points(std::string_view text)
{
    std::u32string points;
    for (std::size_t at = 0; at < text.size();) points.push_back(next_code_point(text, at));
    return points;
}

}  // namespace

std::size_t edit_distance(std::string_view a_text, std::string_view b_text, std::size_t limit)
{
    const std::u32string a = code_points(a_text), b = code_points(b_text);
    if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) >= limit) return limit;
    // Three rows of the table of optimal string alignment, row i for the first i characters of `a`.
    std::array<std::vector<std::size_t>, 3> rows;
    for (auto& row : rows) row.resize(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i - 1) % 3];
        row[0] = i;
        std::size_t least = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
            least = std::min(least, row[j]);
        }
        if (least > limit) return limit;
    }
    return std::min(rows[a.size() % 3][b.size()], limit);
}

}  // namespace fonds
