// SPDX-License-Identifier: GPL-3.0-or-later
// A question to the archive and its answer.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "schema/model/record.hpp"

namespace fonds {

enum class SortOrder { relevance, date, code, amount };
enum class SortDirection { best_first, reversed };  ///< best first: most relevant, newest, lowest code, largest amount
enum class Relaxation { allowed, forbidden };

struct SearchRequest {
    std::string query;  ///< in the query language; see search_fields.hpp. Empty: everything
    SortOrder sort = SortOrder::relevance;
    SortDirection direction = SortDirection::best_first;
    std::size_t limit = 10;
    std::size_t offset = 0;
    Relaxation relax = Relaxation::allowed;
    bool facets = true;  ///< count them: a look at every hit
};

/// Part of a snippet; highlighted where the query's words are. Adjacent highlights are one.
struct SnippetPart {
    std::string text;
    bool highlighted = false;
};

struct SearchHit {
    Record record;  ///< facts from the catalog
    double score = 0;
    std::vector<std::int32_t> pages;   ///< from 1; at most 50, ascending; empty when only the metadata match
    std::vector<SnippetPart> snippet;  ///< from the first of those pages
};

struct FacetValue {
    std::string value;  ///< category code, year, party name, grade letter
    std::int64_t count = 0;
};

struct Facets {
    std::vector<FacetValue> category, year, party, grade;  ///< most frequent first, at most 20 each
};

/// How a query without hits was made to give some.
struct RelaxedQuery {
    std::string query;  ///< what was searched instead
    Text reason;
};

struct SearchResult {
    std::int64_t total = 0;  ///< exact
    std::vector<SearchHit> hits;
    Facets facets;                      ///< over all hits, not only the page shown
    std::vector<RelaxedQuery> relaxed;  ///< empty when the query was answered as asked
};

}  // namespace fonds
