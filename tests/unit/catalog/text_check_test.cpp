// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/catalog/text_check.hpp"

using namespace fonds;

namespace {

const Text what = {"Field", "字段"};

bool refuses(const Result<std::string>& result)
{
    return !result.ok() && result.error().kind == ErrorKind::usage && !result.error().hint.en.empty() &&
           result.error().what.en.find("Field") == 0;
}

}  // namespace

TEST_CASE("What a person wrote loses the white space around it and nothing else")
{
    CHECK(*clean_text(" \t\n 采购 合同\u3000", what) == "采购 合同");
    CHECK(*clean_text("a\r\nb\rc\n\nd\te", what) == "a\nb\nc\n\nd\te");
    CHECK(*clean_text("  ", what) == "");
    CHECK(*clean_line("a\r\n\tb\u2028c", what) == "a b c");
    CHECK(*clean_line("\u00A0x y\u00A0", what) == "x y");
    CHECK(*clean_name(" 华为技术有限公司 ", what) == "华为技术有限公司");
}

TEST_CASE("Characters that play with a screen are refused")
{
    for (const char* bad : {"a\x01z", "a\x1b[31mz", "a\x7fz", "a\u009b31mz", "a\u202ez", "a\u2066z", "a\u200ez"}) {
        CHECK(refuses(clean_text(bad, what)));
        CHECK(refuses(clean_line(bad, what)));
        CHECK(refuses(clean_name(bad, what)));
    }
    CHECK(refuses(clean_text("\xBA\xCF", what)));
}

TEST_CASE("A name is one line, and there")
{
    for (const char* bad : {"", " \u3000", "a\nb", "a\tb", "a\r\nb"}) CHECK(refuses(clean_name(bad, what)));
}

TEST_CASE("Lengths are bounded in characters, not bytes")
{
    const auto han = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += "档";
        return text;
    };
    CHECK(clean_name(han(200), what).ok());
    CHECK(refuses(clean_name(han(201), what)));
    CHECK(clean_line(han(1'000), what).ok());
    CHECK(refuses(clean_line(han(1'001), what)));
    CHECK(clean_text(han(100'000), what).ok());
    CHECK(refuses(clean_text(han(100'001), what)));
}
