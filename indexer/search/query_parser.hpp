// SPDX-License-Identifier: GPL-3.0-or-later
// The grammar of queries: OR binds least, then AND (written or not), then NOT.
#pragma once

#include <string_view>

#include "indexer/search/query_ast.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// The tree of `query`; see Query::parse.
[[nodiscard]] Result<QueryNode> parse_query(std::string_view query);

}  // namespace fonds
