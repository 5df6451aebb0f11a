// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/core/text.hpp"

using namespace fonds;

TEST_CASE("each hole takes the next argument")
{
    CHECK(fill("{} of {}", {1, "two"}) == "1 of two");
    CHECK(fill("{}{}", {std::string("a"), std::string_view("b")}) == "ab");
    CHECK(fill("nothing to fill", {}) == "nothing to fill");
    CHECK(fill("", {1}).empty());
}

TEST_CASE("numbers of every integral type are written in decimal")
{
    CHECK(fill("{} {} {}", {-1, std::uint64_t{18446744073709551615ULL}, std::size_t{0}}) == "-1 18446744073709551615 0");
}

TEST_CASE("a message with too few or too many arguments is still a message")
{
    CHECK(fill("{} and {}", {"one"}) == "one and {}");
    CHECK(fill("{}", {"one", "two"}) == "one");
}

TEST_CASE("an argument that looks like a hole is not filled again")
{
    CHECK(fill("{} {}", {"{}", "x"}) == "{} x");
}

TEST_CASE("say fills both languages with the same arguments")
{
    const Text text = say("{} pages", "共 {} 页", {3});
    CHECK(text.en == "3 pages");
    CHECK(text.zh == "共 3 页");
    CHECK_FALSE(text.empty());
    CHECK(Text{}.empty());
    CHECK_FALSE(Text{"", "只有中文"}.empty());
}

TEST_CASE("an argument in both languages is filled in each of them")
{
    const Text text = say("kept {}, {}", "保管{}({})", {say("permanent", "永久"), 3});
    CHECK(text.en == "kept permanent, 3");
    CHECK(text.zh == "保管永久(3)");
}

TEST_CASE("one is one, and others are many")
{
    constexpr const char* en = "{} of {} {record has|records have} {page|pages}";
    CHECK(say(en, "{}/{}", {3, 1}).en == "3 of 1 record has page");
    CHECK(say(en, "{}/{}", {1, 3}).en == "1 of 3 records have pages");
    CHECK(fill("{a|b} {x} {}", {1}) == "{a|b} {x} 1");
    CHECK(fill("{} {|", {1}) == "1 {|");
    CHECK(fill("{} {year}-{|s}", {2}) == "2 {year}-s");
}
