// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "cli/output.hpp"

using namespace fonds::cli;

TEST_CASE("Han and full-width characters take two columns, combining marks none, styles none")
{
    CHECK(display_width("abc") == 3);
    CHECK(display_width("合同") == 4);
    CHECK(display_width("ＡＢ") == 4);
    CHECK(display_width("ｱ") == 1);
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("\x1b[1m合同\x1b[0m") == 4);
    CHECK(display_width("\x1b[1") == 0);
    CHECK(display_width("\xff") == 1);
    CHECK(display_width("") == 0);
}

TEST_CASE("text that is too wide is cut at a character and shows it")
{
    CHECK(fit("合同管理", 8) == "合同管理");
    CHECK(fit("合同管理", 7) == "合同管…");
    CHECK(fit("合同管理", 6) == "合同…");
    CHECK(fit("abcdef", 4) == "abc…");
    CHECK(fit("", 0).empty());
}

TEST_CASE("text of several lines keeps its lines and tabs on a terminal, and nothing else that acts")
{
    CHECK(lines_for_terminal("合同\n\tb\n") == "合同\n\tb\n");
    CHECK(lines_for_terminal("a\x1b[2Jb") == "a\\x1b[2Jb");
    CHECK(lines_for_terminal("\u009b31m\u202egnp.exe\r") == "\\x9b31m\\u{202e}gnp.exe\\r");
    CHECK(lines_for_terminal("\xff\n\n") == "\\xff\n\n");
    CHECK(lines_for_terminal("").empty());
}

TEST_CASE("padding counts columns, not bytes")
{
    CHECK(pad("合同", 6) == "合同  ");
    CHECK(pad("合同", 3) == "合同");
    CHECK(pad("", 2) == "  ");
}
