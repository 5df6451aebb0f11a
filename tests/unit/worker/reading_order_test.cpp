// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/worker/reading_order.hpp"

namespace fonds {

TEST_CASE("marks of direction go, and the words they stood between stay apart")
{
    CHECK(without_direction_marks("\u202Bחוזה מספר \u202A4711\u202C\u202C\n") == "חוזה מספר 4711\n");
    CHECK(without_direction_marks("\u202A 1,250\u202Cשקלים\u202C") == " 1,250 שקלים");
    CHECK(without_direction_marks("\u2067عقد\u2069") == "عقد");
    CHECK(without_direction_marks("a\u200Db 合同") == "a\u200Db 合同");
    CHECK(without_direction_marks("").empty());
}

TEST_CASE("steps down by a character make vertical text, lines do not")
{
    WritingDirection columns;
    for (int i = 0; i < 10; ++i) {
        columns.step(i == 5 ? -1.6 : 0, i == 5 ? -4 : 1);
        CHECK(columns.begins_anew() == (i == 5));
    }
    CHECK(columns.is_vertical());

    WritingDirection lines;
    for (int i = 0; i < 24; ++i) lines.step(i % 2 == 0 ? 1 : -1, i % 2 == 0 ? 0 : 1.2);
    CHECK_FALSE(lines.is_vertical());

    WritingDirection label;  // a few characters below each other are no page
    for (int i = 0; i < 5; ++i) label.step(0, 1);
    CHECK_FALSE(label.is_vertical());
}

TEST_CASE("scripts that are written both ways are those of East Asia")
{
    for (const char32_t c : {U'房', U'の', U'，', U'〇', U'𠀀'}) CHECK(is_written_both_ways(c));
    for (const char32_t c : {U'A', U'7', U'é', U'א', U' '}) CHECK_FALSE(is_written_both_ways(c));
}

}  // namespace fonds
