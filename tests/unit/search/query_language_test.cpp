// SPDX-License-Identifier: GPL-3.0-or-later
// Structure, seen through Query::text(), which writes a query back as it was understood.
#include <catch2/catch.hpp>

#include "indexer/search/search_index.hpp"
#include "schema/model/search_fields.hpp"

using namespace fonds;

namespace {

std::string understood(std::string_view query)
{
    const auto parsed = Query::parse(query);
    if (!parsed.ok()) return "error: " + parsed.error().what.en;
    return parsed->text();
}

}  // namespace

TEST_CASE("words side by side must all match")
{
    CHECK(understood("采购 合同") == "采购 合同");
    CHECK(understood("采购 AND 合同") == "采购 合同");
    CHECK(understood("  采购　合同\t") == "采购 合同");
}

TEST_CASE("Han characters spaced out are one word")
{
    CHECK(Query::parse("合 同 管 理")->words() == std::vector<std::string>{"合 同 管 理"});
    CHECK(Query::parse("王芳 张 伟 好")->words() == std::vector<std::string>{"王芳", "张 伟 好"});
    CHECK(Query::parse("合 AND 同")->words() == std::vector<std::string>{"合", "同"});
    CHECK(understood("-合 同 a 张") == "-合 同 a 张");
}

TEST_CASE("OR binds less than AND and parentheses overrule both")
{
    CHECK(understood("a b OR c") == "(a b) OR c");
    CHECK(understood("a (b OR c)") == "a (b OR c)");
    CHECK(understood("a （b OR c）") == "a (b OR c)");
    CHECK(understood("((a))") == "a");
}

TEST_CASE("NOT and a minus in front exclude")
{
    CHECK(understood("a NOT b") == "a -b");
    CHECK(understood("a AND NOT b") == "a -b");
    CHECK(understood("a -b") == "a -b");
    CHECK(understood("-b") == "-b");
    CHECK(understood("NOT NOT a") == "a");
    CHECK(understood("-(a OR b)") == "-(a OR b)");
    CHECK(understood("-\"a b\"") == "-\"a b\"");
    CHECK(understood("a OR -title:b") == "a OR -title:b");
}

TEST_CASE("a dash inside a word or alone is no NOT")
{
    CHECK(understood("J001-HT·2024-D30-0001") == "J001-HT·2024-D30-0001");
    CHECK(understood("well-known") == "well-known");
    CHECK(understood("a - b") == "a b");
}

TEST_CASE("operators are upper case only")
{
    CHECK(understood("a and b") == "a and b");
    CHECK(understood("not a or b") == "not a or b");
}

TEST_CASE("phrases stand in any of the quotation marks")
{
    for (const char* query :
         {"\"采购 合同\"", "“采购 合同”", "「采购 合同」", "『采购 合同』", "＂采购 合同＂", "”采购 合同”"})
        CHECK(understood(query) == "\"采购 合同\"");
    CHECK(understood("a\"b c\"d") == "a \"b c\" d");
    CHECK(understood("\"AND\"") == "\"AND\"");
    CHECK(understood("「say \"x\" now」") == "\"say  x  now\"");
}

TEST_CASE("fields are known by name and by Chinese alias, with either colon")
{
    CHECK(understood("title:采购") == "title:采购");
    CHECK(understood("题名：采购") == "title:采购");
    CHECK(understood("TITLE:采购") == "title:采购");
    CHECK(understood("题名:“采购 合同”") == "title:\"采购 合同\"");
    CHECK(understood("title:(a OR b)") == "title:a OR title:b");
    CHECK(understood("单位：(华为 中兴)") == "party:华为 party:中兴");
    CHECK(understood("title:AND") == "title:AND");
    CHECK(understood("title:-a") == "title:-a");
    CHECK(understood("note:a:b") == "note:a:b");
}

TEST_CASE("every field of the table takes its own example")
{
    for (const auto& info : search_fields) {
        INFO(info.example);
        CHECK(understood(info.example) == info.example);
        const auto colon = info.example.find(':');
        CHECK(understood(std::string(info.alias_zh) + "：" + std::string(info.example.substr(colon + 1))) == info.example);
    }
}

TEST_CASE("a colon after digits or before // makes no field")
{
    CHECK(understood("10:30") == "10:30");
    CHECK(understood("http://example.com") == "http://example.com");
}

TEST_CASE("a word may end in a star, which alone means everything")
{
    CHECK(understood("contr*") == "contr*");
    CHECK(understood("code:J001*") == "code:J001*");
    CHECK(Query::parse("*")->empty());
    CHECK(understood("a *") == "a *");
}

TEST_CASE("an empty query matches everything, one of punctuation alone is a mistake")
{
    CHECK(Query::parse("")->empty());
    CHECK(Query::parse(" \n　")->empty());
    CHECK(Query().empty());
    CHECK_FALSE(Query::parse("a")->empty());
    CHECK(understood("a 。 b") == "a b");
    CHECK(understood("。!").starts_with("error"));
    CHECK(understood("-。").starts_with("error"));
}

TEST_CASE("the text of a query means the same query again")
{
    for (const char* query : {"a b OR -c", "(a OR b) (c OR \"d e\")", "-(a (b OR c))", "title:(a -b) 日期:2023", "a * -x*",
                              "--a", "金额:>10000 code:J001-HT·2024*", "NOT (a OR NOT (b c))"}) {
        const std::string once = understood(query);
        INFO(query << " → " << once);
        CHECK_FALSE(once.starts_with("error"));
        CHECK(understood(once) == once);
    }
}

TEST_CASE("free words that are asked for are the ones to relax")
{
    const auto query = Query::parse("采购 contract* -旧 title:合同 (“a b” OR 采购)");
    REQUIRE(query.ok());
    CHECK(query->words() == std::vector<std::string>{"采购", "contract*", "\"a b\""});
}

TEST_CASE("a word can be left out of a query")
{
    const auto query = *Query::parse("采购 (合同 OR 采购) -旧 title:采购");
    CHECK(query.without("采购").text() == "合同 -旧 title:采购");
    CHECK(query.without("旧").text() == query.text());
    CHECK(Query::parse("a")->without("a").empty());
    CHECK(Query::parse("\"a b\" c")->without("\"a b\"").text() == "c");
}

TEST_CASE("a word can be replaced in a query")
{
    const auto query = *Query::parse("contarct 2024 -contarct");
    CHECK(query.replacing("contarct", "contract").text() == "contract 2024 -contarct");
    CHECK(query.replacing("contarct", "\"a b\"").text() == "\"a b\" 2024 -contarct");
    CHECK(query.replacing("contarct", "a b").text() == "(a b) 2024 -contarct");
    CHECK(query.replacing("contarct", "(").text() == query.text());
}

TEST_CASE("a moved-from query matches everything or what it did")
{
    Query query = *Query::parse("a");
    const Query other = std::move(query);
    CHECK(other.text() == "a");
    CHECK_NOTHROW(query.text());  // NOLINT: that is the point
}
