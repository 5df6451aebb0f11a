// SPDX-License-Identifier: GPL-3.0-or-later
// What the index keeps of a document besides its terms: its revision, where its pages begin, and names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fonds {

/// Positions before the first page belong to the metadata, those from `pages_end` on to attachments.
struct DocumentData {
    std::int64_t revision = 0;
    std::vector<std::uint32_t> page_starts;  ///< of the original, ascending
    std::uint32_t pages_end = 0;
    std::string category;  ///< the names behind the facet values
    std::string party;

    /// From 1; nothing outside the original's pages.
    [[nodiscard]] std::optional<std::int32_t> page_of(std::uint32_t position) const;
};

[[nodiscard]] std::string encode(const DocumentData& data);
/// Nothing when the bytes are not what `encode` writes.
[[nodiscard]] std::optional<DocumentData> decode_document_data(std::string_view bytes);

}  // namespace fonds
