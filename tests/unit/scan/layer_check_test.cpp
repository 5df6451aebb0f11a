// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/scan/layer_check.hpp"

using namespace fonds;

namespace {

OcrLine line_of(const std::string& text, float confidence = 0.95F)
{
    OcrLine line;
    line.confidence = confidence;
    line.words = {{text, 0, 1, confidence, false}};
    return line;
}

const std::string good_layer =
    "技 术 服 务 合 同\n合同编号:ZH-2020-HT-46265  签订日期：2010年08月06日\n甲方(采购方):苏州工业园区精密机械制造厂";

}  // namespace

TEST_CASE("Containment looks past spaces, width and case")
{
    CHECK(containment("技术服务合同", good_layer) == 1);
    CHECK(containment("zh-2020-ht-46265", good_layer) == 1);
    CHECK(containment("甲方（采购方）：", good_layer) == 1);
    CHECK(containment("技术服务条款", good_layer) == Approx(0.6));
    CHECK(containment("一", good_layer) == 1);
    CHECK(containment("甲方乙方", "") == 0);
}

TEST_CASE("A layer that says what is seen is kept, also when a line is misread")
{
    CHECK(
        compare_with_layer({line_of("技术服务合同"), line_of("合同编号：ZH-2020-HT-46265"), line_of("苏州工业圆区精蜜机械")},
                           good_layer) == LayerOpinion::says_the_same);
}

TEST_CASE("A layer in the wrong language says something else, although all its characters are good ones")
{
    const std::string english = "BAR SHA) Wa ZH-2020-HT-46265 SLT AM: 2010 408 H06 A";
    CHECK(compare_with_layer(
              {line_of("技术服务合同"), line_of("甲方（采购方）：苏州工业园区"), line_of("签订日期：2010年08月06日")},
              english) == LayerOpinion::says_something_else);
    CHECK(compare_with_layer({line_of("技术服务合同第一条总则")}, "") == LayerOpinion::cannot_tell);
    CHECK(compare_with_layer({line_of("技术服务合同第一条总则任何一方")}, "") == LayerOpinion::says_something_else);
}

TEST_CASE("What the engine cannot read is no reason to give up the layer")
{
    const std::string arabic = "مرحبا بالعالم";
    CHECK(compare_with_layer({line_of("jl=Jl L>yo lllll ,,,", 0.4F), line_of("wJlsJl b> po yo yo", 0.5F)}, arabic) ==
          LayerOpinion::cannot_tell);
    CHECK(compare_with_layer({}, good_layer) == LayerOpinion::cannot_tell);
}
