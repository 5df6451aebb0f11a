// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/extract/table_text.hpp"

using namespace fonds;

TEST_CASE("rows of a table go through text and back")
{
    std::string page;
    append_table_row(page, {3, {{SheetCell::Kind::text, "a\tb\nc\\d"}, {}, number_cell("12"), date_cell("2024-03-05")}});
    append_table_row(page, {7, {{SheetCell::Kind::text, "x"}}});
    append_table_row(page, {9, {}});
    const auto rows = parse_table_rows(page, 2);
    REQUIRE(rows);
    REQUIRE(rows->size() == 3);
    CHECK(rows->at(0).number == 3);
    REQUIRE(rows->at(0).cells.size() == 4);
    CHECK(rows->at(0).cells[0].text == "a\tb\nc\\d");
    CHECK(rows->at(0).cells[1].text.empty());
    CHECK(rows->at(0).cells[2].kind == SheetCell::Kind::number);
    CHECK(rows->at(0).cells[3].kind == SheetCell::Kind::date);
    CHECK(rows->at(1).number == 7);
    CHECK(rows->at(2).cells.empty());
}

TEST_CASE("a hostile worker's table is refused")
{
    std::string many = "1";
    for (std::size_t i = 0; i <= most_table_columns; ++i) many += "\ts1";
    for (const std::string& page :
         {std::string("x\ts1\n"), std::string("\ts1\n"), std::string("1\tq1\n"), std::string("1\ts\\\n"),
          std::string("1\ts\\x\n"), std::string("5\ts1\n5\ts2\n"), std::string("0\ts1\n"), std::string("1048577\ts1\n"),
          std::string("-1\ts1\n"), many + "\n"}) {
        CAPTURE(page);
        CHECK_FALSE(parse_table_rows(page, 0));
    }
    CHECK_FALSE(parse_table_rows("4\ts1\n", 4));
    CHECK(parse_table_rows("", 4)->empty());
}
