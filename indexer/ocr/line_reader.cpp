// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/line_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "indexer/ocr/line_picture.hpp"

namespace fonds {

namespace {

// What the direction model was trained on.
constexpr int direction_width = 192;

/// Three equal channels, -1 black to 1 white; `width` pixels, those beyond the picture 0.
std::vector<float> normalised(const cv::Mat& picture, int width)
{
    std::array<float, 256> value{};
    for (std::size_t i = 0; i < 256; ++i) value[i] = static_cast<float>(i) / 127.5F - 1;
    const auto area = static_cast<std::size_t>(width) * static_cast<std::size_t>(picture.rows);
    std::vector<float> input(3 * area);
    for (int y = 0; y < picture.rows; ++y) {
        const std::uint8_t* const from = picture.ptr(y);
        float* const to = input.data() + static_cast<std::ptrdiff_t>(y) * width;
        std::transform(from, from + picture.cols, to, [&](std::uint8_t pixel) { return value[pixel]; });
    }
    std::copy_n(input.begin(), area, input.begin() + static_cast<std::ptrdiff_t>(area));
    std::copy_n(input.begin(), area, input.begin() + static_cast<std::ptrdiff_t>(2 * area));
    return input;
}

Error other_shape()
{
    return error(ErrorKind::internal, say("the recognition model answers in another shape", "识别模型的输出形状不符"));
}

}  // namespace

LineReader::LineReader(std::unique_ptr<OnnxModel> model, std::string_view keys) : model_(std::move(model))
{
    characters_.emplace_back();  // nothing
    while (!keys.empty()) {
        const std::size_t end = std::min(keys.find('\n'), keys.size());
        const std::string_view key = keys.substr(0, end);
        // The radical 丶 is no character of texts; the model means the comma that looks like it.
        characters_.emplace_back(key == "丶" ? "、" : key);
        keys.remove_prefix(std::min(end + 1, keys.size()));
    }
    characters_.emplace_back(" ");
}

Result<LineReading> LineReader::read(const cv::Mat& line) const
{
    std::vector<float> input = normalised(line, line.cols);
    const std::array<std::int64_t, 4> shape{1, 3, line.rows, line.cols};
    TRY_ASSIGN(OnnxTensor output, model_->run(input, shape));
    if (output.shape.size() != 3 || static_cast<std::size_t>(output.shape[2]) != characters_.size()) return other_shape();

    // CTC: of each run of equal answers one character, at the middle of the run; the answer "nothing" parts equal
    // characters.
    LineReading reading;
    const auto steps = static_cast<std::size_t>(output.shape[1]);
    std::size_t last = 0, run_from = 0;
    for (std::size_t step = 0; step < steps; ++step) {
        const auto scores = output.values.subspan(step * characters_.size(), characters_.size());
        const auto best = static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
        if (best != 0) {
            if (best != last) {
                reading.glyphs.push_back({characters_[best], 0, 0});
                run_from = step;
            }
            Glyph& glyph = reading.glyphs.back();
            glyph.at = (static_cast<float>(run_from + step) / 2 + 0.5F) / static_cast<float>(steps);
            glyph.confidence = std::clamp(std::max(glyph.confidence, scores[best]), 0.0F, 1.0F);
        }
        last = best;
    }
    for (const Glyph& glyph : reading.glyphs) reading.confidence += glyph.confidence;
    if (!reading.glyphs.empty()) reading.confidence /= static_cast<float>(reading.glyphs.size());
    return reading;
}

Result<float> LineDirection::upside_down(const cv::Mat& line) const
{
    const int width = std::min(direction_width, line.cols);
    cv::Mat beginning;
    // The beginning of a long line, as the model saw them in training: squeezed no further than to half.
    const int taken = std::min(line.cols, 2 * direction_width);
    cv::resize(line.colRange(0, taken), beginning, cv::Size(width, line_height), 0, 0, cv::INTER_AREA);
    std::vector<float> input = normalised(beginning, direction_width);
    const std::array<std::int64_t, 4> shape{1, 3, line_height, direction_width};
    TRY_ASSIGN(OnnxTensor output, model_->run(input, shape));
    if (output.values.size() != 2) return other_shape();
    return std::clamp(output.values[1], 0.0F, 1.0F);
}

}  // namespace fonds
