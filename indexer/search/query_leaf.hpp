// SPDX-License-Identifier: GPL-3.0-or-later
// One word, phrase or field value of a query, checked.
#pragma once

#include <optional>
#include <string_view>

#include "indexer/search/query_ast.hpp"
#include "schema/core/result.hpp"

namespace fonds {

struct LeafSource {
    std::string_view query;                ///< the whole query, for messages
    std::optional<SearchFieldInfo> field;  ///< absent: free words
    std::string_view text;
    bool quoted = false;
    std::size_t begin = 0;  ///< of the value in the query
};

/// Nothing when free text holds no word at all (a lone dash); a value that its field cannot have is ErrorKind::usage.
[[nodiscard]] Result<QueryNode> make_leaf(const LeafSource& source);

/// The message for a field that does not exist: the nearest name, or all of them.
[[nodiscard]] Error unknown_field(std::string_view query, std::size_t begin, std::string_view name);

}  // namespace fonds
