// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/text_box.hpp"

#include <cmath>
#include <numbers>

namespace fonds {

namespace {

float distance(Point a, Point b)
{
    return std::hypot(b.x - a.x, b.y - a.y);
}

}  // namespace

float TextBox::width() const
{
    return distance(quad[0], quad[1]);
}

float TextBox::height() const
{
    return distance(quad[0], quad[3]);
}

Point TextBox::centre() const
{
    return {(quad[0].x + quad[2].x) / 2, (quad[0].y + quad[2].y) / 2};
}

float TextBox::lean() const
{
    return std::atan2(quad[1].y - quad[0].y, quad[1].x - quad[0].x) * 180 / std::numbers::pi_v<float>;
}

TextBox box_around(const cv::RotatedRect& rectangle, float margin)
{
    const float radians = rectangle.angle * std::numbers::pi_v<float> / 180;
    cv::Point2f along(std::cos(radians), std::sin(radians));
    float length = rectangle.size.width, thickness = rectangle.size.height;
    if (std::abs(along.x) < std::abs(along.y)) {
        along = {-along.y, along.x};
        std::swap(length, thickness);
    }
    if (along.x < 0) along = -along;
    const cv::Point2f down(-along.y, along.x);
    const cv::Point2f right = along * (length / 2 + margin), below = down * (thickness / 2 + margin);
    const auto corner = [&](const cv::Point2f& offset) {
        return Point{rectangle.center.x + offset.x, rectangle.center.y + offset.y};
    };
    return {{corner(-right - below), corner(right - below), corner(right + below), corner(below - right)}};
}

Point before_turn(Point point, int turn, int width, int height)
{
    switch (turn) {
    case 90: return {point.y, static_cast<float>(height) - point.x};
    case 180: return {static_cast<float>(width) - point.x, static_cast<float>(height) - point.y};
    case 270: return {static_cast<float>(width) - point.y, point.x};
    default: return point;
    }
}

}  // namespace fonds
