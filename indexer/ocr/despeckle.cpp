// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/despeckle.hpp"

#include <algorithm>
#include <array>

#include <opencv2/imgproc.hpp>

namespace fonds {

namespace {

constexpr int contrast = 80;        // of a speck against every neighbour
constexpr double too_many = 0.002;  // of the pixels; clean pages have a twentieth of that
constexpr int every = 4;            // rows that are looked at

bool is_speck(const std::array<const std::uint8_t*, 3>& rows, int x)
{
    const int here = rows[1][x];
    int darkest = 255, lightest = 0;
    for (std::size_t row = 0; row < 3; ++row)
        for (int column = x - 1; column <= x + 1; ++column) {
            if (row == 1 && column == x) continue;
            darkest = std::min<int>(darkest, rows[row][column]);
            lightest = std::max<int>(lightest, rows[row][column]);
        }
    return here + contrast <= darkest || here - contrast >= lightest;
}

}  // namespace

cv::Mat despeckled(const cv::Mat& page)
{
    std::size_t specks = 0, seen = 0;
    for (int y = 1; y + 1 < page.rows; y += every) {
        const std::array rows{page.ptr(y - 1), page.ptr(y), page.ptr(y + 1)};
        for (int x = 1; x + 1 < page.cols; ++x) specks += is_speck(rows, x) ? 1 : 0;
        seen += static_cast<std::size_t>(page.cols);
    }
    if (static_cast<double>(specks) < too_many * static_cast<double>(seen) || specks < 20) return page;
    cv::Mat smooth;
    cv::medianBlur(page, smooth, 3);
    return smooth;
}

cv::Mat softened(const cv::Mat& page, float dpi, double softness)
{
    constexpr float fine_enough = 180;
    if (dpi < fine_enough) return page;
    cv::Mat soft;
    cv::GaussianBlur(page, soft, cv::Size(3, 3), softness);
    return soft;
}

}  // namespace fonds
