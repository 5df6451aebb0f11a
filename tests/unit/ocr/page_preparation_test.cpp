// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to a page before it is read: finding its lean, straightening, removing specks and shadows.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/ocr/despeckle.hpp"
#include "indexer/ocr/paper.hpp"
#include "indexer/ocr/skew.hpp"
#include "tests/unit/ocr/drawn_page.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

cv::Mat text_page()
{
    const std::vector<std::string> texts{"第一条 双方应当友好协商解决因本合同引起的争议 and so on",
                                         "甲方委托乙方办理货物的采购与运输事宜",
                                         "2024-05-31 the amount is 12,345.67 in thirty days",
                                         "质量保证期为验收合格之日起两年",
                                         "ABC-20240531",
                                         "保修期内乙方应在接到通知后派员到场维修, free of charge"};
    std::vector<DrawnText> lines;
    for (std::size_t i = 0; i < 12; ++i)
        lines.push_back({texts[i % texts.size()].substr(i < 6 ? 0 : 6), 150, 150.0 + 70 * static_cast<double>(i), 30});
    const PageImage page = drawn_page(1100, 1100, lines);
    return cv::Mat(page.height, page.width, CV_8UC1, const_cast<std::uint8_t*>(page.pixels.data())).clone();
}

}  // namespace

TEST_CASE("The lean of a page is measured, and taken away")
{
    const cv::Mat page = text_page();
    CHECK(ink_rows(page).skew == Approx(0).margin(0.11));
    CHECK_FALSE(ink_rows(page).sideways);
    cv::Matx23f back;
    for (const float lean : {-4.0F, -1.0F, 0.6F, 3.0F}) {
        const cv::Mat leaning = straightened(page, -lean, back);
        CHECK(ink_rows(leaning).skew == Approx(lean).margin(0.15));
        const cv::Mat straight = straightened(leaning, ink_rows(leaning).skew, back);
        CHECK(ink_rows(straight).skew == Approx(0).margin(0.15));
        const cv::Vec2f middle = back * cv::Vec3f(550, 550, 1);
        CHECK(middle[0] == Approx(550).margin(1));
        CHECK(middle[1] == Approx(550).margin(1));
        // Clockwise: what stood right of the middle came from below it.
        const cv::Vec2f right = back * cv::Vec3f(1000, 550, 1);
        CHECK((right[1] > 550) == (lean > 0));
    }
}

TEST_CASE("A page that lies on its side is told by its rows; one without ink leans nowhere")
{
    cv::Mat turned_page;
    cv::transpose(text_page(), turned_page);
    CHECK(ink_rows(turned_page).sideways);
    const cv::Mat blank(600, 400, CV_8UC1, cv::Scalar(255));
    CHECK(ink_rows(blank).skew == 0);
    CHECK_FALSE(ink_rows(blank).sideways);
    CHECK(ink_rows(cv::Mat(1, 1, CV_8UC1, cv::Scalar(0))).skew == 0);
}

TEST_CASE("Specks go where there are many, and a clean page stays as it is")
{
    const cv::Mat page = text_page();
    CHECK(despeckled(page).data == page.data);
    cv::Mat dirty = page.clone();
    for (int i = 7; i < static_cast<int>(dirty.total()); i += 97) dirty.data[i] = dirty.data[i] > 128 ? 0 : 255;
    const cv::Mat clean = despeckled(dirty);
    CHECK(cv::countNonZero(dirty.rowRange(0, 120) < 255) > 1000);
    CHECK(cv::countNonZero(clean.rowRange(0, 120) < 255) == 0);
}

TEST_CASE("Shadows go, even paper stays as it is")
{
    const cv::Mat page = text_page();
    CHECK(evened(page).data == page.data);
    cv::Mat shaded = page.clone();
    for (int y = 0; y < shaded.rows; ++y)
        for (int x = 0; x < shaded.cols; ++x)
            shaded.ptr(y)[x] = static_cast<std::uint8_t>(shaded.ptr(y)[x] * (0.5 + 0.5 * x / shaded.cols));
    const cv::Mat even = evened(shaded);
    CHECK(even.ptr(10)[10] > 225);
    CHECK(even.ptr(10)[1090] > 225);
    cv::Mat bordered = page.clone();
    bordered.colRange(0, 120).setTo(0);
    CHECK(evened(bordered).ptr(600)[20] < 60);
}
