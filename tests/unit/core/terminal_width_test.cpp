// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/core/terminal_width.hpp"

using namespace fonds;

TEST_CASE("terminal widths")
{
    CHECK(terminal_width(U'a') == 1);
    CHECK(terminal_width(U'é') == 1);
    CHECK(terminal_width(U'合') == 2);
    CHECK(terminal_width(U'：') == 2);
    CHECK(terminal_width(U'\U00020000') == 2);
    CHECK(terminal_width(U'\u0301') == 0);
    CHECK(terminal_width(U'·') == 1);
    for (const char32_t wide : {U'\U0001F680', U'\u26A1', U'\U0001F600', U'\uFE10'}) CHECK(terminal_width(wide) == 2);
    for (const char32_t narrow : {U'\u2192', U'\u4DC0', U'\U0001F321'}) CHECK(terminal_width(narrow) == 1);
    for (const char32_t none : {U'\u200B', U'\uFEFF', U'\u2060'}) CHECK(terminal_width(none) == 0);
}
