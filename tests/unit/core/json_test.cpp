// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include <catch2/catch.hpp>

#include "schema/core/json.hpp"

using namespace fonds;

TEST_CASE("an object keeps the order in which members were set")
{
    Json json = Json::object();
    json.set("b", 1).set("a", "text").set("b", true);
    CHECK(json.dump() == R"({"b":true,"a":"text"})");
    CHECK(json.keys() == std::vector<std::string>{"b", "a"});
    CHECK(json.size() == 2);
}

TEST_CASE("values of every kind are printed and read back")
{
    Json list = Json::array();
    list.push("合同").push(std::numeric_limits<std::int64_t>::min()).push(false).push(Json()).push(Json::object());
    CHECK(list.dump() == R"(["合同",-9223372036854775808,false,null,{}])");
    const Json read = Json::parse(list.dump()).value();
    CHECK(read.at(0).text() == "合同");
    CHECK(read.at(1).number() == std::numeric_limits<std::int64_t>::min());
    CHECK_FALSE(read.at(2).boolean());
    CHECK(read.at(3).is_null());
    CHECK(Json(1.5).dump() == "1.5");
    CHECK(Json(std::numeric_limits<std::uint64_t>::max()).dump() == "18446744073709551615");
}

TEST_CASE("asking for what is not there gives nothing instead of failing")
{
    const Json json = Json::parse(R"({"n":1,"s":"x"})").value();
    CHECK(json.get("missing").is_null());
    CHECK_FALSE(json.has("missing"));
    CHECK(json.get("n").text().empty());
    CHECK(json.get("s").number() == 0);
    CHECK_FALSE(json.get("s").boolean());
    CHECK(json.at(0).is_null());
    CHECK(json.get("n").get("deeper").is_null());
    CHECK(Json(3).keys().empty());
}

TEST_CASE("a copy is independent and a moved value is taken")
{
    Json one = Json::object();
    one.set("a", 1);
    Json two = one;
    two.set("a", 2);
    CHECK(one.get("a").number() == 1);
    one = two;
    CHECK(one.get("a").number() == 2);
    const Json taken = std::move(two);
    CHECK(taken.get("a").number() == 2);
}

TEST_CASE("bytes that are not UTF-8 never make invalid JSON")
{
    Json json = Json::object();
    json.set("name", "\xC4\xE3.pdf");
    CHECK(json.dump().find('\xC4') == std::string::npos);
    CHECK(Json::parse(json.dump()).ok());
}

TEST_CASE("what is not JSON is refused")
{
    for (const char* text : {"", "{", "[1,]", "{\"a\":1} x", "nul", "\"\xFF\""}) {
        CAPTURE(text);
        REQUIRE_FALSE(Json::parse(text).ok());
        CHECK(Json::parse(text).error().kind == ErrorKind::bad_input);
    }
}

TEST_CASE("very deep JSON is refused instead of exhausting the stack")
{
    CHECK_FALSE(Json::parse(std::string(100'000, '[') + std::string(100'000, ']')).ok());
    CHECK(Json::parse(std::string(100, '[') + std::string(100, ']')).ok());
}

TEST_CASE("the pretty form is indented by two spaces")
{
    CHECK(Json::object().set("a", 1).dump_pretty() == "{\n  \"a\": 1\n}");
}
