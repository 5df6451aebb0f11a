// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/search/matches.hpp"
#include "indexer/text/fold.hpp"

using namespace fonds;

namespace {

/// The matched pieces of the folded text, each once, in their order.
std::vector<std::string> matched(std::string_view query, std::string_view text)
{
    const auto parsed = Query::parse(query);
    REQUIRE(parsed.ok());
    const std::string folded = normalise(text);
    std::size_t words = 0;
    std::vector<std::string> pieces;
    std::size_t last_begin = 0;
    for (const auto& match : find_matches(parsed->root(), folded, words)) {
        CHECK(match.begin >= last_begin);
        CHECK(match.begin < match.end);
        CHECK(match.end <= folded.size());
        CHECK(match.word < words);
        last_begin = match.begin;
        pieces.push_back(folded.substr(match.begin, match.end - match.begin));
    }
    return pieces;
}

using Pieces = std::vector<std::string>;

}  // namespace

TEST_CASE("words match whole tokens, Han words anywhere in a run")
{
    CHECK(matched("report", "Report reports a report") == Pieces{"report", "report"});
    CHECK(matched("合同", "劳动合同书与合同") == Pieces{"合同", "合同"});
    CHECK(matched("合同", "合,同") == Pieces{});
    CHECK(matched("年", "2024年 全年") == Pieces{"年", "年"});
}

TEST_CASE("a run that stands together matches as words and as a whole")
{
    CHECK(matched("合同管理", "合同管理") == Pieces{"合同", "合同管理", "管理"});
    CHECK(matched("合同管理", "管理合同") == Pieces{"管理", "合同"});
}

TEST_CASE("phrases match across punctuation only where they have it")
{
    CHECK(matched("\"annual report\"", "annual, report. annual x report") == Pieces{"annual, report"});
    CHECK(matched("\"甲,乙\"", "甲,乙 甲乙") == Pieces{"甲,乙", "甲乙"});
    CHECK(matched("\"甲乙\"", "甲,乙 甲乙") == Pieces{"甲乙"});
    CHECK(matched("\"a b a b\"", "a b a b a b") == Pieces{"a b a b", "a b a b"});
}

TEST_CASE("numbers match in all their spellings and as part of longer ones")
{
    CHECK(matched("1234", "1,234 1,234.00 1234 12345 99") == Pieces{"1,234", "1,234.00", "1234", "1234"});
    CHECK(matched("1,234.00", "1234.00 1234") == Pieces{"1234.00"});
    CHECK(matched("12", "12 123 12") == Pieces{"12", "12"});
    CHECK(matched("20*", "2024 120 20") == Pieces{"2024", "20"});
    CHECK(matched("1111", "11111") == Pieces{"1111", "1111"});
}

TEST_CASE("what a query does not ask for in free words matches nothing")
{
    CHECK(matched("-a title:b", "a b") == Pieces{});
    CHECK(matched("(a OR (c -b)) NOT d", "a b c d") == Pieces{"a", "c"});
    CHECK(matched("", "a") == Pieces{});
    CHECK(matched("a", "") == Pieces{});
}
