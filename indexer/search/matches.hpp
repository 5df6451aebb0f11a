// SPDX-License-Identifier: GPL-3.0-or-later
// Where the free words of a query stand in a folded text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/search/query_ast.hpp"

namespace fonds {

struct TextMatch {
    std::size_t begin = 0;  ///< bytes in the folded text
    std::size_t end = 0;
    std::uint32_t word = 0;  ///< which of the query's words
};

/// All matches by `begin`; words that are not wanted, and fields, match nothing. `words` receives how many words were
/// sought.
[[nodiscard]] std::vector<TextMatch> find_matches(const Query::Node& query, std::string_view folded, std::size_t& words);

}  // namespace fonds
