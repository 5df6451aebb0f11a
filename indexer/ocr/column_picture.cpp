// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/column_picture.hpp"

#include <algorithm>
#include <cmath>

#include "indexer/ocr/line_picture.hpp"

namespace fonds {

namespace {

constexpr int cell_width = 40;

struct Span {
    int begin = 0, end = 0;
    [[nodiscard]] int length() const { return end - begin; }
};

/// Where a profile is above a tenth of its peak.
std::vector<Span> inked(const std::vector<float>& profile)
{
    const float peak = profile.empty() ? 0 : *std::ranges::max_element(profile);
    std::vector<Span> spans;
    for (int i = 0; i < static_cast<int>(profile.size()); ++i) {
        if (peak <= 0 || profile[static_cast<std::size_t>(i)] <= peak * 0.1F) continue;
        if (!spans.empty() && spans.back().end == i) {
            spans.back().end = i + 1;
        } else {
            spans.push_back({i, i + 1});
        }
    }
    return spans;
}

/// The darkness of rows and of columns.
void profiles(const cv::Mat& picture, std::vector<float>& by_row, std::vector<float>& by_column)
{
    by_row.assign(static_cast<std::size_t>(picture.rows), 0);
    by_column.assign(static_cast<std::size_t>(picture.cols), 0);
    const double middle = cv::mean(picture)[0];
    for (int y = 0; y < picture.rows; ++y)
        for (int x = 0; x < picture.cols; ++x) {
            const auto dark = static_cast<float>(middle - 20 - picture.ptr(y)[x]);
            if (dark <= 0) continue;
            by_row[static_cast<std::size_t>(y)] += dark;
            by_column[static_cast<std::size_t>(x)] += dark;
        }
}

/// Characters are about as high as the column is wide: parts of one are joined, several are parted.
std::vector<Span> characters(const std::vector<Span>& parts, int width)
{
    std::vector<Span> joined;
    for (const Span& part : parts) {
        const bool fits =
            !joined.empty() && static_cast<float>(part.end - joined.back().begin) <= 1.12F * static_cast<float>(width);
        if (fits) {
            joined.back().end = part.end;
        } else {
            joined.push_back(part);
        }
    }
    std::vector<Span> result;
    for (const Span& span : joined) {
        const int count = std::max(
            1, static_cast<int>(std::lround(static_cast<float>(span.length()) / static_cast<float>(width) * 0.92F)));
        for (int i = 0; i < count; ++i)
            result.push_back({span.begin + span.length() * i / count, span.begin + span.length() * (i + 1) / count});
    }
    return result;
}

}  // namespace

float ColumnPicture::along_column(float along_line) const
{
    if (cells.size() < 2) return along_line;
    const float place = std::clamp(along_line, 0.0F, 1.0F) * static_cast<float>(cells.size() - 1);
    const std::size_t cell = std::min(static_cast<std::size_t>(place), cells.size() - 2);
    return cells[cell] + (cells[cell + 1] - cells[cell]) * (place - static_cast<float>(cell));
}

ColumnPicture column_picture(const cv::Mat& page, const TextBox& column)
{
    cv::Mat upright;
    cv::rotate(line_picture(page, downwards(column.quad)), upright, cv::ROTATE_90_CLOCKWISE);
    std::vector<float> by_row, by_column;
    profiles(upright, by_row, by_column);
    const std::vector<Span> wide = inked(by_column);
    if (wide.empty()) return {upright.rowRange(0, std::min(upright.rows, line_height)), {0, 1}};
    const int width = std::max(8, wide.back().end - wide.front().begin);
    const std::vector<Span> spans = characters(inked(by_row), width);

    ColumnPicture result;
    const auto paper = static_cast<double>(cv::mean(upright.row(0))[0]);
    const int count = std::min(static_cast<int>(spans.size()), longest_line / cell_width);
    result.line = cv::Mat(line_height, count * cell_width, CV_8UC1, cv::Scalar(paper));
    for (int i = 0; i < count; ++i) {
        const Span span = spans[static_cast<std::size_t>(i)];
        const int middle = (span.begin + span.end) / 2;
        const int reach = std::min(line_height, span.length() + 4) / 2;
        const int top = std::max(0, middle - reach), bottom = std::min(upright.rows, middle + reach);
        const int left = std::clamp((wide.front().begin + wide.back().end - cell_width) / 2, 0, line_height - cell_width);
        const cv::Mat from = upright(cv::Rect(left, top, cell_width, bottom - top));
        from.copyTo(result.line(cv::Rect(i * cell_width, (line_height - from.rows) / 2, cell_width, from.rows)));
        const float begin = i == 0 ? static_cast<float>(span.begin)
                                   : static_cast<float>(spans[static_cast<std::size_t>(i) - 1].end + span.begin) / 2;
        result.cells.push_back(begin / static_cast<float>(upright.rows));
    }
    result.cells.push_back(static_cast<float>(spans[static_cast<std::size_t>(count) - 1].end) /
                           static_cast<float>(upright.rows));
    return result;
}

}  // namespace fonds
