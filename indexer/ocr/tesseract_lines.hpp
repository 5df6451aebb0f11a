// SPDX-License-Identifier: GPL-3.0-or-later
// Runs Tesseract over a straight page and takes its lines apart.
#pragma once

#include <opencv2/core.hpp>

#include "indexer/ocr/ocr_engine.hpp"

namespace tesseract {
class TessBaseAPI;
}

namespace fonds {

/// `page`: one channel. Lines in its pixels; `turn` and `skew` are left to the caller.
[[nodiscard]] OcrPage tesseract_lines(tesseract::TessBaseAPI& recogniser, const cv::Mat& page, int dpi,
                                      const OcrRequest& request);

}  // namespace fonds
