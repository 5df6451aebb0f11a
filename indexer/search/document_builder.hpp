// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <xapian.h>

#include "indexer/search/posting_table.hpp"
#include "indexer/search/search_index.hpp"

namespace fonds {

/// Turns records into documents of the index (docs/formats/index.md). Reused, it keeps its buffers.
class DocumentBuilder {
public:
    [[nodiscard]] Xapian::Document build(const IndexDocument& source);
    /// Roughly the memory that the last document takes until it is written.
    [[nodiscard]] std::size_t weight() const { return weight_; }

private:
    PostingTable postings_;
    std::size_t weight_ = 0;
};

}  // namespace fonds
