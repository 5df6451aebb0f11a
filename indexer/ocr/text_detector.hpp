// SPDX-License-Identifier: GPL-3.0-or-later
// Finds lines of text with the detection model of PP-OCR (DB: a map of the cores of lines, from which boxes are grown back).
#pragma once

#include <memory>
#include <vector>

#include "indexer/ocr/onnx_runtime.hpp"
#include "indexer/ocr/text_box.hpp"

namespace fonds {

/// Safe to use from several threads at once.
class TextDetector {
public:
    explicit TextDetector(std::unique_ptr<OnnxModel> model) : model_(std::move(model)) {}

    /// `page`: one channel, 8 bits. Boxes in its pixels, in no order.
    [[nodiscard]] Result<std::vector<TextBox>> find(const cv::Mat& page) const;

private:
    [[nodiscard]] Result<std::vector<TextBox>> find_in(const cv::Mat& part) const;

    std::unique_ptr<OnnxModel> model_;
};

}  // namespace fonds
