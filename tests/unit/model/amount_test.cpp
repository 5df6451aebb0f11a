// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include <catch2/catch.hpp>

#include "schema/model/amount.hpp"

using namespace fonds;

TEST_CASE("an amount is read in every spelling that is in use")
{
    const std::pair<const char*, const char*> spellings[] = {
        {"1234.5", "1234.50"},
        {"1,234.50", "1234.50"},
        {"¥1,234.50", "1234.50"},
        {"￥1,234.50", "1234.50"},
        {"12万", "120000.00"},
        {"1.5万元", "15000.00"},
        {"2亿", "200000000.00"},
        {"1.23456789亿元", "123456789.00"},
        {"0", "0.00"},
        {"0.01", "0.01"},
        {"100元", "100.00"},
        {"1.234567万", "12345.67"},
        {"-1,234.50", "-1234.50"},
        {"−5", "-5.00"},
        {"¥-5", "-5.00"},
        {"-¥5", "-5.00"},
        {" 1234 ", "1234.00"},
        {"¥ 1,234", "1234.00"},
        {"1.5 万元", "15000.00"},
        {"1,000,000", "1000000.00"},
        {"１，２３４．５０", "1234.50"},
        {"１２万", "120000.00"},
        {"007", "7.00"},
        {"-0", "0.00"},
    };
    for (const auto& [text, value] : spellings) {
        CAPTURE(text);
        REQUIRE(Amount::parse(text).ok());
        CHECK(Amount::parse(text)->text() == value);
    }
}

TEST_CASE("what is no amount, or is not exact in hundredths, is refused")
{
    for (const char* text :
         {"",       " ",    "¥",        "元",  "万",     "-",     "1.234", "1.500", "1.2345678万", "1.2300000万", "12,34",
          "1,2345", ",123", "1234,567", "1,",  "1,23.4", "1.2,3", "1.",    ".5",    "1.2.3",       "1e5",         "0x10",
          "1 234",  "$5",   "5USD",     "--5", "-¥-5",   "¥¥5",   "1万万", "1元万", "inf",         "nan",         "\xFF"}) {
        CAPTURE(text);
        REQUIRE_FALSE(Amount::parse(text).ok());
        CHECK(Amount::parse(text).error().kind == ErrorKind::usage);
        CHECK_FALSE(Amount::parse(text).error().hint.empty());
    }
}

TEST_CASE("amounts below 9×10^16 are exact and larger ones are refused, never wrapped")
{
    CHECK(Amount::parse("89999999999999999.99")->hundredths == 8'999'999'999'999'999'999);
    CHECK(Amount::parse("-89,999,999,999,999,999.99")->hundredths == -8'999'999'999'999'999'999);
    CHECK(Amount::parse("899999999亿")->text() == "89999999900000000.00");
    for (const char* text : {"90000000000000000", "90000000000000000.00", "900000000亿", "184467440737095516.16",
                             "99999999999999999999999999999999999999", "1844674407370955161600亿"}) {
        CAPTURE(text);
        CHECK_FALSE(Amount::parse(text).ok());
    }
}

TEST_CASE("too large is told as too large")
{
    CHECK(Amount::parse("99999999999999999").error().what.en.find("too large") != std::string::npos);
    CHECK(Amount::parse("9999999999999亿").error().what.zh.find("过大") != std::string::npos);
    CHECK(Amount::parse("1.234").error().what.en.find("too large") == std::string::npos);
}

TEST_CASE("amounts are grouped by threes for people")
{
    CHECK(Amount{0}.grouped() == "0.00");
    CHECK(Amount{5}.grouped() == "0.05");
    CHECK(Amount{-5}.grouped() == "-0.05");
    CHECK(Amount{99999}.grouped() == "999.99");
    CHECK(Amount{100000}.grouped() == "1,000.00");
    CHECK(Amount{-123456789012}.grouped() == "-1,234,567,890.12");
    CHECK(Amount{123456789012}.text() == "1234567890.12");
    CHECK(Amount{std::numeric_limits<std::int64_t>::min()}.text() == "-92233720368547758.08");
}

TEST_CASE("both texts of an amount read back to it")
{
    for (const std::int64_t value : {0L, 1L, -1L, 100L, 123456L, -99999999L, 8'999'999'999'999'999'999L}) {
        CHECK(Amount::parse(Amount{value}.text())->hundredths == value);
        CHECK(Amount::parse(Amount{value}.grouped())->hundredths == value);
    }
}

TEST_CASE("currencies are three letters, and the yuan has many names")
{
    for (const char* text : {"CNY", "cny", "RMB", "rmb", "人民币", "¥", "￥", "元", " CNY ", "ＣＮＹ"}) {
        CAPTURE(text);
        CHECK(parse_currency(text).value() == "CNY");
    }
    CHECK(parse_currency("usd").value() == "USD");
    for (const char* text : {"", "US", "USDD", "U$D", "1AB", "美元", "C Y"}) {
        CAPTURE(text);
        CHECK(parse_currency(text).error().kind == ErrorKind::usage);
    }
}
