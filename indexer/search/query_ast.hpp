// SPDX-License-Identifier: GPL-3.0-or-later
// What a query means, before any index is asked.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/search/pattern.hpp"
#include "indexer/search/search_index.hpp"
#include "schema/model/date.hpp"
#include "schema/model/search_fields.hpp"

namespace fonds {

using QueryNode = std::shared_ptr<const Query::Node>;

enum class NodeKind {
    everything,
    all_of,   ///< every child
    any_of,   ///< one child at least
    none_of,  ///< not its one child
    words,    ///< words or a phrase, free or in a field of words
    exact,    ///< one value of a keyword, code or flag field
    dates,
    amounts
};

struct Query::Node {
    NodeKind kind = NodeKind::everything;
    std::vector<QueryNode> children;

    // Of a leaf:
    std::optional<SearchField> field;  ///< absent: free words
    std::string written;               ///< as query language, without the field
    bool prefix = false;               ///< it ended with *
    std::vector<PatternGroup> groups;  ///< words: all must match
    std::string value;                 ///< exact: as the index spells it; words: the reference code it may be, or empty
    std::optional<DateRange> dates;
    std::int64_t least = 0;  ///< amounts: hundredths, inclusive
    std::int64_t most = 0;
};

[[nodiscard]] QueryNode everything();
/// all_of or any_of the children; one child stands for itself, none is everything.
[[nodiscard]] QueryNode joined(NodeKind kind, std::vector<QueryNode> children);
[[nodiscard]] QueryNode negated(QueryNode child);

}  // namespace fonds
