// SPDX-License-Identifier: GPL-3.0-or-later
// What naive n-grams get wrong, on a real index.
#include <catch2/catch.hpp>

#include "tests/unit/search/small_index.hpp"

using namespace fonds;
using namespace fonds::test;

using Ids = std::vector<std::int64_t>;

TEST_CASE("spaces that OCR puts between characters do not hide a word")
{
    SmallIndex index({with_text(1, {"采 购 合 同 管 理"}), with_text(2, {"采购\n合同"}), with_text(3, {"无关"})});
    CHECK(index.set("采购合同") == Ids{1, 2});
    CHECK(index.set("采 购 合 同") == Ids{1, 2});
    index.put(with_text(4, {"同购采合"}));
    CHECK(index.set("采 购 合 同") == Ids{1, 2});
    CHECK(index.set("\"合同管理\"") == Ids{1});
}

TEST_CASE("traditional and simplified characters find each other")
{
    SmallIndex index({with_text(1, {"檔案館採購合約"}), with_text(2, {"档案馆采购合约"})});
    CHECK(index.set("档案") == Ids{1, 2});
    CHECK(index.set("檔案") == Ids{1, 2});
    CHECK(index.set("採購合約") == Ids{1, 2});
}

TEST_CASE("full-width letters and digits are plain ones")
{
    SmallIndex index({with_text(1, {"ＡＢＣ公司 ２０２４年"}), with_text(2, {"abc公司 2024年"})});
    CHECK(index.set("ABC") == Ids{1, 2});
    CHECK(index.set("ａｂｃ") == Ids{1, 2});
    CHECK(index.set("2024") == Ids{1, 2});
}

TEST_CASE("four digits or more find the longer number they are part of")
{
    SmallIndex index({with_text(1, {"发票号码 12345678"}), with_text(2, {"发票号码 34567"}), with_text(3, {"CG2024018号"}),
                      with_text(4, {"金额 1,234,567.00 元"})});
    CHECK(index.set("345678") == Ids{1});
    CHECK(index.set("3456") == Ids{1, 2, 4});
    CHECK(index.set("12345678") == Ids{1});
    CHECK(index.set("345") == Ids{});
    CHECK(index.set("46578") == Ids{});
    CHECK(index.set("2024018") == Ids{3});
    CHECK(index.set("cg2024") == Ids{3});
    CHECK(index.set("1234567") == Ids{1, 4});
    CHECK(index.set("1,234,567") == Ids{1, 4});
    CHECK(index.set("1,234,567.00") == Ids{4});
    CHECK(index.set("34567 发票") == Ids{1, 2});
}

TEST_CASE("groups of digits must be neighbours in one number")
{
    SmallIndex index({with_text(1, {"1234 2345 123499992345"}), with_text(2, {"12345"})});
    CHECK(index.set("12345") == Ids{2});
}

TEST_CASE("the words of a compound may stand apart, and rank lower then")
{
    std::string often;
    for (int i = 0; i < 30; ++i) often += "合同档案管理,";
    SmallIndex index({with_text(1, {"合同档案管理"}), with_text(2, {"合同管理"}), with_text(3, {"管理办法与合同文本"}),
                      with_text(4, {"只有合同"}), with_text(5, {often})});
    CHECK(index.set("合同管理") == Ids{1, 2, 3, 5});
    CHECK(index.ids("合同管理").front() == 2);
    CHECK(index.set("\"合同管理\"") == Ids{2});
}

TEST_CASE("an exact neighbourhood outranks many scattered words even in a long text")
{
    std::string scattered, filler;
    for (int i = 0; i < 50; ++i) scattered += "合同。管理。";
    for (int i = 0; i < 100; ++i) filler += "其他文字若干段落";
    std::vector<SmallDocument> documents{with_text(1, {scattered}), with_text(2, {filler + "合同管理" + filler})};
    for (int i = 3; i < 30; ++i) documents.push_back(with_text(i, {filler}));
    SmallIndex index(documents);
    CHECK(index.ids("合同管理") == Ids{2, 1});
}

TEST_CASE("names that no dictionary knows are found as they stand")
{
    SmallIndex index({with_text(1, {"经办人王芳"}), with_text(2, {"王先生与芳女士"}), with_text(3, {"华为技术有限公司"}),
                      with_text(4, {"技术华而不实为"})});
    CHECK(index.set("王芳") == Ids{1});
    CHECK(index.set("华为") == Ids{3});
    CHECK(index.set("华为技术") == Ids{3});
}

TEST_CASE("one character, two and more")
{
    SmallIndex index({with_text(1, {"税"}), with_text(2, {"增值税发票"}), with_text(3, {"税务局"})});
    CHECK(index.set("税") == Ids{1, 2, 3});
    CHECK(index.set("税务") == Ids{3});
    CHECK(index.set("增值税") == Ids{2});
    CHECK(index.set("增*") == Ids{2});
    CHECK(index.set("增值*") == Ids{2});
}

TEST_CASE("Han and Latin in one run")
{
    SmallIndex index({with_text(1, {"iPhone手机采购"}), with_text(2, {"手机一部,iphone"}), with_text(3, {"2024年度合同"}),
                      with_text(4, {"合同年度 2024"})});
    CHECK(index.ids("iphone手机") == Ids{1, 2});
    CHECK(index.set("2024年度合同") == Ids{3, 4});
    CHECK(index.ids("2024年度合同").front() == 3);
}
