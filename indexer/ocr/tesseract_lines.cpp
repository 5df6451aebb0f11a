// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/tesseract_lines.hpp"

#include <algorithm>
#include <memory>
#include <string_view>

#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>

#include "indexer/ocr/line_sample.hpp"
#include "indexer/ocr/words.hpp"

namespace fonds {

namespace {

using tesseract::RIL_TEXTLINE;
using tesseract::RIL_WORD;

struct Box {
    int left = 0, top = 0, right = 0, bottom = 0;
};

std::string text_of_word(const tesseract::ResultIterator& at)
{
    const std::unique_ptr<char[]> bytes(at.GetUTF8Text(RIL_WORD));
    std::string text = bytes ? bytes.get() : "";
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\t'; });
    return text;
}

/// Where the last character of UTF-8 text begins.
std::string_view last_character(std::string_view text)
{
    std::size_t at = text.size();
    while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0) == 0x80) continue;
    return text.substr(at);
}

class Lines {
public:
    void add_from(const tesseract::ResultIterator& at)
    {
        std::string text = text_of_word(at);
        Box word, line;
        if (text.empty() || !at.BoundingBox(RIL_WORD, &word.left, &word.top, &word.right, &word.bottom) ||
            !at.BoundingBox(RIL_TEXTLINE, &line.left, &line.top, &line.right, &line.bottom)) {
            return;
        }
        if (begin_ || page.lines.empty()) {
            page.lines.push_back({quad_of(line), 0, {}});
            length_.push_back(0);
            begin_ = false;
            last_ = line;
        }
        OcrLine& here = page.lines.back();
        const auto width = static_cast<float>(std::max(1, last_.right - last_.left));
        const auto place = [&](int x) { return std::clamp(static_cast<float>(x - last_.left) / width, 0.0F, 1.0F); };
        const float confidence = std::clamp(at.Confidence(RIL_WORD) / 100, 0.0F, 1.0F);
        const bool joined = !here.words.empty() && is_wide(last_character(here.words.back().text)) && is_wide(text);
        const float from = here.words.empty() ? place(word.left) : std::max(here.words.back().to, place(word.left));
        here.confidence += confidence * static_cast<float>(text.size());
        length_.back() += text.size();
        here.words.push_back(
            {std::move(text), from, std::max(from, place(word.right)), confidence, !here.words.empty() && !joined});
    }

    void end_line() { begin_ = true; }

    [[nodiscard]] OcrPage finish()
    {
        std::size_t all = 0;
        for (std::size_t i = 0; i < page.lines.size(); ++i) {
            page.confidence += page.lines[i].confidence;
            all += length_[i];
            page.lines[i].confidence /= static_cast<float>(std::max<std::size_t>(1, length_[i]));
        }
        page.confidence /= static_cast<float>(std::max<std::size_t>(1, all));
        return std::move(page);
    }

    OcrPage page;

private:
    static Quad quad_of(const Box& box)
    {
        const auto left = static_cast<float>(box.left), top = static_cast<float>(box.top);
        const auto right = static_cast<float>(box.right), bottom = static_cast<float>(box.bottom);
        return {{{left, top}, {right, top}, {right, bottom}, {left, bottom}}};
    }

    std::vector<std::size_t> length_;  // bytes of text in each line
    Box last_;
    bool begin_ = true;
};

bool asks(void* late, int)
{
    return (*static_cast<const std::function<bool()>*>(late))();
}

/// Recognises what is set; false when it was ended early.
bool recognise(tesseract::TessBaseAPI& recogniser, const OcrRequest& request)
{
    if (!request.late) return recogniser.Recognize(nullptr) == 0;
    if (request.late()) return false;
    tesseract::ETEXT_DESC monitor;
    bool ended = false;
    std::function<bool()> late = [&] { return ended = ended || request.late(); };
    monitor.cancel = asks;
    monitor.cancel_this = &late;
    recogniser.Recognize(&monitor);
    return !ended;
}

void collect(tesseract::TessBaseAPI& recogniser, Lines& lines)
{
    const std::unique_ptr<tesseract::ResultIterator> at(recogniser.GetIterator());
    if (!at) return;
    do {
        if (at->IsAtBeginningOf(RIL_TEXTLINE)) lines.end_line();
        if (!at->Empty(RIL_WORD)) lines.add_from(*at);
    } while (at->Next(RIL_WORD));
}

std::vector<TextBox> lines_seen(tesseract::TessBaseAPI& recogniser)
{
    std::vector<TextBox> boxes;
    const std::unique_ptr<tesseract::PageIterator> at(recogniser.AnalyseLayout());
    if (!at) return boxes;
    do {
        Box box;
        if (!tesseract::PTIsTextType(at->BlockType())) continue;
        if (!at->BoundingBox(RIL_TEXTLINE, &box.left, &box.top, &box.right, &box.bottom)) continue;
        const cv::Point2f middle(static_cast<float>(box.left + box.right) / 2, static_cast<float>(box.top + box.bottom) / 2);
        boxes.push_back(box_around(
            {middle, cv::Size2f(static_cast<float>(box.right - box.left), static_cast<float>(box.bottom - box.top)), 0}, 0));
    } while (at->Next(RIL_TEXTLINE));
    return boxes;
}

}  // namespace

OcrPage tesseract_lines(tesseract::TessBaseAPI& recogniser, const cv::Mat& page, int dpi, const OcrRequest& request)
{
    Lines lines;
    recogniser.SetPageSegMode(tesseract::PSM_AUTO);
    recogniser.SetImage(page.ptr(), page.cols, page.rows, 1, static_cast<int>(page.step));
    recogniser.SetSourceResolution(dpi);
    if (request.most_lines == 0) {
        lines.page.whole = recognise(recogniser, request);
        collect(recogniser, lines);
        return lines.finish();
    }
    const std::vector<TextBox> chosen = spread(lines_seen(recogniser), request.most_lines);
    recogniser.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
    for (const TextBox& box : chosen) {
        const int margin = static_cast<int>(box.height() / 4) + 2;
        const cv::Rect around =
            cv::Rect(static_cast<int>(box.quad[0].x) - margin, static_cast<int>(box.quad[0].y) - margin,
                     static_cast<int>(box.width()) + 2 * margin, static_cast<int>(box.height()) + 2 * margin) &
            cv::Rect(0, 0, page.cols, page.rows);
        if (around.empty()) continue;
        recogniser.SetRectangle(around.x, around.y, around.width, around.height);
        if (!recognise(recogniser, request)) {
            lines.page.whole = false;
            break;
        }
        lines.end_line();
        collect(recogniser, lines);
    }
    return lines.finish();
}

}  // namespace fonds
