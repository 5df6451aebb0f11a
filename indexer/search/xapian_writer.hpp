// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "indexer/search/search_index.hpp"

namespace fonds {

/// A writer on the existing generation in `folder`.
[[nodiscard]] Result<std::unique_ptr<IndexWriter>> open_writer(const std::string& folder);

/// A generation that is being built: what its writer writes counts when it has been finished and adopted, not before.
class Rebuild {
public:
    virtual ~Rebuild() = default;
    [[nodiscard]] virtual std::unique_ptr<IndexWriter> writer() = 0;
    /// Makes what was written durable, as a compact index in the generation's folder.
    [[nodiscard]] virtual Result<void> finish() = 0;
    [[nodiscard]] virtual const std::string& folder() const = 0;
};

[[nodiscard]] Result<std::shared_ptr<Rebuild>> begin_generation(std::string folder, const std::string& archive_id);

/// Writes the index in `from` anew into `to`, durably, without what was removed from it.
[[nodiscard]] Result<void> compact_generation(const std::string& from, const std::string& to);

}  // namespace fonds
