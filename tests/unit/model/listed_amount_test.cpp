// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/amount.hpp"

using namespace fonds;

namespace {

std::string read(std::string_view text, const AmountUnit& unit = {})
{
    const auto money = parse_listed_amount(text, unit);
    return money.ok() ? money->amount.text() + " " + money->currency : "refused";
}

AmountUnit unit(std::string_view text)
{
    return amount_unit(text).value_or(AmountUnit{99, "none"});
}

}  // namespace

TEST_CASE("an amount in a list may say its currency")
{
    CHECK(read("1234.5") == "1234.50 ");
    CHECK(read("$1,234.50") == "1234.50 USD");
    CHECK(read("US$ 5") == "5.00 USD");
    CHECK(read("1,234.50 USD") == "1234.50 USD");
    CHECK(read("EUR 12") == "12.00 EUR");
    CHECK(read("€12") == "12.00 EUR");
    CHECK(read("￥１，２３４．５０") == "1234.50 CNY");
    CHECK(read("人民币12万元") == "120000.00 CNY");
    CHECK(read("12万美元") == "120000.00 USD");
    CHECK(read("100元") == "100.00 CNY");
    CHECK(read("¥-5") == "-5.00 CNY");
    CHECK(read("-¥5") == "-5.00 CNY");
}

TEST_CASE("spreadsheets add zeros, and accountants write brackets for a minus")
{
    CHECK(read("1234.5000") == "1234.50 ");
    CHECK(read("1234.000") == "1234.00 ");
    CHECK(read("(1,234.50)") == "-1234.50 ");
    CHECK(read("（¥1,234.50）") == "-1234.50 CNY");
    CHECK(read("+5") == "5.00 ");
}

TEST_CASE("a figure is in the unit of its column unless it has its own")
{
    const AmountUnit wan{4, "CNY"};
    CHECK(read("12.3456", wan) == "123456.00 CNY");
    CHECK(read("12.345678", wan) == "123456.78 CNY");
    CHECK(read("0.5万元", wan) == "5000.00 CNY");
    CHECK(read("1.5亿", wan) == "150000000.00 CNY");
    CHECK(read("12.3456789", wan) == "refused");
    CHECK(read("99999999999999", wan) == "refused");
}

TEST_CASE("a cell that names a currency is in plain units, whatever its column is in")
{
    const AmountUnit wan{4, "CNY"};
    CHECK(read("3000", wan) == "30000000.00 CNY");
    for (const char* text : {"3000元", "3000圆", "3000.00元", "3,000元", "3000元整", "￥3000", "¥3000元整", "3000¥",
                             "RMB3000", "RMB 3,000.00", "人民币3000", "3000人民币", "人民币3000元", "CNY3000", "3000 CNY",
                             "CN¥3000", "¥3,000.0000", "叁仟元整", "人民币叁仟"}) {
        CAPTURE(text);
        CHECK(read(text, wan) == "3000.00 CNY");
    }
    CHECK(read("$3000", wan) == "3000.00 USD");
    CHECK(read("3000美元", wan) == "3000.00 USD");
    CHECK(read("EUR 3000", wan) == "3000.00 EUR");
    CHECK(read("(¥3000)", wan) == "-3000.00 CNY");
    CHECK(read("-3000元", wan) == "-3000.00 CNY");
    CHECK(read("¥0.3万", wan) == "3000.00 CNY");
    CHECK(read("$0.3万", {8, "CNY"}) == "3000.00 USD");
    CHECK(read("3000", {4, "USD"}) == "30000000.00 USD");
    CHECK(read("3千", {4, "CNY"}) == "3000.00 CNY");
}

TEST_CASE("sums are read in Han numerals and with every unit that people put behind figures")
{
    CHECK(read("5千元") == "5000.00 CNY");
    CHECK(read("3百万") == "3000000.00 ");
    CHECK(read("1.2亿") == "120000000.00 ");
    CHECK(read("1.2千万元整") == "12000000.00 CNY");
    CHECK(read("3万5千元") == "35000.00 CNY");
    CHECK(read("1万2000元") == "12000.00 CNY");
    CHECK(read("五元") == "5.00 CNY");
    CHECK(read("一百二十") == "120.00 ");
    CHECK(read("壹万贰仟元整") == "12000.00 CNY");
    CHECK(read("人民币壹万贰仟元整") == "12000.00 CNY");
    CHECK(read("壹拾玖万叁仟陆佰肆拾伍元零肆分") == "193645.04 CNY");
    CHECK(read("贰亿叁仟万圆正") == "230000000.00 CNY");
    CHECK(read("拾万元") == "100000.00 CNY");
    CHECK(read("壹仟零伍元叁角") == "1005.30 CNY");
    CHECK(read("壹万零伍拾元") == "10050.00 CNY");
    CHECK(read("伍角") == "0.50 CNY");
    CHECK(read("零元") == "0.00 CNY");
    CHECK(read("-壹佰元") == "-100.00 CNY");
    CHECK(read("美元壹佰元整") == "100.00 USD");
    CHECK(read("十", {4, "CNY"}) == "100000.00 CNY");
    CHECK(read("壹万贰仟元整", {4, "CNY"}) == "12000.00 CNY");
    // Two sums, or none.
    for (const char* text : {"一万二", "三百五", "3万5", "一一", "万", "佰元", "元", "壹元贰元", "壹角贰角", "壹佰贰仟",
                             "壹分贰角", "壹万贰仟元整整", "壹亿亿", "5千5", "整", "约五万"}) {
        CAPTURE(text);
        CHECK(read(text) == "refused");
    }
}

TEST_CASE("what is no amount in a list is refused with a hint")
{
    for (const char* text :
         {"", "()", "(-5)", "--5", "-¥-5", "¥¥5", "12,34", "1.234", "USD", "$", "一万二", "abc", "1e5", "=1+1", "1 234"}) {
        CAPTURE(text);
        REQUIRE_FALSE(parse_listed_amount(text).ok());
        CHECK_FALSE(parse_listed_amount(text).error().hint.empty());
    }
}

TEST_CASE("headers name units")
{
    CHECK((unit("元").scale == 0 && unit("元").currency == "CNY"));
    CHECK((unit("万元").scale == 4 && unit("万元").currency == "CNY"));
    CHECK((unit("亿元").scale == 8 && unit("亿元").currency == "CNY"));
    CHECK((unit("单位：万元").scale == 4 && unit("单位:万元").currency == "CNY"));
    CHECK((unit("万美元").scale == 4 && unit("万美元").currency == "USD"));
    CHECK((unit("人民币万元").scale == 4 && unit("人民币万元").currency == "CNY"));
    CHECK((unit("百万元").scale == 6));
    CHECK((unit("千元").scale == 3));
    CHECK((unit("USD").scale == 0 && unit("USD").currency == "USD"));
    CHECK((unit("万").scale == 4 && unit("万").currency.empty()));
    CHECK_FALSE(amount_unit(""));
    CHECK_FALSE(amount_unit("含税"));
    CHECK_FALSE(amount_unit("吨"));
}
