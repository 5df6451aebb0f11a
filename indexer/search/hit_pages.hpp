// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <xapian.h>

#include "indexer/search/document_data.hpp"
#include "indexer/search/query_ast.hpp"

namespace fonds {

inline constexpr std::size_t most_pages = 50;

struct HitDocument {
    Xapian::docid number = 0;
    DocumentData data;
};

/// For each hit the pages of the original on which the query's free words stand: those that alone satisfy the query when
/// there are any, else those with any of its words. Words that are not wanted, and fields, say nothing of pages. Throws what
/// the library throws.
[[nodiscard]] std::vector<std::vector<std::int32_t>>
pages_of_hits(const Query::Node& query, const Xapian::Database& database, std::span<const HitDocument> hits);

}  // namespace fonds
