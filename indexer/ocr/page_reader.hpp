// SPDX-License-Identifier: GPL-3.0-or-later
// A page from pixels to lines in reading order, with PP-OCR's models: finds out how the page lies, then reads.
#pragma once

#include "indexer/ocr/line_reader.hpp"
#include "indexer/ocr/ocr_engine.hpp"
#include "indexer/ocr/text_detector.hpp"

namespace fonds {

/// Safe to use from several threads at once.
class PageReader {
public:
    PageReader(TextDetector detector, LineReader reader, LineDirection direction);

    /// An image that passed check_page(). May throw what OpenCV and memory throw.
    [[nodiscard]] Result<OcrPage> read(const PageImage& image, const OcrRequest& request) const;

private:
    struct Lie;

    [[nodiscard]] Result<Lie> lie_of(const cv::Mat& page, const std::vector<TextBox>& boxes,
                                     const OcrRequest& request) const;
    [[nodiscard]] Result<float> confidence_along(const cv::Mat& page, const std::vector<TextBox>& sample,
                                                 Quad (*direction)(const Quad&)) const;
    [[nodiscard]] Result<float> confidence_of_columns(const cv::Mat& page, const std::vector<TextBox>& sample) const;
    [[nodiscard]] Result<OcrLine> read_flat(const cv::Mat& page, const Quad& quad) const;
    [[nodiscard]] Result<OcrLine> read_column(const cv::Mat& page, const TextBox& box) const;
    [[nodiscard]] Result<OcrLine> read_box(const cv::Mat& page, const TextBox& box, bool vertical) const;

    TextDetector detector_;
    LineReader reader_;
    LineDirection direction_;
};

}  // namespace fonds
