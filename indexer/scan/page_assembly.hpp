// SPDX-License-Identifier: GPL-3.0-or-later
// A new PDF of pages of others.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/make_protocol.hpp"
#include "schema/core/result.hpp"

namespace fonds {

struct SourceBytes {
    std::string_view bytes;
    std::string media_type;
    std::string password;
};

/// Takes the next bytes of a result; false: no more of them.
using PieceSink = std::function<bool(std::string_view)>;

/// The pages as they are: their streams are copied without decoding, what they share is there once. Images become pages,
/// JPEG data as it is. The same input gives the same bytes. Fields of forms come with their pages; outlines and the
/// structure tree stay behind. Errors: bad_input, refused (a password), not_found (no such page), unavailable (no room).
/// Does not throw.
[[nodiscard]] Result<void> assemble(const std::vector<SourceBytes>& sources,
                                    const std::vector<protocol::Assemble::Pick>& picks, const PieceSink& sink);

/// All pages of an image file; otherwise the same.
[[nodiscard]] Result<void> assemble_image(const SourceBytes& source, const PieceSink& sink);

}  // namespace fonds
