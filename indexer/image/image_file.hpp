// SPDX-License-Identifier: GPL-3.0-or-later
// Scans that arrive as images: JPEG, PNG and TIFF with any number of pages.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/image/image_header.hpp"
#include "indexer/image/page_image.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// Nothing is decoded before a page is asked for. Thread-safe once open.
class ImageFile {
public:
    struct Page {
        int width = 0, height = 0;  ///< in pixels, as shown
        float dpi = 0;              ///< as the file says; where it says nothing believable, as if the page were A4
    };

    /// The bytes outlive the file. Errors: bad_input for other formats and for damage at the beginning.
    [[nodiscard]] static Result<ImageFile> open(std::string_view bytes);

    [[nodiscard]] int pages() const { return static_cast<int>(headers_.size()); }
    /// `number` from 1 to pages().
    [[nodiscard]] Page page(int number) const;

    /// Page `number` as viewers show it: turned as its orientation says, on white paper where it is transparent, with square
    /// pixels. An image with more pixels than the limit is reduced; refused (as bad_input) when that would take more memory
    /// than eight bytes a pixel of the limit. Other errors: not_found, bad_input for damage. libjpeg and libpng write about
    /// damage to the standard error output, which a worker does not have.
    [[nodiscard]] Result<PageImage> decode(int number, std::uint64_t pixel_limit = 40'000'000) const;

private:
    ImageFile(std::string_view bytes, std::vector<ImageHeader> headers) : bytes_(bytes), headers_(std::move(headers)) {}

    std::string_view bytes_;
    std::vector<ImageHeader> headers_;
};

}  // namespace fonds
