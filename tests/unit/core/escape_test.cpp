// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/core/escape.hpp"

using namespace fonds;

TEST_CASE("ordinary text passes unchanged to a terminal")
{
    CHECK(escape_for_terminal("采购合同 No. 1 (é, 🀄)") == "采购合同 No. 1 (é, 🀄)");
    CHECK(escape_for_terminal("").empty());
}

TEST_CASE("what moves the cursor or reorders text is shown instead of done")
{
    CHECK(escape_for_terminal("a\nb\tc\rd") == "a\\nb\\tc\\rd");
    CHECK(escape_for_terminal("\x1b[31mred") == "\\x1b[31mred");
    CHECK(escape_for_terminal("\x7f") == "\\x7f");
    const std::string csi = escape_for_terminal("\xC2\x9B"
                                                "31m");
    CHECK(csi.find('\x9B') == std::string::npos);
    CHECK(csi.ends_with("31m"));
    CHECK(escape_for_terminal("fdp\xE2\x80\xAE"
                              "exe") == "fdp\\u{202e}exe");
}

TEST_CASE("bytes that are not UTF-8 are shown as numbers")
{
    CHECK(escape_for_terminal("\xC4\xE3") == "\\xc4\\xe3");
    CHECK(escape_for_terminal("a\xFF") == "a\\xff");
    CHECK(escape_for_terminal("\xE4\xBD") == "\\xe4\\xbd");
}

TEST_CASE("HTML content and attributes cannot be left")
{
    CHECK(escape_for_html("<a href='x'>&\"</a>") == "&lt;a href=&#39;x&#39;&gt;&amp;&quot;&lt;/a&gt;");
    CHECK(escape_for_html("合同") == "合同");
}

TEST_CASE("invalid bytes become the replacement character and valid ones stay")
{
    CHECK(to_valid_utf8("合\xFF同") == "合\xEF\xBF\xBD同");
    CHECK(to_valid_utf8("合同") == "合同");
}

TEST_CASE("overlong forms, surrogates and values beyond Unicode are invalid")
{
    for (const char* bytes :
         {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\x80"}) {
        std::size_t at = 0;
        CHECK(next_code_point(bytes, at) == invalid_code_point);
        CHECK(at == 1);
    }
}

TEST_CASE("code points of every length are read and written")
{
    for (const char32_t c : {U'A', U'é', U'合', U'🀄', char32_t{0x10FFFF}, char32_t{0}}) {
        std::string text;
        append_utf8(text, c);
        std::size_t at = 0;
        CHECK(next_code_point(text, at) == c);
        CHECK(at == text.size());
    }
}
