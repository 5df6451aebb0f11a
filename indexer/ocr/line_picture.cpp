// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/line_picture.hpp"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace fonds {

namespace {

// Beyond so many times the height wanted, the page is averaged before the line is cut out: a warp alone would skip pixels.
constexpr float finest = 1.6F;

}  // namespace

cv::Mat line_picture(const cv::Mat& page, const Quad& quad)
{
    const TextBox box{quad};
    const float thickness = std::max(1.0F, box.height());
    const int length = std::clamp(static_cast<int>(std::lround(box.width() * line_height / thickness)), 16, longest_line);

    const auto [left, right] = std::ranges::minmax(quad, {}, &Point::x);
    const auto [top, bottom] = std::ranges::minmax(quad, {}, &Point::y);
    const cv::Rect around =
        cv::Rect(cv::Point(static_cast<int>(std::floor(left.x)) - 2, static_cast<int>(std::floor(top.y)) - 2),
                 cv::Point(static_cast<int>(std::ceil(right.x)) + 3, static_cast<int>(std::ceil(bottom.y)) + 3)) &
        cv::Rect(0, 0, page.cols, page.rows);
    if (around.empty()) return {line_height, length, CV_8UC1, cv::Scalar(255)};
    cv::Mat source = page(around);
    float scale_x = 1, scale_y = 1;
    if (thickness > finest * line_height) {
        const float factor = line_height / thickness;
        cv::Mat smaller;
        cv::resize(source, smaller,
                   cv::Size(std::max(1, static_cast<int>(std::lround(static_cast<float>(source.cols) * factor))),
                            std::max(1, static_cast<int>(std::lround(static_cast<float>(source.rows) * factor)))),
                   0, 0, cv::INTER_AREA);
        scale_x = static_cast<float>(smaller.cols) / static_cast<float>(source.cols);
        scale_y = static_cast<float>(smaller.rows) / static_cast<float>(source.rows);
        source = smaller;
    }
    const auto place = [&](Point corner) {
        return cv::Point2f((corner.x - static_cast<float>(around.x)) * scale_x,
                           (corner.y - static_cast<float>(around.y)) * scale_y);
    };
    const std::array<cv::Point2f, 3> from{place(quad[0]), place(quad[1]), place(quad[3])};
    const std::array<cv::Point2f, 3> to{cv::Point2f(0, 0), cv::Point2f(static_cast<float>(length), 0),
                                        cv::Point2f(0, line_height)};
    cv::Mat picture;
    cv::warpAffine(source, picture, cv::getAffineTransform(from.data(), to.data()), cv::Size(length, line_height),
                   cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return picture;
}

Quad with_ends(const Quad& quad, float heights)
{
    const TextBox box{quad};
    const float share = box.width() > 0 ? heights * box.height() / box.width() : 0;
    const auto beyond = [share](Point from, Point to) {
        return Point{to.x + (to.x - from.x) * share, to.y + (to.y - from.y) * share};
    };
    return {beyond(quad[1], quad[0]), beyond(quad[0], quad[1]), beyond(quad[3], quad[2]), beyond(quad[2], quad[3])};
}

Quad downwards(const Quad& quad)
{
    return {quad[1], quad[2], quad[3], quad[0]};
}

Quad upwards(const Quad& quad)
{
    return {quad[3], quad[0], quad[1], quad[2]};
}

Quad upside_down(const Quad& quad)
{
    return {quad[2], quad[3], quad[0], quad[1]};
}

}  // namespace fonds
