// SPDX-License-Identifier: GPL-3.0-or-later
// Extracted text by component digest (docs/formats/text.md). Derived: what is lost or damaged is extracted again.
#pragma once

#include <optional>
#include <string>

#include "archive/store/layout.hpp"
#include "schema/core/digest.hpp"
#include "schema/core/file_ops.hpp"
#include "schema/core/result.hpp"
#include "schema/model/page_text.hpp"

namespace fonds {

/// Safe to use from several threads and processes: files are replaced whole, by rename, and carry a checksum. Writing is
/// not synced: a text lost in a power cut is damaged or absent, is noticed, and is extracted again.
class TextStore {
public:
    TextStore(const Layout& layout, FileOps& ops);

    [[nodiscard]] Result<void> put(const Digest& digest, const DocumentText& text);
    /// Nothing when there is none, or when it is damaged.
    [[nodiscard]] Result<std::optional<DocumentText>> get(const Digest& digest);
    /// The text of one page (from 1) without unpacking the others; nothing when there is no such page or no text.
    [[nodiscard]] Result<std::optional<std::string>> page(const Digest& digest, std::int32_t number);
    [[nodiscard]] Result<bool> contains(const Digest& digest);
    [[nodiscard]] Result<void> remove(const Digest& digest);

private:
    Layout layout_;
    FileOps* ops_;
};

}  // namespace fonds
