// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <xapian.h>

#include "indexer/search/facets.hpp"
#include "indexer/search/generations.hpp"
#include "indexer/search/search_index.hpp"

namespace fonds {

/// A reader that follows `generations` to newer ones.
[[nodiscard]] std::unique_ptr<IndexReader> make_reader(Generations generations, OpenGeneration open,
                                                       std::shared_ptr<FacetCounter> facets);

}  // namespace fonds
