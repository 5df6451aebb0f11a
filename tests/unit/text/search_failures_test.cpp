// SPDX-License-Identifier: GPL-3.0-or-later
// The six ways in which naive n-grams fail on Chinese, at the level of terms. Against one
// highlight a character stand neighbouring positions here and the offsets of whole words (offsets_test.cpp).
#include <catch2/catch.hpp>

#include "tests/unit/text/collected_terms.hpp"

using fonds::test::CollectedTerms;

TEST_CASE("text with spaces between characters is found, and finds")
{
    CHECK(CollectedTerms("采 购 合 同 管 理 办 法").found_by("合同管理"));
    CHECK(CollectedTerms("采购合同\n管理办法").found_by("合同管理"));
    CHECK(CollectedTerms("采购合同管理办法").found_by("合 同 管 理"));
    CHECK(CollectedTerms("采 购 合 同").terms == CollectedTerms("采购合同").terms);
}

TEST_CASE("traditional and simplified find each other")
{
    CHECK(CollectedTerms("增值稅發票").found_by("增值税发票"));
    CHECK(CollectedTerms("增值税发票").found_by("增值稅發票"));
    CHECK(CollectedTerms("深圳華為技術有限公司").found_by("华为技术"));
}

TEST_CASE("full-width forms and ASCII find each other")
{
    CHECK(CollectedTerms("合同编号：ＨＴ２０２４００１").found_by("HT2024001"));
    CHECK(CollectedTerms("合同编号: HT2024001").found_by("ＨＴ２０２４００１"));
    CHECK(CollectedTerms("ｃｏｎｔｒａｃｔ").found_by("Contract"));
}

TEST_CASE("digits are found inside a longer number")
{
    CHECK(CollectedTerms("发票号码 24312000000123456789").found_by("123456"));
    CHECK(CollectedTerms("编号CG2024018").found_by("2024018"));
    CHECK(CollectedTerms("编号CG2024018").found_by("4018"));
    CHECK(CollectedTerms("金额1,234,567.00元").found_by("1234567"));
    CHECK(CollectedTerms("金额1,234,567.00元").found_by("1,234,567"));
    CHECK(CollectedTerms("金额1234567.00元").found_by("1,234,567.00"));
    CHECK_FALSE(CollectedTerms("发票号码 24312000000123456789").found_by("123457"));
    CHECK_FALSE(CollectedTerms("1234 与 5678").found_by("12345678"));
}

TEST_CASE("a compound finds its words apart")
{
    CHECK(CollectedTerms("合同档案管理办法").found_by("合同管理"));
    CHECK(CollectedTerms("增值税专用发票").found_by("增值税发票"));
    CHECK(CollectedTerms("王芳与公司的劳动合同").found_by("王芳的合同"));
    CHECK_FALSE(CollectedTerms("合理管同").found_by("合同管理"));
}

TEST_CASE("a name finds itself, not its characters strewn about")
{
    CHECK(CollectedTerms("乙方：王芳").found_by("王芳"));
    CHECK_FALSE(CollectedTerms("王伟与李芳").found_by("王芳"));
    CHECK(CollectedTerms("华为终端与技术服务").found_by("华为技术"));
    CHECK_FALSE(CollectedTerms("中华技术为本").found_by("华为技术"));
}

TEST_CASE("neighbouring Han characters have neighbouring positions, so that one highlight spans a word")
{
    CHECK(CollectedTerms("签订采 购\n合 同。").terms == fonds::test::PositionedTerms{{"签", 0},
                                                                                     {"签订", 0},
                                                                                     {"订", 1},
                                                                                     {"订采", 1},
                                                                                     {"采", 2},
                                                                                     {"采购", 2},
                                                                                     {"购", 3},
                                                                                     {"购合", 3},
                                                                                     {"合", 4},
                                                                                     {"合同", 4},
                                                                                     {"同", 5}});
}
