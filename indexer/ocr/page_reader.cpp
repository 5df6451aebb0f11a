// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/page_reader.hpp"

#include <algorithm>
#include <numeric>

#include "indexer/ocr/column_picture.hpp"
#include "indexer/ocr/despeckle.hpp"
#include "indexer/ocr/line_picture.hpp"
#include "indexer/ocr/line_sample.hpp"
#include "indexer/ocr/reading_order.hpp"
#include "indexer/ocr/words.hpp"

namespace fonds {

namespace {

// Lines that tell how a page lies.
constexpr std::size_t witnesses = 5;
// The direction model errs on single lines: from this mean on, the recogniser is asked, too.
constexpr float doubt = 0.3F;
// What columns of upright characters are read with at least.
constexpr float least_of_columns = 0.6F;
// The detector cuts faint punctuation off at the ends of a line; in heights of the line.
constexpr float line_ends = 0.1F;
// What the recogniser is less sure of is a stain, a ruler, a seal.
constexpr float least_confidence = 0.5F;

cv::Mat view_of(const PageImage& image)
{
    return {image.height, image.width, CV_8UC1, const_cast<std::uint8_t*>(image.pixels.data())};
}

Quad as_it_is(const Quad& quad)
{
    return quad;
}

OcrLine line_of(const LineReading& reading, const cv::Mat& picture, const Quad& quad)
{
    return {quad, reading.confidence, words_of(reading, picture)};
}

constexpr std::size_t few_witnesses = 3;
constexpr float clear_margin = 1.1F;
constexpr double softness = 0.7;  // one field in 300 more is right, and none is lost on clean pages

cv::Mat prepared(const PageImage& ink)
{
    return softened(despeckled(view_of(ink)), ink.dpi, softness);
}

}  // namespace

/// How the page lies.
struct PageReader::Lie {
    int turn = 0;
    bool vertical = false;
};

PageReader::PageReader(TextDetector detector, LineReader reader, LineDirection direction)
    : detector_(std::move(detector)), reader_(std::move(reader)), direction_(std::move(direction))
{
}

Result<float> PageReader::confidence_along(const cv::Mat& page, const std::vector<TextBox>& sample,
                                           Quad (*direction)(const Quad&)) const
{
    float sum = 0;
    for (const TextBox& box : sample) {
        TRY_ASSIGN(const LineReading reading, reader_.read(line_picture(page, direction(box.quad))));
        sum += reading.confidence;
    }
    return sum;
}

Result<float> PageReader::confidence_of_columns(const cv::Mat& page, const std::vector<TextBox>& sample) const
{
    float sum = 0;
    for (const TextBox& box : sample) {
        TRY_ASSIGN(const LineReading reading, reader_.read(column_picture(page, box).line));
        sum += reading.confidence;
    }
    return sum;
}

Result<PageReader::Lie> PageReader::lie_of(const cv::Mat& page, const std::vector<TextBox>& boxes,
                                           const OcrRequest& request) const
{
    float flat = 0, tall = 0;
    for (const TextBox& box : boxes) {
        if (box.tall()) tall += box.height();
        if (box.width() >= 1.5F * box.height()) flat += box.width();
    }
    if (request.late && request.late()) return Lie{};
    if (tall > flat) {
        const std::vector<TextBox> sample = longest(boxes, witnesses, true);
        TRY_ASSIGN(const float up, confidence_along(page, sample, upwards));
        TRY_ASSIGN(const float down, confidence_along(page, sample, downwards));
        TRY_ASSIGN(const float columns, confidence_of_columns(page, sample));
        // The recogniser knows columns of upright characters from its training and reads them downwards, too; characters
        // that lie on their side it cannot read as a column.
        const float fair = least_of_columns * static_cast<float>(sample.size());
        if (columns > fair && columns > up && columns > 0.8F * down) return Lie{0, true};
        return Lie{up > down ? 90 : 270, false};
    }
    const std::vector<TextBox> sample = longest(boxes, witnesses, false);
    if (sample.empty()) return Lie{};
    float turned_over = 0;
    for (const TextBox& box : sample) {
        TRY_ASSIGN(const float share, direction_.upside_down(line_picture(page, box.quad)));
        turned_over += share;
    }
    if (turned_over < doubt * static_cast<float>(sample.size())) return Lie{};
    TRY_ASSIGN(const float upright, confidence_along(page, sample, as_it_is));
    TRY_ASSIGN(const float over, confidence_along(page, sample, upside_down));
    // A word or two may read well both ways, as nn and uu do.
    const float clearly = sample.size() < few_witnesses ? clear_margin : 1.0F;
    return Lie{over > upright * clearly ? 180 : 0, false};
}

Result<OcrLine> PageReader::read_flat(const cv::Mat& page, const Quad& box) const
{
    const Quad quad = with_ends(box, line_ends);
    const cv::Mat picture = line_picture(page, quad);
    TRY_ASSIGN(const LineReading reading, reader_.read(picture));
    return line_of(reading, picture, quad);
}

Result<OcrLine> PageReader::read_column(const cv::Mat& page, const TextBox& box) const
{
    const ColumnPicture column = column_picture(page, box);
    TRY_ASSIGN(const LineReading reading, reader_.read(column.line));
    OcrLine line = line_of(reading, column.line, downwards(box.quad));
    for (OcrWord& word : line.words) {
        word.from = column.along_column(word.from);
        word.to = column.along_column(word.to);
    }
    return line;
}

Result<OcrLine> PageReader::read_box(const cv::Mat& page, const TextBox& box, bool vertical) const
{
    if (!box.tall()) return read_flat(page, box.quad);
    TRY_ASSIGN(OcrLine best, read_column(page, box));
    TRY_ASSIGN(OcrLine down, read_flat(page, downwards(box.quad)));
    if (down.confidence > best.confidence) best = std::move(down);
    if (vertical) return best;
    // A page that stands upright may have a line on its side: a label at the edge of a table, a note in the margin.
    TRY_ASSIGN(OcrLine up, read_flat(page, upwards(box.quad)));
    return up.confidence > best.confidence ? std::move(up) : std::move(best);
}

Result<OcrPage> PageReader::read(const PageImage& image, const OcrRequest& request) const
{
    PageImage ink = ink_of(image);
    OcrPage result;
    cv::Mat page = prepared(ink);
    TRY_ASSIGN(std::vector<TextBox> boxes, detector_.find(page));
    if (boxes.empty()) return result;
    TRY_ASSIGN(const Lie lie, lie_of(page, boxes, request));
    if (lie.turn != 0) {
        ink = turned(ink, lie.turn);
        page = prepared(ink);
        TRY_ASSIGN(boxes, detector_.find(page));
    }
    result.turn = lie.turn;
    result.skew = skew_of(boxes);
    if (lie.vertical) {
        into_vertical_order(boxes);
    } else {
        into_reading_order(boxes);
    }
    if (request.most_lines > 0) boxes = spread(boxes, request.most_lines);

    std::size_t characters = 0;
    for (const TextBox& box : boxes) {
        if (request.late && request.late()) {
            result.whole = false;
            break;
        }
        TRY_ASSIGN(OcrLine line, read_box(page, box, lie.vertical));
        if (line.words.empty() || line.confidence < least_confidence) continue;
        for (Point& corner : line.quad) {
            corner = before_turn(corner, lie.turn, image.width, image.height);
            corner.x = std::clamp(corner.x, 0.0F, static_cast<float>(image.width));
            corner.y = std::clamp(corner.y, 0.0F, static_cast<float>(image.height));
        }
        const std::size_t length =
            std::accumulate(line.words.begin(), line.words.end(), std::size_t{0},
                            [](std::size_t sum, const OcrWord& word) { return sum + word.text.size(); });
        result.confidence += line.confidence * static_cast<float>(length);
        characters += length;
        result.lines.push_back(std::move(line));
    }
    if (characters > 0) result.confidence /= static_cast<float>(characters);
    return result;
}

}  // namespace fonds
