// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/scanned_page.hpp"

using namespace fonds;

TEST_CASE("A recognised line reads as its words with the spaces that were seen")
{
    OcrLine line;
    line.words = {{"甲方", 0, 0.2F, 1, false}, {"ABC", 0.2F, 0.5F, 1, false}, {"Ltd", 0.6F, 1, 1, true}};
    CHECK(text_of(line) == "甲方ABC Ltd");
    ScannedPage page;
    page.lines = {line, line};
    CHECK(text_of(page) == "甲方ABC Ltd\n甲方ABC Ltd\n");
}

TEST_CASE("The box of a word is upright however the line runs")
{
    OcrLine line;
    line.quad = {Point{10, 10}, Point{110, 10}, Point{110, 30}, Point{10, 30}};
    const WordBox half = box_of(line, 0.5F, 1);
    CHECK(half.x == 60);
    CHECK(half.width == 50);
    CHECK(half.y == 10);
    CHECK(half.height == 20);

    line.quad = {Point{110, 30}, Point{10, 30}, Point{10, 10}, Point{110, 10}};  // upside down
    const WordBox first = box_of(line, 0, 0.5F);
    CHECK(first.x == 60);
    CHECK(first.width == 50);
    CHECK(first.height == 20);
}
