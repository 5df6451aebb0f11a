// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <catch2/catch.hpp>

#include "indexer/search/query_mistake.hpp"
#include "indexer/search/search_index.hpp"
#include "schema/core/escape.hpp"

using namespace fonds;

namespace {

/// The error of a query that has one.
Error mistake_in(std::string_view query)
{
    const auto parsed = Query::parse(query);
    INFO(query);
    REQUIRE_FALSE(parsed.ok());
    CHECK(parsed.error().kind == ErrorKind::usage);
    CHECK_FALSE(parsed.error().what.en.empty());
    CHECK_FALSE(parsed.error().what.zh.empty());
    CHECK_FALSE(parsed.error().hint.en.empty());
    CHECK_FALSE(parsed.error().hint.zh.empty());
    return parsed.error();
}

/// Columns in front of the caret, after checking that the query itself is shown.
std::size_t caret_of(const std::string& query)
{
    const Error error = mistake_in(query);
    const auto line = error.where.find('\n');
    REQUIRE(line != std::string::npos);
    CHECK(error.where.substr(0, line) == query);
    REQUIRE(error.where.ends_with('^'));
    const std::string below = error.where.substr(line + 1);
    CHECK(below.find_first_not_of(' ') == below.size() - 1);
    return below.size() - 1;
}

}  // namespace

TEST_CASE("the caret stands under the mistake")
{
    CHECK(caret_of("abc \"def") == 4);
    CHECK(caret_of("(a b") == 0);
    CHECK(caret_of("a b)") == 3);
    CHECK(caret_of("a ()") == 2);
    CHECK(caret_of("a AND") == 2);
    CHECK(caret_of("a OR OR b") == 5);
    CHECK(caret_of("AND a") == 0);
    CHECK(caret_of("a NOT") == 2);
    CHECK(caret_of("a titel:b") == 2);
    CHECK(caret_of("a title: b") == 2);
    CHECK(caret_of("a title:") == 2);
    CHECK(caret_of("date:2023-13") == 5);
    CHECK(caret_of("x amount:>abc") == 9);
    CHECK(caret_of("grade:D") == 6);
    CHECK(caret_of("has:wings") == 4);
    CHECK(caret_of("year:24") == 5);
    CHECK(caret_of("title:(a party:b)") == 9);
    CHECK(caret_of("code:*") == 5);
    CHECK(caret_of("title:。") == 6);
    CHECK(caret_of("date:2024..2023") == 5);
    CHECK(caret_of("amount:5..3") == 7);
    CHECK(caret_of("amount:..") == 7);
}

TEST_CASE("Han and full-width characters take two columns before the caret")
{
    CHECK(caret_of("采购合同 (a") == 9);
    CHECK(caret_of("金额：几百") == 6);
    CHECK(caret_of("（采购 OR") == 7);
    CHECK(caret_of("cafe\xCC\x81 )") == 5);
}

TEST_CASE("characters that would reorder the line are shown escaped, with their columns counted")
{
    const Error error = mistake_in("a\xE2\x80\xAE"
                                   "b titel:x");
    CHECK(error.where == "a\\u{202e}b titel:x\n" + std::string(11, ' ') + "^");
    CHECK(caret_of("\U0001F680\u26A1 titel:x") == 5);
    CHECK(caret_of("\u200B titel:x") == 1);
}

TEST_CASE("a query cut within a character is shown whole characters at a time")
{
    std::string query;
    for (int i = 0; i < 3400; ++i) query += "合";
    const std::string shown = mistake_in(query).where;
    CHECK(shown.find("\xEF\xBF\xBD") == std::string::npos);
    CHECK(to_valid_utf8(shown) == shown);
    const auto line = shown.find('\n');
    CHECK(shown.substr(line + 1) == std::string(61, ' ') + "^");
}

TEST_CASE("a query of nothing but controls, or of bytes that are no text, has no words; white space asks for everything")
{
    for (const char* query : {"\x01\x02", "\xFF", " \xC2\x80 ", "\x7F", "\xE5\x90"}) {
        INFO(query);
        CHECK(mistake_in(query).what.en == "There is no word to search for.");
    }
    CHECK(mistake_in(std::string_view("\0", 1)).what.en == "There is no word to search for.");
    for (const char* query : {"", " \t\r\n", "\u3000", "\u00A0\u200B"}) CHECK(Query::parse(query)->empty());
}

TEST_CASE("an unknown field brings the nearest name or the list of all")
{
    CHECK(mistake_in("titel:x").hint.en.find("title:") != std::string::npos);
    CHECK(mistake_in("ammount:5").hint.en.find("amount:") != std::string::npos);
    const auto list = mistake_in("甲方：华为").hint.zh;
    for (const char* name : {"title 题名", "party 单位", "date 日期", "is 状态"})
        CHECK(list.find(name) != std::string::npos);
}

TEST_CASE("a flag that does not exist brings the flags there are")
{
    CHECK(mistake_in("is:broken").hint.en.find("damaged") != std::string::npos);
    CHECK(mistake_in("has:胶水").hint.zh.find("attachment") != std::string::npos);
}

TEST_CASE("what a value is refused for is what its own reader says")
{
    CHECK(mistake_in("date:soon").what.en.find("soon") != std::string::npos);
    CHECK(mistake_in("amount:much").what.zh.find("much") != std::string::npos);
    CHECK(mistake_in("code:a<b").what.en.find("a<b") != std::string::npos);
}

TEST_CASE("length and nesting are limited")
{
    CHECK(Query::parse(std::string(10'000, 'a')).ok());
    mistake_in(std::string(10'001, 'a'));
    const auto nested = [](std::size_t depth) { return std::string(depth, '(') + "a" + std::string(depth, ')'); };
    CHECK(Query::parse(nested(64)).ok());
    mistake_in(nested(65));
    std::string siblings;
    for (int i = 0; i < 100; ++i) siblings += "(a) ";
    CHECK(Query::parse(siblings).ok());
    std::string nots;
    for (int i = 0; i < 2400; ++i) nots += "NOT ";
    CHECK(Query::parse(nots + "a").ok());
}

TEST_CASE("a long query is shown around its mistake, on one line")
{
    const Error error = mistake_in(std::string(500, 'a') + " (合同\n同");
    const auto line = error.where.find('\n');
    CHECK(error.where.substr(0, 3) == "…");
    CHECK(error.where.find('\n', line + 1) == std::string::npos);
    CHECK(line < 200);
    CHECK(error.where.size() - line - 2 == 61);
}

TEST_CASE("no bytes make the parser fail otherwise than with a message")
{
    std::mt19937 random(20240305);
    const std::vector<std::string> pieces{"a",
                                          "合同",
                                          "AND ",
                                          " OR ",
                                          "NOT ",
                                          "-",
                                          "(",
                                          ")",
                                          "（",
                                          "\"",
                                          "“",
                                          "”",
                                          "「",
                                          "title:",
                                          "日期：",
                                          "date:2023",
                                          "*",
                                          " ",
                                          "..",
                                          "\xFF",
                                          "\xE5\x90",
                                          "",
                                          ":",
                                          "code:",
                                          "amount:>",
                                          "x*",
                                          "2024",
                                          "\n",
                                          std::string(1, '\0'),
                                          "\xEF\xBC",
                                          "1,234.5"};
    for (int i = 0; i < 20'000; ++i) {
        std::string query;
        const auto count = random() % 12;
        for (unsigned n = 0; n < count; ++n) query += pieces[random() % pieces.size()];
        if (random() % 8 == 0 && !query.empty()) query[random() % query.size()] = static_cast<char>(random());
        const auto parsed = Query::parse(query);
        if (!parsed.ok()) {
            CHECK(parsed.error().kind == ErrorKind::usage);
            continue;
        }
        const auto again = Query::parse(parsed->text());
        INFO(query);
        INFO(parsed->text());
        REQUIRE(again.ok());
        CHECK(again->text() == parsed->text());
    }
}
