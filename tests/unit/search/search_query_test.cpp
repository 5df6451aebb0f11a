// SPDX-License-Identifier: GPL-3.0-or-later
// Every construct of the query language, on a real index.
#include <catch2/catch.hpp>

#include "tests/unit/search/small_index.hpp"

using namespace fonds;
using namespace fonds::test;

using Ids = std::vector<std::int64_t>;

namespace {

/// Three records with everything filled in differently.
std::vector<SmallDocument> three()
{
    auto first = with_text(1, {"The annual report on contracts", "contractor list"});
    first.code = "J001-HT·2024-D30-0001";
    first.metadata.title = "服务器采购合同";
    first.metadata.category = "HT";
    first.metadata.folder = "001";
    first.metadata.party = "华为技术有限公司";
    first.metadata.date = *Date::parse("2024-03-05");
    first.metadata.grade = Grade::A;
    first.metadata.number = "CG-2024-018";
    first.metadata.amount = Amount{123'450};
    first.metadata.note = "次年续签";
    first.metadata.tags = {"急件", "重点 项目"};
    auto second = with_text(2, {"The report on annual matters"});
    second.code = "J001-FP·2023-D10-0002";
    second.metadata.title = "电子发票";
    second.metadata.category = "FP";
    second.metadata.date = *Date::parse("2023-12-31");
    second.metadata.amount = Amount{-500};
    second.year = 2023;
    second.kind = "ofd";
    second.attachment = {"Annex with a contract"};
    second.state = TextState::needs_ocr;
    auto third = with_title(3, "采购申请");
    third.code = "J001-HT·2024-D30-0010";
    third.metadata.category = "HT";
    third.metadata.grade = Grade::C;
    third.state = TextState::encrypted;
    return {first, second, third};
}

}  // namespace

TEST_CASE("words, AND, OR, NOT and parentheses")
{
    SmallIndex index(three());
    CHECK(index.set("report annual") == Ids{1, 2});
    CHECK(index.set("report contracts") == Ids{1});
    CHECK(index.set("contracts OR matters") == Ids{1, 2});
    CHECK(index.set("采购 OR matters") == Ids{1, 2, 3});
    CHECK(index.set("采购 -report") == Ids{3});
    CHECK(index.set("采购 NOT report") == Ids{3});
    CHECK(index.set("-report") == Ids{3});
    CHECK(index.set("-report -采购") == Ids{});
    CHECK(index.set("采购 OR -采购") == Ids{1, 2, 3});
    CHECK(index.set("(contracts OR matters) -list") == Ids{2});
    CHECK(index.set("REPORT") == Ids{1, 2});
    CHECK(index.set("") == Ids{1, 2, 3});
    CHECK(index.set("*") == Ids{1, 2, 3});
    CHECK(index.set("* -采购") == Ids{2});
    CHECK(index.set("nothing such") == Ids{});
}

TEST_CASE("phrases are exact, word for word")
{
    SmallIndex index(three());
    CHECK(index.set("\"annual report\"") == Ids{1});
    CHECK(index.set("\"report annual\"") == Ids{});
    CHECK(index.set("“report on annual”") == Ids{2});
    CHECK(index.set("「采购合同」") == Ids{1});
    CHECK(index.set("「服务采购」") == Ids{});
}

TEST_CASE("phrases of Han, Latin and numbers together")
{
    SmallIndex index({with_text(1, {"签订 IBM 2024 年合同 两份"}), with_text(2, {"签订两份 IBM 2024 合同"}),
                      with_text(3, {"合同,管理"})});
    CHECK(index.set("\"签订 ibm 2024 年合同\"") == Ids{1});
    CHECK(index.set("\"订IBM\"") == Ids{1});
    CHECK(index.set("\"2024 合同\"") == Ids{2});
    CHECK(index.set("\"合同,管理\"") == Ids{3});
    CHECK(index.set("\"合同管理\"") == Ids{});
}

TEST_CASE("a star stands for the rest of a Latin word or number")
{
    SmallIndex index(three());
    CHECK(index.set("contract*") == Ids{1, 2});
    CHECK(index.set("contracto*") == Ids{1});
    CHECK(index.set("contract") == Ids{2});
    CHECK(index.set("zz*") == Ids{});
    CHECK(index.set("title:服务*") == Ids{1});
}

TEST_CASE("punctuation joins letters and digits to one exact run")
{
    SmallIndex index({with_text(1, {"mail zhang@example.com"}), with_text(2, {"example zhang com"}),
                      with_text(3, {"CG-2024-018"}), with_text(4, {"018-2024-CG"})});
    CHECK(index.set("zhang@example.com") == Ids{1});
    CHECK(index.set("CG-2024-018") == Ids{3});
    CHECK(index.set("CG/2024/018") == Ids{3});
    CHECK(index.set("CG-2024-01*") == Ids{3});
}

TEST_CASE("a reference code typed as a free word finds its record, however it is spelt")
{
    SmallIndex index(three());
    for (const char* code : {"J001-HT·2024-D30-0001", "j001-ht.2024-d30-0001", "J001-HT・2024-D30-0001",
                             "Ｊ００１－ＨＴ·２０２４－Ｄ３０－０００１"}) {
        INFO(code);
        CHECK(index.set(code) == Ids{1});
    }
    CHECK(index.set("J001-HT·2024*") == Ids{1, 3});
    CHECK(index.set("D30-0010") == Ids{3});
    CHECK(index.set("-J001-HT·2024-D30-0001") == Ids{2, 3});
}

TEST_CASE("codes with Chinese parts are found as free words too")
{
    auto document = with_title(1, "a");
    document.code = "全宗1-合同·2024-永久-0001";
    SmallIndex index({document, with_title(2, "合同 2024 永久 0001 全宗1")});
    CHECK(index.ids("全宗1-合同.2024-永久-0001").front() == 1);
    CHECK(index.set("code:全宗1-合同.2024-永久-0001") == Ids{1});
}

TEST_CASE("each field finds by its own value only")
{
    SmallIndex index(three());
    CHECK(index.set("code:J001-HT·2024-D30-0001") == Ids{1});
    CHECK(index.set("code:j001-ht.2024*") == Ids{1, 3});
    CHECK(index.set("code:J001-HT·2024-D30") == Ids{});
    CHECK(index.set("title:采购") == Ids{1, 3});
    CHECK(index.set("title:采购合同") == Ids{1});
    CHECK(index.set("title:华为") == Ids{});
    CHECK(index.set("title:annual") == Ids{});
    CHECK(index.set("party:华为") == Ids{1});
    CHECK(index.set("party:\"技术有限\"") == Ids{1});
    CHECK(index.set("单位：华为技术") == Ids{1});
    CHECK(index.set("category:ht") == Ids{1, 3});
    CHECK(index.set("category:H*") == Ids{1, 3});
    CHECK(index.set("folder:001") == Ids{1});
    CHECK(index.set("grade:a") == Ids{1});
    CHECK(index.set("重要性:B") == Ids{2});
    CHECK(index.set("tag:急件") == Ids{1});
    CHECK(index.set("tag:急") == Ids{});
    CHECK(index.set("tag:急*") == Ids{1});
    CHECK(index.set("tag:\"重点 项目\"") == Ids{1});
    CHECK(index.set("year:2023") == Ids{2});
    CHECK(index.set("year:202*") == Ids{1, 2, 3});
    CHECK(index.set("number:CG-2024-018") == Ids{1});
    CHECK(index.set("number:2024") == Ids{1});
    CHECK(index.set("note:续签") == Ids{1});
    CHECK(index.set("type:OFD") == Ids{2});
    CHECK(index.set("title:(采购 -合同)") == Ids{3});
    CHECK(index.set("title:(发票 OR 申请)") == Ids{2, 3});
}

TEST_CASE("metadata is found by free words")
{
    SmallIndex index(three());
    for (const char* query : {"服务器", "华为", "CG-2024-018", "续签", "急件", "2024-018"}) {
        INFO(query);
        CHECK(index.set(query) == Ids{1});
    }
}

TEST_CASE("dates: a day, a month, a year, a range, open ends")
{
    SmallIndex index(three());
    CHECK(index.set("date:2024-03-05") == Ids{1});
    CHECK(index.set("date:2024年3月5日") == Ids{1});
    CHECK(index.set("date:2024-03-04") == Ids{});
    CHECK(index.set("date:2024-03") == Ids{1});
    CHECK(index.set("date:2023") == Ids{2});
    CHECK(index.set("date:2023-12..2024-03") == Ids{1, 2});
    CHECK(index.set("date:..2023") == Ids{2});
    CHECK(index.set("日期：2024..") == Ids{1});
    CHECK(index.set("-date:2024..") == Ids{2, 3});
}

TEST_CASE("amounts: a sum, a comparison, a range, negative ones, none")
{
    SmallIndex index(three());
    CHECK(index.set("amount:1,234.50") == Ids{1});
    CHECK(index.set("amount:=1234.5") == Ids{1});
    CHECK(index.set("amount:>1234.50") == Ids{});
    CHECK(index.set("amount:>=1234.50") == Ids{1});
    CHECK(index.set("金额：＞1000") == Ids{1});
    CHECK(index.set("amount:≥1000") == Ids{1});
    CHECK(index.set("amount:<1234.5") == Ids{2});
    CHECK(index.set("amount:<=1234.5") == Ids{1, 2});
    CHECK(index.set("amount:≤0.12万") == Ids{2});
    CHECK(index.set("amount:-5") == Ids{2});
    CHECK(index.set("amount:-10..0") == Ids{2});
    CHECK(index.set("amount:1000..") == Ids{1});
    CHECK(index.set("amount:..1000") == Ids{2});
}

TEST_CASE("amounts keep their last hundredth however large")
{
    auto large = with_title(1, "a"), larger = with_title(2, "b");
    large.metadata.amount = Amount{8'999'999'999'999'999'998};
    larger.metadata.amount = Amount{8'999'999'999'999'999'999};
    SmallIndex index({large, larger});
    CHECK(index.set("amount:89999999999999999.99") == Ids{2});
    CHECK(index.set("amount:<89999999999999999.99") == Ids{1});
}

TEST_CASE("flags")
{
    SmallIndex index(three());
    CHECK(index.set("has:text") == Ids{1, 2});
    CHECK(index.set("has:party") == Ids{1});
    CHECK(index.set("has:date") == Ids{1, 2});
    CHECK(index.set("has:amount") == Ids{1, 2});
    CHECK(index.set("has:folder") == Ids{1});
    CHECK(index.set("具有:附件") == Ids{2});
    CHECK(index.set("is:scanned") == Ids{2});
    CHECK(index.set("状态：加密") == Ids{3});
    CHECK(index.set("is:pending") == Ids{});
    CHECK(index.set("-has:text") == Ids{3});
    auto damaged = with_title(4, "d"), pending = with_title(5, "p");
    damaged.state = TextState::failed;
    pending.state = TextState::pending;
    index.put(damaged);
    index.put(pending);
    CHECK(index.set("is:damaged") == Ids{4});
    CHECK(index.set("is:pending") == Ids{5});
}

TEST_CASE("a star with too many meanings is refused with advice")
{
    std::string words;
    for (int i = 0; i < 2100; ++i) words += "w1" + std::to_string(100'000 + i) + "x ";
    SmallIndex index({with_text(1, {words})});
    auto reader = index.index().reader();
    REQUIRE(reader.ok());
    const auto result = (*reader)->search(*Query::parse("w1*"), {});
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().kind == ErrorKind::usage);
    CHECK(result.error().what.zh.find("w1*") != std::string::npos);
    CHECK_FALSE(result.error().hint.empty());
    CHECK(index.set("w11000*") == Ids{1});
    // The same without a star is a plain word, not an error.
    CHECK(index.set("w110") == Ids{});
    CHECK(index.set("w11000") == Ids{1});
}

TEST_CASE("values too long for a term are still exact")
{
    const std::string start(300, 'x');
    auto first = with_title(1, "a"), second = with_title(2, "b");
    first.metadata.tags = {start + "1"};
    second.metadata.tags = {start + "2"};
    SmallIndex index({first, second});
    CHECK(index.set("tag:" + start + "1") == Ids{1});
    CHECK(index.set("tag:" + start + "2") == Ids{2});
    CHECK(index.set("tag:" + start) == Ids{});
}

TEST_CASE("a phrase with control characters finds the page that lost them, and the one that has spaces for them")
{
    SmallIndex index({with_text(1, {"the tele\x02phone \x01number"}), with_text(2, {"the telephone number"}),
                      with_text(3, {"the tele phone number"}), with_text(4, {"number of the telephone"}),
                      with_text(5, {"合\x02同管理"})});
    CHECK(index.set("\"the tele\x02phone \x01number\"") == Ids{1, 2, 3});
    CHECK(index.set("\"telephone\x1F number\x7F\"") == Ids{2});
    CHECK(index.set("\"the\ttelephone\nnumber\"") == Ids{2});
    CHECK(index.set("\"合\x03同管\x04理\"") == Ids{5});
    CHECK(index.set("-\"tele\x02phone\"") == Ids{5});
    CHECK(index.set("\"\x01\x02\" number") == Ids{1, 2, 3, 4});
    CHECK(index.set("title:\"题\x01名\"") == Ids{});
}
