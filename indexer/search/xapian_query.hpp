// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <xapian.h>

#include "indexer/search/query_ast.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// The question for `database`. A beginning (word*) of too many different terms is ErrorKind::usage. Throws what the library
/// throws.
[[nodiscard]] Result<Xapian::Query> xapian_query(const Query::Node& node, const Xapian::Database& database);

}  // namespace fonds
