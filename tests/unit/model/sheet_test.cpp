// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/sheet.hpp"

using namespace fonds;

TEST_CASE("in a workbook only what would lose something by reading has the mark")
{
    for (const char* text : {"=1+1", "-5", "x", "", "'tis"}) CHECK(workbook_text(text) == text);
    for (const char* text : {"'=1", "''@x", "\t=1", "\nx"}) {
        CHECK(workbook_text(text) == "'" + std::string(text));
        CHECK(unmarked_text(workbook_text(text)) == text);
    }
}

TEST_CASE("a mark keeps text from being a formula, and comes off again")
{
    for (const char* text : {"=1+1", "+86 10", "-5", "@x", "\tx", "\rx", "\nx", "＝1", "－1", "'=1", "''+1"}) {
        CAPTURE(text);
        CHECK(marked_text(text) == "'" + std::string(text));
        CHECK(unmarked_text(marked_text(text)) == text);
    }
    for (const char* text : {"", "'", "'tis", "a=b", "''", "合同", "1-2"}) {
        CAPTURE(text);
        CHECK(marked_text(text) == text);
        CHECK(unmarked_text(text) == text);
    }
}

TEST_CASE("numbers and days need no mark in CSV")
{
    CHECK(csv_row({{SheetCell::Kind::text, "-5"}, number_cell("-5.00"), date_cell("2024-03-05")}) ==
          "'-5,-5.00,2024-03-05\r\n");
    CHECK(csv_row(SheetRow{{SheetCell::Kind::text, "a,\"b\""}, {}, {SheetCell::Kind::text, " x"}}) ==
          "\"a,\"\"b\"\"\",,\" x\"\r\n");
}
