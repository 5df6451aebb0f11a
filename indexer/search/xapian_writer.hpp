// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "indexer/search/search_index.hpp"

namespace fonds {

enum class WriterStart { existing, empty };

/// A writer on the generation in `folder`, which is created for `archive_id` when it starts empty.
[[nodiscard]] Result<std::unique_ptr<IndexWriter>> open_writer(std::string folder, const std::string& archive_id,
                                                               WriterStart start);

}  // namespace fonds
