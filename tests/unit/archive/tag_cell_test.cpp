// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "archive/tag_cell.hpp"

using namespace fonds;

TEST_CASE("tags go into one cell and come back, whatever signs they have")
{
    using Tags = std::vector<std::string>;
    CHECK(tags_in(" 急; x,甲、乙；丙，丁;; ") == Tags{"急", "x", "甲", "乙", "丙", "丁"});
    CHECK(tags_in("\"a, b\"; c") == Tags{"a, b", "c"});
    CHECK(tags_in("\"a\"\"b\" ,c") == Tags{"a\"b", "c"});
    CHECK(tags_in("\"a; b") == Tags{"\"a", "b"});
    CHECK(tags_in("\"a\" b; c") == Tags{"\"a\" b", "c"});
    CHECK(tags_in("5\" disk").size() == 1);
    CHECK(cell_of_tags({"a", "b"}) == "a; b");
    for (const Tags& tags : {Tags{}, Tags{"a, b", "c"}, Tags{"\"x\"", "y\"", "、"}, Tags{"\"", "a；b\""}})
        CHECK(tags_in(cell_of_tags(tags)) == tags);
}
