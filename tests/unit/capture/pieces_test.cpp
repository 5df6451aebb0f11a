// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/capture/dates.hpp"
#include "indexer/capture/invoice_code.hpp"
#include "indexer/capture/lines.hpp"
#include "indexer/capture/money.hpp"
#include "indexer/capture/party_names.hpp"
#include "indexer/capture/tax_id.hpp"

namespace fonds {
namespace {

TEST_CASE("days in the forms that people write")
{
    struct Case {
        const char *text, *day;
    };
    const Case cases[] = {{"2010年08月06日", "2010-08-06"},     {"签订于２０２４年３月５日", "2024-03-05"},
                          {"二〇二四年三月五日", "2024-03-05"}, {"二○一九年十二月二十三日", "2019-12-23"},
                          {"2024-3-5", "2024-03-05"},           {"2024.03.05", "2024-03-05"},
                          {"2024/3/5", "2024-03-05"},           {"2024年3 月 5 日", "2024-03-05"},
                          {"5 March 2024", "2024-03-05"},       {"March 5, 2024", "2024-03-05"},
                          {"1st Sept. 2023", "2023-09-01"},     {"05.03.2024", "2024-03-05"},
                          {"12/25/2024", "2024-12-25"},         {"2O24-03-05", "2024-03-05"},
                          {"日期20240305", "2024-03-05"}};
    for (const Case& one : cases) {
        CAPTURE(one.text);
        const auto found = find_dates(folded(one.text));
        REQUIRE(found.size() == 1);
        CHECK(found[0].day == one.day);
    }
    for (const char* text :
         {"2024-02-30", "1.2.3", "027-45928686", "GB/T 20757-2019", "A2024-03-05", "20240305123456", "第十二条"})
        CHECK(find_dates(folded(text)).empty());
    CHECK(find_dates(folded("03/04/2024")).at(0).ambiguous);
}

TEST_CASE("figures of money")
{
    struct Case {
        const char* text;
        std::int64_t cents;
        const char* currency;
    };
    const Case cases[] = {{"¥193,645.04", 19'364'504, "CNY"},     {"￥１９３,６４５.０４", 19'364'504, "CNY"},
                          {"8,971,504.00元", 897'150'400, "CNY"}, {"人民币12万元", 12'000'000, "CNY"},
                          {"1.5万元", 1'500'000, "CNY"},          {"USD 1,234.50", 123'450, "USD"},
                          {"$250,144.79", 25'014'479, "USD"},     {"1.234,56 €", 123'456, "EUR"},
                          {"242.879.79", 24'287'979, ""},         {"212/191.37", 21'219'137, ""}};
    for (const Case& one : cases) {
        CAPTURE(one.text);
        const auto found = find_figures(folded(one.text));
        REQUIRE_FALSE(found.empty());
        CHECK(found[0].cents == one.cents);
        CHECK(found[0].currency == one.currency);
    }
    CHECK(find_figures(folded("242.879.79"))[0].irregular);
    for (const char* text :
         {"9%", "2024-03-05", "027-45928686", "GB/T 20757-2019", "XQ-944A", "第3条", "12,34,56", "16.34 %"}) {
        CAPTURE(text);
        CHECK(find_figures(folded(text)).empty());
    }
}

TEST_CASE("amounts in capital characters")
{
    struct Case {
        const char* text;
        std::int64_t cents;
    };
    const Case cases[] = {{"人民币壹拾玖万叁仟陆佰肆拾伍元整", 19'364'500},
                          {"捌佰玖拾柒万壹仟伍佰零肆元整", 897'150'400},
                          {"贰拾壹万零贰佰肆拾陆圆贰角贰分", 21'024'622},
                          {"壹亿贰仟万元正", 12'000'000'000},
                          {"壹 佰 零 柒 万 叁 仟 元 整", 107'300'000},
                          {"貳佰元整", 20'000},
                          {"一百二十元整", 12'000},
                          {"拾万元整", 10'000'000},
                          {"玖角伍分", 95},
                          {"叁万园整", 3'000'000}};
    for (const Case& one : cases) {
        CAPTURE(one.text);
        const auto found = find_capitals(folded(one.text));
        REQUIRE(found.size() == 1);
        CHECK(found[0].cents == one.cents);
    }
    for (const char* text : {"第十二条", "一式贰份", "二〇二四年", "三方", "万一"}) {
        CAPTURE(text);
        CHECK(find_capitals(folded(text)).empty());
    }
    CHECK(find_capitals(folded("陸仟元整")).at(0).cents == 600'000);
}

TEST_CASE("tax numbers and their check characters")
{
    CHECK(is_credit_code("91350100M000100Y43"));
    CHECK(is_credit_code("91310115591693856A"));
    CHECK_FALSE(is_credit_code("91310115591693857A"));
    CHECK_FALSE(is_credit_code("91110000633674095F"));
    const auto one = [](const char* text) {
        const auto found = find_tax_ids(folded(text));
        REQUIRE(found.size() == 1);
        return found[0];
    };
    CHECK(one("纳税人识别号：91310115591693856A").doubt.empty());
    CHECK(one("税号 9131 0115 5916 9385 6A").value == "91310115591693856A");
    // O for 0 and I for 1: mended, and said.
    const auto mended = one("统一社会信用代码:9I35O1OOM0OO100Y43");
    CHECK(mended.value == "91350100M000100Y43");
    CHECK_FALSE(mended.doubt.empty());
    const auto wrong = one("纳税人识别号:91310115591693857A");
    CHECK(wrong.value == "91310115591693857A");
    CHECK_FALSE(wrong.checked);
    CHECK(one("VAT No.: DE123456789").value == "DE123456789");
    CHECK(one("税号:310115591693856").value == "310115591693856");
    CHECK(find_tax_ids(folded("IBAN: DE67890379566624195850")).empty());
    CHECK(find_tax_ids(folded("订单 123456789012345678")).empty());
}

TEST_CASE("names of organisations")
{
    const auto first = [](const char* text) {
        const Line line = line_of(text);
        const auto found = find_names(line.text);
        return found.empty() ? std::string() : line.part(found[0].begin, found[0].end);
    };
    CHECK(first("甲方:苏州精密机械制造厂") == "苏州精密机械制造厂");
    CHECK(first("本院(上海)科技有限公司。") == "本院(上海)科技有限公司");
    CHECK(first("Customer: Blue Harbor Logistics GmbH") == "Blue Harbor Logistics GmbH");
    CHECK(first("均有权向甲方所在地人民法院提起诉讼") == "");
    CHECK(first("Ltd") == "");
    CHECK(same_name(name_key("华为技术有限公司"), name_key("华 为 技朮有限公司")));
    CHECK_FALSE(same_name(name_key("中国银行"), name_key("中国人行")));
    const KnownParty parties[] = {{"华为技术有限公司", {"Huawei"}, "914403001922038216"}, {"北京华方有限公司", {}, ""}};
    CHECK(known_party(parties, "華為技術有限公司", "") == &parties[0]);
    CHECK(known_party(parties, "HUAWEI", "") == &parties[0]);
    CHECK(known_party(parties, "别的名字", "914403001922038216") == &parties[0]);
    CHECK(known_party(parties, "别的名字", "") == nullptr);
}

TEST_CASE("the code on Chinese invoices")
{
    const auto old = parse_invoice_code("01,04,547364752581,22250593,95631.00,20230815,12345678901234567890,A1B2");
    REQUIRE(old);
    CHECK(old->number == "22250593");
    CHECK(old->code == "547364752581");
    CHECK(old->day == "2023-08-15");
    CHECK_FALSE(old->with_tax);
    const auto digital = parse_invoice_code("01,32,,24312000000012345678,113.00,20240305,,A1B2");
    REQUIRE(digital);
    CHECK(digital->number == "24312000000012345678");
    CHECK(digital->amount == "113.00");
    CHECK(digital->with_tax);
    for (const char* text :
         {"", "https://example.cn/?a=1,2,3,4,5,6", "02,04,547364752581,22250593,1.00,20230815,", "01,04,5,2,1,2"})
        CHECK_FALSE(parse_invoice_code(text));
}

}  // namespace
}  // namespace fonds
