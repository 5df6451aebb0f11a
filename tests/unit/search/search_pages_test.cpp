// SPDX-License-Identifier: GPL-3.0-or-later
// The pages on which a hit's words stand.
#include <catch2/catch.hpp>

#include "tests/unit/search/small_index.hpp"

using namespace fonds;
using namespace fonds::test;

using Ids = std::vector<std::int64_t>;
using Pages = std::vector<std::int32_t>;

TEST_CASE("words name their pages")
{
    auto document = with_text(1, {"合同 总则", "", "采购合同 附则", "contract 1234567.00", "结尾 合 同 CG2024018"});
    document.metadata.title = "题名 采购";
    SmallIndex index({document});
    CHECK(index.pages("合同") == Pages{1, 3, 5});
    CHECK(index.pages("附则") == Pages{3});
    CHECK(index.pages("contract") == Pages{4});
    CHECK(index.pages("contr*") == Pages{4});
    CHECK(index.pages("2345") == Pages{4});
    CHECK(index.pages("1,234,567.00") == Pages{4});
    CHECK(index.pages("2024018") == Pages{5});
    CHECK(index.pages("cg2024") == Pages{5});
    CHECK(index.pages("采购合同") == Pages{3});
    CHECK(index.pages("\"采购合同\"") == Pages{3});
}

TEST_CASE("pages that hold all words come before those with some")
{
    SmallIndex index({with_text(1, {"甲方 乙方", "甲方", "乙方", "丙方"})});
    CHECK(index.pages("甲方 乙方") == Pages{1});
    CHECK(index.pages("乙方 丙方") == Pages{1, 3, 4});
    CHECK(index.pages("甲方 OR 丙方") == Pages{1, 2, 4});
    CHECK(index.pages("甲方 -丁方") == Pages{1, 2});
}

TEST_CASE("metadata and attachments are no pages")
{
    auto document = with_text(1, {"第一页", "第二页"});
    document.metadata.title = "采购合同";
    document.metadata.note = "备注";
    document.attachment = {"附件内容 第二页", "更多"};
    SmallIndex index({document});
    CHECK(index.pages("采购") == Pages{});
    CHECK(index.pages("附件") == Pages{});
    CHECK(index.pages("第二页") == Pages{2});
    CHECK(index.pages("采购 第一页") == Pages{1});
    CHECK(index.pages("title:采购") == Pages{});
    CHECK(index.pages("title:采购 第二页") == Pages{2});
    CHECK(index.pages("") == Pages{});
}

TEST_CASE("an attachment's text is not the original's when the original has none")
{
    auto document = with_title(1, "无文字原件");
    document.attachment = {"附件内容"};
    SmallIndex index({document});
    CHECK(index.set("附件内容") == Ids{1});
    CHECK(index.pages("附件内容") == Pages{});
}

TEST_CASE("no phrase crosses pages, fields or attachments")
{
    auto document = with_text(1, {"开头 采购", "合同 annual", "report"});
    document.metadata.title = "题名";
    document.metadata.party = "单位";
    document.attachment = {"附录"};
    SmallIndex index({document});
    CHECK(index.set("\"采购 合同\"") == Ids{});
    CHECK(index.set("\"采购合同\"") == Ids{});
    CHECK(index.set("\"annual report\"") == Ids{});
    CHECK(index.set("\"report 附录\"") == Ids{});
    CHECK(index.set("\"题名 开头\"") == Ids{});
    CHECK(index.set("采购合同") == Ids{1});
}

TEST_CASE("at most fifty pages are named, the first ones")
{
    SmallIndex index({with_text(1, std::vector<std::string>(80, "合同"))});
    const auto pages = index.pages("合同");
    REQUIRE(pages.size() == 50);
    CHECK(pages.front() == 1);
    CHECK(pages.back() == 50);
}
