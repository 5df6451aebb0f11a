// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/text_detector.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace fonds {

namespace {

// The model's training: longest side, what is text in the map, what a box must score on average, how far a box grows back.
constexpr int longest_side = 1280;
constexpr float text_at = 0.3F;
constexpr float box_at = 0.6F;
constexpr float growth = 1.5F;
constexpr float smallest_side = 3;
constexpr std::size_t most_boxes = 3000;
// Where one side is more than so many times the other, the longer one is looked at in parts that overlap.
constexpr double longest_shape = 2.5;
constexpr double shape_of_part = 1.5;
constexpr double overlap = 0.2;  // of the shorter side

/// A multiple of 32, as the model wants.
int model_side(double length)
{
    return std::max(32, static_cast<int>(std::lround(length / 32)) * 32);
}

std::vector<float> normalised(const cv::Mat& picture)
{
    static constexpr std::array mean{0.485F, 0.456F, 0.406F};
    static constexpr std::array deviation{0.229F, 0.224F, 0.225F};
    const std::size_t area = picture.total();
    std::vector<float> input(3 * area);
    for (std::size_t channel = 0; channel < 3; ++channel) {
        std::array<float, 256> value{};
        for (std::size_t i = 0; i < 256; ++i) value[i] = (static_cast<float>(i) / 255 - mean[channel]) / deviation[channel];
        const std::uint8_t* const pixels = picture.ptr();
        for (std::size_t i = 0; i < area; ++i) input[channel * area + i] = value[pixels[i]];
    }
    return input;
}

/// The mean of the map inside a contour.
float score_of(const cv::Mat& map, const std::vector<cv::Point>& contour)
{
    const cv::Rect around = cv::boundingRect(contour);
    cv::Mat inside = cv::Mat::zeros(around.size(), CV_8UC1);
    cv::fillPoly(inside, std::vector<std::vector<cv::Point>>{contour}, cv::Scalar(1), cv::LINE_8, 0, -around.tl());
    return static_cast<float>(cv::mean(map(around), inside)[0]);
}

std::vector<TextBox> boxes_of(const cv::Mat& map, float scale_x, float scale_y)
{
    const cv::Mat mask = map > text_at;
    std::vector<std::vector<cv::Point>> contours;
    cv::findContours(mask, contours, cv::RETR_LIST, cv::CHAIN_APPROX_SIMPLE);
    std::vector<TextBox> boxes;
    for (const std::vector<cv::Point>& contour : contours) {
        if (boxes.size() == most_boxes) break;
        const cv::RotatedRect core = cv::minAreaRect(contour);
        if (std::min(core.size.width, core.size.height) < smallest_side) continue;
        if (score_of(map, contour) < box_at) continue;
        const float margin = core.size.area() * growth / (2 * (core.size.width + core.size.height));
        TextBox box = box_around(core, margin);
        if (std::min(box.width(), box.height()) < smallest_side + 2) continue;
        for (Point& corner : box.quad) corner = {corner.x * scale_x, corner.y * scale_y};
        boxes.push_back(box);
    }
    return boxes;
}

}  // namespace

Result<std::vector<TextBox>> TextDetector::find_in(const cv::Mat& part) const
{
    const double factor = std::min(1.0, static_cast<double>(longest_side) / std::max(part.cols, part.rows));
    const cv::Size size(model_side(part.cols * factor), model_side(part.rows * factor));
    cv::Mat picture;
    cv::resize(part, picture, size, 0, 0, factor < 0.5 ? cv::INTER_AREA : cv::INTER_LINEAR);
    std::vector<float> input = normalised(picture);
    const std::array<std::int64_t, 4> shape{1, 3, size.height, size.width};
    TRY_ASSIGN(OnnxTensor output, model_->run(input, shape));
    if (output.values.size() != picture.total()) {
        return error(ErrorKind::internal, say("the detection model answers in another shape", "检测模型的输出形状不符"));
    }
    const cv::Mat map(size, CV_32FC1, const_cast<float*>(output.values.data()));
    return boxes_of(map, static_cast<float>(part.cols) / static_cast<float>(size.width),
                    static_cast<float>(part.rows) / static_cast<float>(size.height));
}

Result<std::vector<TextBox>> TextDetector::find(const cv::Mat& page) const
{
    const bool upright = page.rows >= page.cols;
    const int length = std::max(page.rows, page.cols), across = std::min(page.rows, page.cols);
    if (length <= longest_shape * across || length <= longest_side) return find_in(page);

    // Each part answers for the middle of what it shares with its neighbours.
    const int part = std::max(longest_side, static_cast<int>(shape_of_part * across));
    const int shared = std::max(longest_side / 10, static_cast<int>(overlap * across));
    std::vector<TextBox> boxes;
    for (int begin = 0;; begin += part - shared) {
        const int end = std::min(length, begin + part);
        const cv::Mat view = upright ? page.rowRange(begin, end) : page.colRange(begin, end);
        TRY_ASSIGN(std::vector<TextBox> found, find_in(view));
        const float from = begin == 0 ? -1e9F : static_cast<float>(begin) + static_cast<float>(shared) / 2;
        const float to = end == length ? 1e9F : static_cast<float>(end) - static_cast<float>(shared) / 2;
        for (TextBox& box : found) {
            for (Point& corner : box.quad) (upright ? corner.y : corner.x) += static_cast<float>(begin);
            const float at = upright ? box.centre().y : box.centre().x;
            if (at >= from && at < to) boxes.push_back(box);
        }
        if (end == length) return boxes;
    }
}

}  // namespace fonds
