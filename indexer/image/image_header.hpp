// SPDX-License-Identifier: GPL-3.0-or-later
// What the headers of an image file say about its pages, read without decoding anything. Formats: JPEG (ITU-T T.81,
// JFIF 1.02, Exif 2.3), PNG (ISO/IEC 15948), TIFF 6.0.
#pragma once

#include <string_view>
#include <vector>

namespace fonds {

enum class ImageFormat { jpeg, png, tiff };

struct ImageHeader {
    ImageFormat format = ImageFormat::jpeg;
    int width = 0, height = 0;  ///< as stored
    int bits = 8;               ///< a sample
    int samples = 1;            ///< a pixel; a palette has one
    int orientation = 1;        ///< Exif and TIFF: 1 upright … 8
    double x_dpi = 0, y_dpi = 0;
    bool progressive = false;  ///< a JPEG that is decoded as a whole
    int directory = 0;         ///< of a TIFF, from 0

    [[nodiscard]] bool sideways() const { return orientation >= 5; }
};

/// One for each page; empty when the format is another, or nothing sensible is found. Thumbnails of a TIFF are no pages.
[[nodiscard]] std::vector<ImageHeader> read_image_headers(std::string_view bytes);

struct Resolution {
    double x = 0, y = 0;
};
/// What the header claims if a sheet of paper can have it, else that of an A4 page of this size.
[[nodiscard]] Resolution believable_resolution(const ImageHeader& header);

}  // namespace fonds
