// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/page_checks.hpp"

namespace fonds {

Result<void> check_page(const PageImage& image)
{
    if (image.empty() || image.width < 1 || image.height < 1)
        return error(ErrorKind::bad_input, say("the image is empty", "图像为空"));
    if (image.width > largest_side || image.height > largest_side) {
        return error(ErrorKind::bad_input, say("the image is larger than {} pixels a side: {} x {}",
                                               "图像边长超过 {} 像素:{} × {}", {largest_side, image.width, image.height}));
    }
    const auto wanted = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) *
                        static_cast<std::size_t>(image.channels);
    if ((image.channels != 1 && image.channels != 3) || image.pixels.size() != wanted) {
        return error(ErrorKind::bad_input, say("the image has other pixels than its size says", "图像的像素与其尺寸不符"));
    }
    return {};
}

}  // namespace fonds
