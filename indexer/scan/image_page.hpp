// SPDX-License-Identifier: GPL-3.0-or-later
// A page of a PDF that shows one image.
#pragma once

#include <string_view>

#include <qpdf/QPDF.hh>

#include "schema/core/result.hpp"

namespace fonds {

/// A new page object of `document`, in no page tree yet, that shows page `number` of the image file as large as its
/// resolution says and upright. JPEG data stands in it as it is; other formats as Flate data of the same pixels, in 8 bits a
/// channel or one bit. Errors: bad_input, not_found. Throws what qpdf throws.
[[nodiscard]] Result<QPDFObjectHandle> image_page(QPDF& document, std::string_view bytes, int number);

}  // namespace fonds
