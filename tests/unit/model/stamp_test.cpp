// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/stamp.hpp"

using namespace fonds;

TEST_CASE("a stamp in words leaves out what is not known")
{
    StampCells cells;
    CHECK(words_of(cells) == "归档章");
    cells.fonds = "J001";
    cells.pages = "3";
    CHECK(words_of(cells) == "归档章 全宗号:J001 页数:3");
}

TEST_CASE("how stamping went is told in words and understood again")
{
    for (const bool flag : {false, true}) {
        const StampOutcome outcome{"left", flag, !flag, flag, !flag};
        const auto again = decode_stamp_outcome(encode(outcome));
        REQUIRE(again);
        CHECK(again->place == "left");
        CHECK(again->covers == flag);
        CHECK(again->reduced == !flag);
        CHECK(again->written_anew == flag);
        CHECK(again->is_signed == !flag);
    }
    for (const char* const other : {"", "above", "left  ", "left nothing", "left covers-", "covers"})
        CHECK_FALSE(decode_stamp_outcome(other));
}
