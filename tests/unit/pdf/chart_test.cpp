// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "archive/pdf/axis.hpp"
#include "archive/pdf/page_drawing.hpp"

using namespace fonds;

namespace {

FormChart chart_of(std::size_t bars, bool upright)
{
    FormChart chart;
    chart.title = "到期件数 Records falling due";
    chart.upright = upright;
    for (std::size_t i = 0; i < bars; ++i)
        chart.bars.push_back({"标签 label " + std::to_string(i), static_cast<double>(i), std::to_string(i), i % 2 == 0});
    return chart;
}

}  // namespace

TEST_CASE("an axis goes by ones, twos and fives of a power of ten")
{
    CHECK(pdf::step_of(0, 5) == 1);
    CHECK(pdf::step_of(5, 5) == 1);
    CHECK(pdf::step_of(6, 5) == 2);
    CHECK(pdf::step_of(20, 5) == 5);
    CHECK(pdf::step_of(26, 5) == 10);
    CHECK(pdf::step_of(100'000, 5) == 20'000);
    for (double most = 1; most < 1e9; most *= 1.7) CHECK(most / pdf::step_of(most, 5) <= 5 + 1e-9);
}

TEST_CASE("charts are drawn on a page each has room on, and are alike every time")
{
    PageDrawing drawing{DocumentInfo{}};
    for (const bool upright : {true, false})
        for (const std::size_t bars : {std::size_t{0}, std::size_t{1}, std::size_t{24}, most_form_bars})
            drawing.add(chart_of(bars, upright));
    const auto first = drawing.pdf(), again = drawing.pdf();
    REQUIRE(first.ok());
    REQUIRE(again.ok());
    CHECK(*first == *again);
    CHECK(drawing.page_count() > 2);
    CHECK(drawing.plain_text().find("label 23\t23") != std::string::npos);
    PageDrawing one{DocumentInfo{}};
    one.add(chart_of(10, true));
    CHECK(one.page_count() == 1);
}
