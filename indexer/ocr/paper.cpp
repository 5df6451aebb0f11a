// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/paper.hpp"

#include <algorithm>

#include <opencv2/imgproc.hpp>

namespace fonds {

namespace {

constexpr int coarse_side = 300;     // pixels of the map of the paper
constexpr int neighbourhood = 15;    // of them: more than a letter, less than a shadow
constexpr double even_enough = 0.8;  // the darkest paper against the lightest
constexpr int black = 50;            // what is darker everywhere is a border, a picture, a bar: no paper

}  // namespace

cv::Mat evened(const cv::Mat& page)
{
    const double factor = static_cast<double>(coarse_side) / std::max(page.cols, page.rows);
    if (factor >= 1) return page;
    cv::Mat paper;
    const auto side = [factor](int length) { return std::max(1, static_cast<int>(length * factor)); };
    cv::resize(page, paper, cv::Size(side(page.cols), side(page.rows)), 0, 0, cv::INTER_AREA);
    const cv::Mat around = cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(neighbourhood, neighbourhood));
    cv::morphologyEx(paper, paper, cv::MORPH_CLOSE, around, cv::Point(-1, -1), 1, cv::BORDER_REPLICATE);
    cv::GaussianBlur(paper, paper, cv::Size(neighbourhood, neighbourhood), 0, 0, cv::BORDER_REPLICATE);
    double darkest = 0, lightest = 0;
    cv::minMaxLoc(paper, &darkest, &lightest, nullptr, nullptr, paper >= black);
    if (lightest <= 0 || darkest >= even_enough * lightest) return page;
    paper.setTo(lightest, paper < black);
    cv::Mat full, result;
    cv::resize(paper, full, page.size(), 0, 0, cv::INTER_LINEAR);
    cv::divide(page, full, result, lightest);
    return result;
}

}  // namespace fonds
