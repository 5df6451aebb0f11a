// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <catch2/catch.hpp>

#include "bench/sample_text.hpp"

using namespace fonds;
using namespace fonds::bench;

namespace {

constexpr Kind kinds[] = {Kind::contract,  Kind::invoice,     Kind::minutes, Kind::permit,      Kind::acceptance,
                          Kind::personnel, Kind::maintenance, Kind::notice,  Kind::contract_en, Kind::invoice_en};

std::string text_of(Kind kind, std::uint64_t seed, int pages = 0)
{
    Random random(seed);
    return make_sample(kind, random, pages).pages.plain_text();
}

}  // namespace

TEST_CASE("sums are written in capital characters as a cheque has them")
{
    CHECK(capital_zh(0) == "零元整");
    CHECK(capital_zh(1) == "壹分");
    CHECK(capital_zh(50) == "伍角整");
    CHECK(capital_zh(105) == "壹元零伍分");
    CHECK(capital_zh(123'450) == "壹仟贰佰叁拾肆元伍角整");
    CHECK(capital_zh(100'000'500) == "壹佰万零伍元整");
    CHECK(capital_zh(897'150'400) == "捌佰玖拾柒万壹仟伍佰零肆元整");
    CHECK(capital_zh(10'050'000'00) == "壹仟零伍万元整");
    CHECK(capital_zh(100'000'000'00) == "壹亿元整");
    CHECK(capital_zh(100'001'000'00) == "壹亿零壹仟元整");
    CHECK(capital_zh(120'300'045'67) == "壹亿贰仟零叁拾万零肆拾伍元陆角柒分");
}

TEST_CASE("sums are grouped by thousands")
{
    CHECK(grouped(5) == "0.05");
    CHECK(grouped(99'999) == "999.99");
    CHECK(grouped(100'000) == "1,000.00");
    CHECK(grouped(123'456'789'01) == "123,456,789.01");
    CHECK(amount_text(123'405) == "1234.05");
}

TEST_CASE("ordinals and days are written as documents have them")
{
    CHECK(ordinal_zh(1) == "一");
    CHECK(ordinal_zh(10) == "十");
    CHECK(ordinal_zh(11) == "十一");
    CHECK(ordinal_zh(20) == "二十");
    CHECK(ordinal_zh(35) == "三十五");
    CHECK(Day{2024, 2, 28}.plus(2).iso() == "2024-03-01");
    CHECK(Day{2024, 3, 5}.zh() == "2024年3月5日");
    CHECK(Day{2024, 3, 5}.en() == "5 March 2024");
}

TEST_CASE("the same seed gives the same document and another seed another one")
{
    for (const Kind kind : kinds) {
        CHECK(text_of(kind, 7) == text_of(kind, 7));
        CHECK(text_of(kind, 7) != text_of(kind, 8));
    }
}

TEST_CASE("every document has the facts that a list needs and says them in its text")
{
    const std::set<std::string> categories{"HT", "FP", "GC", "ZZ", "RS", "WX", "QT"};
    for (const Kind kind : kinds) {
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            Random random(seed);
            const Sample sample = make_sample(kind, random, 0);
            const std::string text = sample.pages.plain_text();
            CHECK(categories.contains(sample.facts.category));
            CHECK_FALSE(sample.facts.title.empty());
            CHECK(sample.facts.date.size() == 10);
            CHECK((sample.facts.grade == "A" || sample.facts.grade == "B" || sample.facts.grade == "C"));
            CHECK(sample.facts.amount.empty() == sample.facts.currency.empty());
            CHECK(text.find(sample.facts.number) != std::string::npos);
            CHECK(text.find(sample.facts.party) != std::string::npos);
            CHECK(text.size() > 300);
        }
    }
}

TEST_CASE("an invoice adds up and says its total in words")
{
    Random random(3);
    const Sample sample = make_invoice(random);
    const std::string text = sample.pages.plain_text();
    std::string whole = sample.facts.amount;
    whole.erase(whole.find('.'), 1);
    CHECK(text.find(capital_zh(std::stoll(whole))) != std::string::npos);
    CHECK(text.find("¥" + grouped(std::stoll(whole))) != std::string::npos);
}

TEST_CASE("long documents have about the pages that were asked for")
{
    for (const Kind kind : {Kind::contract, Kind::contract_en, Kind::minutes}) {
        Random random(11);
        const int pages = make_sample(kind, random, 17).pages.page_count();
        CHECK(pages >= 17);
        CHECK(pages <= 20);
    }
}

TEST_CASE("new documents keep bringing new names, as real ones do")
{
    std::set<std::string> companies, people, models, requirements;
    Random random(1);
    for (int i = 0; i < 2000; ++i) {
        companies.insert(company_zh(random));
        people.insert(person_zh(random));
        models.insert(model_number(random));
        requirements.insert(requirement_zh(random));
    }
    CHECK(companies.size() > 1800);
    CHECK(people.size() > 1200);
    CHECK(people.size() < 2000);  // common names come again
    CHECK(models.size() > 1500);
    CHECK(requirements.size() > 1900);
}

TEST_CASE("common words are far more common than rare ones")
{
    Random random(5);
    std::size_t first = 0, last = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::size_t rank = random.rank(100);
        REQUIRE(rank < 100);
        first += rank == 0;
        last += rank == 99;
    }
    CHECK(first > 2000);
    CHECK(last > 10);
    CHECK(last < 200);
}
