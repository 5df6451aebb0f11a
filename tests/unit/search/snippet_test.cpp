// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <random>

#include <catch2/catch.hpp>

#include "indexer/search/search_index.hpp"
#include "schema/core/escape.hpp"

using namespace fonds;

namespace {

/// The snippet with [ ] around highlights.
std::string snippet(std::string_view query, std::string_view page, std::size_t width = 60)
{
    const auto parsed = Query::parse(query);
    REQUIRE(parsed.ok());
    std::string marked;
    for (const auto& part : make_snippet(*parsed, page, width))
        marked += part.highlighted ? "[" + part.text + "]" : part.text;
    return marked;
}

std::size_t length_of(std::string_view text)
{
    std::size_t length = 0;
    for (std::size_t at = 0; at < text.size(); ++length) (void)next_code_point(text, at);
    return length;
}

}  // namespace

TEST_CASE("the query's words are highlighted, neighbours as one")
{
    CHECK(snippet("合同管理", "关于合同管理的规定") == "关于[合同管理]的规定");
    CHECK(snippet("合同 管理", "关于合同管理的规定") == "关于[合同管理]的规定");
    CHECK(snippet("合同管理", "合同档案管理") == "[合同]档案[管理]");
    CHECK(snippet("annual report", "The annual report.") == "The [annual] [report].");
    CHECK(snippet("\"annual report\"", "The annual report. A report.") == "The [annual report]. A report.");
    CHECK(snippet("采购合同 购合", "采购合同") == "[采购合同]");
}

TEST_CASE("the page's own characters are shown")
{
    CHECK(snippet("档案馆", "中央檔案館藏") == "中央[檔案館]藏");
    CHECK(snippet("采购合同", "签订 采 购 合 同 书") == "签订 [采 购 合 同] 书");
    CHECK(snippet("abc", "ＡＢＣ公司") == "[ＡＢＣ]公司");
    CHECK(snippet("株", "㈱日立") == "[㈱]日立");
    CHECK(snippet("café", "Le CAFE\xCC\x81 noir") == "Le [CAFE\xCC\x81] noir");
}

TEST_CASE("numbers are highlighted as far as they match")
{
    CHECK(snippet("345678", "号码 12345678 止") == "号码 12[345678] 止");
    CHECK(snippet("1234567", "金额1,234,567.00元") == "金额[1,234,567.00]元");
    CHECK(snippet("1,234,567.00", "金额1,234,567.00元") == "金额[1,234,567.00]元");
    CHECK(snippet("2024", "合同CG2024018") == "合同CG[2024]018");
    CHECK(snippet("cg2024", "合同CG2024018") == "合同[CG2024018]");
    CHECK(snippet("45", "1456") == "1456");
}

TEST_CASE("beginnings, codes and runs")
{
    CHECK(snippet("contr*", "a contractor's control") == "a [contractor]'s [control]");
    CHECK(snippet("CG-2024-018", "号 CG-2024-018 与 018") == "号 [CG-2024-018] 与 018");
    CHECK(snippet("\"甲方,乙方\"", "甲方,乙方。甲方 乙方") == "[甲方,乙方]。[甲方 乙方]");
    CHECK(snippet("\"甲方乙方\"", "甲方,乙方") == "甲方,乙方");
}

TEST_CASE("what is not wanted, and fields, are not highlighted")
{
    CHECK(snippet("甲方 -乙方 title:丙方", "甲方乙方丙方") == "[甲方]乙方丙方");
    CHECK(snippet("title:甲方", "甲方乙方丙方", 2) == "甲方");
    CHECK(snippet("", "甲方乙方丙方", 4) == "甲方乙方");
    CHECK(snippet("甲方 OR 丙方", "甲方乙方丙方") == "[甲方]乙方[丙方]");
}

TEST_CASE("white space is collapsed")
{
    CHECK(snippet("b", " \n\t a \r\n\r\n b　　c \n") == "a [b] c");
    CHECK(snippet("x", "").empty());
    CHECK(snippet("x", " \n ").empty());
}

TEST_CASE("the window holds the most different words")
{
    std::string filler;
    for (int i = 0; i < 200; ++i) filler += "其他文字,";
    const std::string page = "甲方。" + filler + "甲方甲方甲方" + filler + "乙方与甲方" + filler;
    const auto found = snippet("甲方 乙方", page, 20);
    CHECK(found.find("[乙方]与[甲方]") != std::string::npos);
    CHECK(length_of(found) == 24);
    CHECK(snippet("甲方", page, 20).find("[甲方甲方甲方]") != std::string::npos);
    // Side by side beats apart.
    CHECK(snippet("合同管理", "合同。管理。" + filler + "合同管理" + filler, 20).find("[合同管理]") != std::string::npos);
}

TEST_CASE("a snippet is never longer than asked for")
{
    const std::string page = "采购合同 the Agreement between 甲方 and\n\n the other party on 2024-03-05, cafe\xCC\x81 采 购";
    for (std::size_t width = 0; width < 60; ++width)
        for (const char* query : {"采购", "agreement", "party 甲方", "café", "zzz", "采购 OR 2024"}) {
            std::string text;
            for (const auto& part : make_snippet(*Query::parse(query), page, width)) text += part.text;
            INFO(width << " " << query << " " << text);
            CHECK(to_valid_utf8(text) == text);
            CHECK(length_of(text) <= width + 1);  // the accent is part of its letter
            if (width >= 20) CHECK_FALSE(text.empty());
        }
}

TEST_CASE("words of Latin script are not cut at the edges")
{
    const std::string page = "Whereas the Purchaser wishes to procure equipment from the Supplier under conditions";
    CHECK(snippet("equipment", page, 30) == "procure [equipment] from the");
    CHECK(snippet("zzz", page, 14) == "Whereas the");
    CHECK(snippet("zzz", "Donaudampfschifffahrt", 10) == "Donaudampf");
}

TEST_CASE("a match longer than the snippet is cut")
{
    CHECK(snippet("\"一二三四五六\"", "零一二三四五六七", 3) == "[一二三]");
}

TEST_CASE("a snippet of any bytes is valid UTF-8")
{
    std::mt19937 random(7);
    for (int i = 0; i < 500; ++i) {
        std::string page;
        for (auto n = random() % 60; n > 0; --n)
            page.push_back(static_cast<char>(random() % 3 == 0 ? random() : 'a' + random() % 4));
        std::string text;
        for (const auto& part : make_snippet(*Query::parse("a OR b*"), page, random() % 20)) text += part.text;
        CHECK(to_valid_utf8(text) == text);
    }
}
