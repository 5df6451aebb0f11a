// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a page of a PDF: what a scanner put there, pixel by pixel, or else what a viewer would show.
#pragma once

#include <cstdint>

#include "indexer/image/page_image.hpp"
#include "indexer/worker/page_sink.hpp"
#include "schema/core/result.hpp"

class PDFDoc;

namespace fonds {

struct PdfPageImage {
    enum class Origin {
        embedded,  ///< the pixels of the page's only image, not scaled unless they were too many
        rendered   ///< drawn on white paper
    };
    PageImage image;  ///< upright as viewers show the page
    Origin origin = Origin::rendered;
    float width = 0, height = 0;  ///< of the page as shown, in points
    /// A pixel's upper left corner (x, y) stands at (left + x * x_scale, top + y * y_scale) points from the page's.
    float left = 0, top = 0, x_scale = 1, y_scale = 1;
    float native_dpi = 0;                 ///< of the finest image that takes a tenth of the page; 0: there is none
    std::uint32_t characters = 0;         ///< that the page sets, seen or not
    std::uint32_t hidden_characters = 0;  ///< of these, in invisible ink or below the image
    bool full_page_image = false;         ///< an image takes 85 % of the page or more

    /// A text layer that somebody else's recognition laid over, or under, the picture of a page.
    [[nodiscard]] bool has_ocr_layer() const { return full_page_image && hidden_characters > characters / 2; }
};

struct PdfPictureLimits {
    std::uint64_t pixels = 40'000'000;  ///< of the picture; larger images are reduced, pages drawn more coarsely
    float least_dpi = 200;              ///< when drawn: recognition loses small characters below
    float most_dpi = 300;               ///< and gains nothing above
    LateCheck late;                     ///< asked between operators, and between rows of an image; may be empty
};

/// Page `number`, from 1. The image itself is taken when nothing else can be seen on the page: one opaque image, upright,
/// not mirrored, with square pixels, that takes 85 % of the page or more. Errors: not_found for a page that is not there,
/// bad_input for one that cannot be shown, unavailable when it is late.
[[nodiscard]] Result<PdfPageImage> picture_of_page(PDFDoc& document, int number, const PdfPictureLimits& limits = {});

}  // namespace fonds
