// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the picture of one line with the recognition model of PP-OCR.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "indexer/ocr/onnx_runtime.hpp"
#include "indexer/ocr/text_box.hpp"

namespace fonds {

struct Glyph {
    std::string text;      ///< one character, UTF-8; a space too
    float at = 0;          ///< its middle along the line, 0 to 1; half a character exact
    float confidence = 0;  ///< 0 to 1
};

struct LineReading {
    std::vector<Glyph> glyphs;
    float confidence = 0;  ///< mean of the glyphs; 0 without any
};

/// Safe to use from several threads at once.
class LineReader {
public:
    /// `keys`: the characters the model knows, one a line.
    LineReader(std::unique_ptr<OnnxModel> model, std::string_view keys);

    /// `line` as line_picture() makes it.
    [[nodiscard]] Result<LineReading> read(const cv::Mat& line) const;

private:
    std::unique_ptr<OnnxModel> model_;
    std::vector<std::string> characters_;
};

/// Says of the picture of a line whether it stands on its head, with PP-OCR's direction model.
class LineDirection {
public:
    explicit LineDirection(std::unique_ptr<OnnxModel> model) : model_(std::move(model)) {}
    /// The probability, 0 to 1.
    [[nodiscard]] Result<float> upside_down(const cv::Mat& line) const;

private:
    std::unique_ptr<OnnxModel> model_;
};

}  // namespace fonds
