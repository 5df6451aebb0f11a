// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/scanned_page.hpp"

#include <algorithm>

namespace fonds {

std::string_view name_of(QualityIssue issue)
{
    switch (issue) {
    case QualityIssue::skewed: return "skewed";
    case QualityIssue::low_resolution: return "low_resolution";
    case QualityIssue::blurred: return "blurred";
    case QualityIssue::black_border: return "black_border";
    case QualityIssue::blank: return "blank";
    case QualityIssue::upside_down: return "upside_down";
    case QualityIssue::low_confidence: return "low_confidence";
    }
    return "";
}

Text text_of(QualityIssue issue)
{
    switch (issue) {
    case QualityIssue::skewed: return say("leans", "倾斜");
    case QualityIssue::low_resolution: return say("below 200 dpi", "低于 200 dpi");
    case QualityIssue::blurred: return say("blurred", "模糊");
    case QualityIssue::black_border: return say("black border", "黑边");
    case QualityIssue::blank: return say("blank", "空白页");
    case QualityIssue::upside_down: return say("not upright", "方向不正");
    case QualityIssue::low_confidence: return say("hard to read", "难以辨认");
    }
    return {};
}

std::string_view name_of(CodeFormat format)
{
    switch (format) {
    case CodeFormat::qr: return "qr";
    case CodeFormat::code128: return "code128";
    case CodeFormat::code39: return "code39";
    case CodeFormat::data_matrix: return "data_matrix";
    case CodeFormat::other: return "other";
    }
    return "other";
}

std::string_view name_of(CodeSource source)
{
    switch (source) {
    case CodeSource::zxing: return "zxing";
    case CodeSource::blurred: return "blurred";
    case CodeSource::zbar: return "zbar";
    case CodeSource::printed: return "printed";
    }
    return "zxing";
}

std::string text_of(const OcrLine& line)
{
    std::string text;
    for (const OcrWord& word : line.words) {
        if (word.space_before && !text.empty()) text += ' ';
        text += word.text;
    }
    return text;
}

WordBox box_of(const OcrLine& line, float from, float to)
{
    const auto between = [](Point a, Point b, float t) { return Point{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}; };
    const std::array corners{between(line.quad[0], line.quad[1], from), between(line.quad[0], line.quad[1], to),
                             between(line.quad[3], line.quad[2], from), between(line.quad[3], line.quad[2], to)};
    const auto [left, right] = std::ranges::minmax(corners, {}, &Point::x);
    const auto [top, bottom] = std::ranges::minmax(corners, {}, &Point::y);
    return {left.x, top.y, right.x - left.x, bottom.y - top.y, {}};
}

std::string text_of(const ScannedPage& page)
{
    std::string text;
    for (const OcrLine& line : page.lines) text += text_of(line) + '\n';
    return text;
}

}  // namespace fonds
