// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/skew.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace fonds {

namespace {

constexpr int working_side = 1600;     // pixels
constexpr int darker = 25;             // than the paper around: ink
constexpr int largest_character = 60;  // of them, some may touch
constexpr float widest = 7;            // degrees
constexpr float coarse = 0.5F, fine = 0.05F;

/// Not the rules of tables, the bars of codes, the frames of pictures; not single specks. `box`: as OpenCV's statistics have
/// it.
bool may_be_text(const int* box)
{
    const int width = box[cv::CC_STAT_WIDTH], height = box[cv::CC_STAT_HEIGHT];
    const bool bar = std::max(width, height) > 5 * std::min(width, height);
    return !bar && std::max(width, height) <= largest_character && box[cv::CC_STAT_AREA] > 2;
}

/// The ink of characters, as points about the middle.
std::vector<cv::Point2f> ink_points(const cv::Mat& page)
{
    const double factor = std::min(1.0, static_cast<double>(working_side) / std::max(page.cols, page.rows));
    cv::Mat small;
    const auto side = [factor](int length) { return std::max(1, static_cast<int>(length * factor)); };
    cv::resize(page, small, cv::Size(side(page.cols), side(page.rows)), 0, 0, cv::INTER_AREA);
    cv::Mat paper;
    cv::blur(small, paper, cv::Size(31, 31), cv::Point(-1, -1), cv::BORDER_REPLICATE);
    cv::Mat ink, labels, boxes, middles;
    cv::compare(small + darker, paper, ink, cv::CMP_LT);
    const int count = cv::connectedComponentsWithStats(ink, labels, boxes, middles, 8, CV_32S);
    std::vector<bool> is_text(static_cast<std::size_t>(count));
    for (int i = 1; i < count; ++i) is_text[static_cast<std::size_t>(i)] = may_be_text(boxes.ptr<int>(i));
    std::vector<cv::Point2f> points;
    for (int y = 0; y < small.rows; ++y)
        for (int x = 0; x < small.cols; ++x)
            if (is_text[static_cast<std::size_t>(labels.ptr<int>(y)[x])])
                points.emplace_back(static_cast<float>(x - small.cols / 2), static_cast<float>(y - small.rows / 2));
    return points;
}

/// How much neighbouring rows differ in ink when the page is turned back by so many degrees.
double contrast(const std::vector<cv::Point2f>& points, float degrees)
{
    std::array<int, 2 * working_side> rows{};
    const float radians = degrees * std::numbers::pi_v<float> / 180;
    const float c = std::cos(radians), s = std::sin(radians);
    for (const cv::Point2f& point : points) {
        const auto row = static_cast<int>(std::lround(point.y * c - point.x * s)) + working_side;
        if (row >= 0 && row < 2 * working_side) ++rows[static_cast<std::size_t>(row)];
    }
    double sum = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const double step = rows[i] - rows[i - 1];
        sum += step * step;
    }
    return sum;
}

std::pair<float, double> best_angle(const std::vector<cv::Point2f>& points, float from, float to, float step)
{
    std::pair<float, double> best{0, -1};
    for (float angle = from; angle <= to + step / 2; angle += step)
        if (const double value = contrast(points, angle); value > best.second) best = {angle, value};
    return best;
}

}  // namespace

InkRows ink_rows(const cv::Mat& page)
{
    std::vector<cv::Point2f> points = ink_points(page);
    if (points.size() < 50) return {};
    const auto measure = [&points] {
        const float near = best_angle(points, -widest, widest, coarse).first;
        return best_angle(points, near - coarse, near + coarse, fine);
    };
    const auto lying = measure();
    for (cv::Point2f& point : points) point = {point.y, -point.x};
    const auto standing = measure();
    // Characters in a grid have columns nearly as clear as their rows.
    if (standing.second > 1.15 * lying.second) return {standing.first, true};
    return {lying.first, false};
}

cv::Mat straightened(const cv::Mat& page, float skew, cv::Matx23f& back)
{
    const cv::Point2f middle(static_cast<float>(page.cols) / 2, static_cast<float>(page.rows) / 2);
    // OpenCV's angles are counterclockwise; the inverse leads back.
    const cv::Mat forth = cv::getRotationMatrix2D(middle, skew, 1);
    cv::Mat inverse;
    cv::invertAffineTransform(forth, inverse);
    inverse.convertTo(inverse, CV_32F);
    back = cv::Matx23f(inverse.ptr<float>());
    cv::Mat result;
    cv::warpAffine(page, result, forth, page.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(255));
    return result;
}

}  // namespace fonds
