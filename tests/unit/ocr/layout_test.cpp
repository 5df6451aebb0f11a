// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/ocr/line_sample.hpp"
#include "indexer/ocr/reading_order.hpp"
#include "indexer/ocr/words.hpp"

using namespace fonds;

namespace {

TextBox box(float x, float y, float width, float height = 20)
{
    return {{{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}}}};
}

std::vector<float> lefts(const std::vector<TextBox>& boxes)
{
    std::vector<float> result;
    for (const TextBox& each : boxes) result.push_back(each.quad[0].x);
    return result;
}

LineReading reading_of(const std::vector<std::string>& glyphs)
{
    LineReading reading;
    for (std::size_t i = 0; i < glyphs.size(); ++i)
        reading.glyphs.push_back({glyphs[i], (static_cast<float>(i) + 0.5F) / static_cast<float>(glyphs.size()), 0.9F});
    reading.confidence = 0.9F;
    return reading;
}

/// White, with a bar of ink 12 pixels wide at each place.
cv::Mat bars(int width, const std::vector<int>& places)
{
    cv::Mat line(48, width, CV_8UC1, cv::Scalar(255));
    for (const int x : places) line(cv::Rect(x - 6, 8, 12, 32)).setTo(0);
    return line;
}

}  // namespace

TEST_CASE("Rows are read from the left, though their boxes stand a little higher or lower")
{
    std::vector<TextBox> boxes{box(300, 96, 50), box(100, 150, 80), box(10, 100, 90), box(200, 104, 60)};
    into_reading_order(boxes);
    CHECK(lefts(boxes) == std::vector<float>{10, 200, 300, 100});
}

TEST_CASE("Columns of vertical text are read from the right")
{
    std::vector<TextBox> boxes{box(10, 10, 20, 200), box(60, 10, 20, 100), box(61, 130, 20, 80)};
    into_vertical_order(boxes);
    CHECK(lefts(boxes) == std::vector<float>{60, 61, 10});
}

TEST_CASE("The skew of a page is that of its long lines")
{
    CHECK(skew_of({}) == 0);
    CHECK(skew_of({box(0, 0, 10)}) == 0);
    const TextBox leaning{{{{0, 0}, {1000, 20}, {999.6F, 40}, {-0.4F, 20}}}};
    CHECK(skew_of({box(0, 0, 70), leaning, box(0, 50, 90)}) == Approx(1.146).margin(0.01));
}

TEST_CASE("A sample is spread over the page and keeps its order")
{
    const std::vector<TextBox> boxes{box(1, 0, 10), box(2, 0, 30), box(3, 0, 40),
                                     box(4, 0, 20), box(5, 0, 10), box(6, 0, 90)};
    CHECK(lefts(spread(boxes, 3)) == std::vector<float>{2, 3, 6});
    CHECK(spread(boxes, 9).size() == 6);
    CHECK(lefts(longest(boxes, 2, false)) == std::vector<float>{6, 3});
}

TEST_CASE("Words end where the script changes, and at spaces")
{
    const auto words = words_of(reading_of({"合", "同", "2", "0", "年", " ", "甲", "a", " ", "b"}),
                                cv::Mat(48, 480, CV_8UC1, cv::Scalar(0)));
    std::vector<std::string> texts;
    for (const OcrWord& word : words) texts.push_back((word.space_before ? " " : "") + word.text);
    CHECK(texts == std::vector<std::string>{"合同", "20", "年甲", "a", " b"});
    for (std::size_t i = 1; i < words.size(); ++i) CHECK(words[i].from >= words[i - 1].to);
    CHECK(words[0].to == Approx(0.2).margin(0.001));
    CHECK(words[0].confidence == Approx(0.9));
}

TEST_CASE("A gap in the ink is a space between letters; digits stand further apart")
{
    // Four characters at 30, 60, 105, 135: the gap in the middle is 33 columns; then 20, which parts letters and not digits.
    const auto spaced = [](const std::vector<std::string>& glyphs, int gap) {
        const std::vector<int> places{30, 50, 50 + 12 + gap, 50 + 12 + gap + 20};
        const cv::Mat line = bars(200, places);
        LineReading reading = reading_of(glyphs);
        for (std::size_t i = 0; i < 4; ++i) reading.glyphs[i].at = static_cast<float>(places[i]) / 200;
        return words_of(reading, line).size();
    };
    CHECK(spaced({"a", "b", "c", "d"}, 6) == 1);
    CHECK(spaced({"a", "b", "c", "d"}, 16) == 2);
    CHECK(spaced({"1", "2", "3", "4"}, 16) == 1);
    CHECK(spaced({"1", "2", "3", "4"}, 26) == 2);
    CHECK(spaced({"合", "同", "管", "理"}, 26) == 1);
}

TEST_CASE("Wide characters are those that are as wide as Han")
{
    for (const char* const wide : {"合", "，", "。", "（", "カ", "￥", "𠮷"}) CHECK(is_wide(wide));
    for (const char* const narrow : {"a", "1", ".", "é", "¥", ""}) CHECK_FALSE(is_wide(narrow));
}
