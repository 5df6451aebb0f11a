// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/grade_rule.hpp"

using namespace fonds;

namespace {

std::string rules(std::string_view text)
{
    const auto read = parse_grade_rules(text);
    return read.ok() ? lines_of(*read) : "refused";
}

std::string suggested(std::string_view text, const RecordMetadata& metadata)
{
    const auto found = suggest_grade(*parse_grade_rules(text), metadata);
    return found ? std::string(text_of(found->grade)) + " " + found->reason.en : "";
}

}  // namespace

TEST_CASE("Rules of grades are read in both languages and stored in one form")
{
    CHECK(rules("A amount>=10万 CNY; a 金额≥1,000.5；B word:独家\nC 标签:草稿; ;") ==
          "A amount>=100000.00 CNY\nA amount>=1000.50\nB word:独家\nC tag:草稿");
    CHECK(rules("A 金额 >= 5000 元;A 单位：华为;A词:框架协议") == "A amount>=5000.00 CNY\nA party:华为\nA word:框架协议");
    CHECK(rules("").empty());
    CHECK(rules(rules("A amount>=10万; C tag:x")) == "A amount>=100000.00\nC tag:x");
    for (const char* text : {"D word:x", "A", "A word", "A word:", "A amount>10", "A amount>=x", "A amount>=-5", "amount>=5",
                             "A colour:red", "A amount>=0"}) {
        INFO(text);
        CHECK(rules(text) == "refused");
    }
}

TEST_CASE("The most important grade of the rules that cover a record is suggested, with the reason")
{
    RecordMetadata facts;
    facts.title = "独家代理合同";
    facts.party = "华为技术有限公司";
    facts.amount = Amount{-10'000'000};
    facts.currency = "CNY";
    facts.tags = {"Draft"};
    CHECK(suggested("A amount>=100000 CNY", facts) == "A amount of 100,000.00 CNY or more");
    CHECK(suggested("A amount>=100000.01", facts).empty());
    CHECK(suggested("A amount>=1 USD", facts).empty());
    CHECK(suggested("C tag:draft; B word:独家", facts) == "B the title has “独家”");
    CHECK(suggested("A party:华为", facts) == "A the party is 华为");
    CHECK(suggested("A party:Huawei", facts).empty());
    CHECK(suggest_grade(*parse_grade_rules("A party:Huawei"), facts, "鸿蒙\nHUAWEI Technologies")->grade == Grade::A);
    CHECK(ask_for_party(*parse_grade_rules("C tag:x; A party:Huawei")));
    CHECK_FALSE(ask_for_party(*parse_grade_rules("C tag:x")));
    CHECK(suggested("C tag:draf", facts).empty());
    CHECK(suggested("", facts).empty());
}

TEST_CASE("Meanings of grades are kept a line each")
{
    const std::string lines = *parse_grade_meanings("C=一般往来；A=重大合同; B＝普通合同");
    CHECK(lines == "A 重大合同\nB 普通合同\nC 一般往来");
    CHECK(*parse_grade_meanings(lines) == lines);
    CHECK(meaning_of(Grade::B, lines) == "普通合同");
    CHECK(meaning_of(Grade::B, "A x").empty());
    CHECK(*parse_grade_meanings("A=") == "");
    for (const char* text : {"D=x", "重大合同", "A=x;A=y", "Ax=y"}) {
        INFO(text);
        CHECK_FALSE(parse_grade_meanings(text).ok());
    }
}

TEST_CASE("Expected papers are names, once each")
{
    CHECK(name_lines(" 验收单；付款凭证;\n验收单; ") == "验收单\n付款凭证");
    CHECK(name_lines(" ; ").empty());
}
