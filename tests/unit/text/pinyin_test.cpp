// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/text/fold.hpp"
#include "tests/unit/text/random_text.hpp"

using fonds::pinyin_initials;

TEST_CASE("initials of Han names")
{
    CHECK(pinyin_initials("华为技术") == "hwjs");
    CHECK(pinyin_initials("華為技術") == "hwjs");
    CHECK(pinyin_initials("北京市朝阳区安定门") == "bjscyqadm");
    CHECK(pinyin_initials("阿里巴巴") == "albb");
    CHECK(pinyin_initials("吴 磊") == "wl");
    CHECK(pinyin_initials("做座") == "zz");
}

TEST_CASE("names with another usual reading")
{
    CHECK(pinyin_initials("银行") == "yh");
    CHECK(pinyin_initials("招商銀行深圳分行") == "zsyhszfh");
    CHECK(pinyin_initials("农村商业银行") == "ncsyyh");
    CHECK(pinyin_initials("发行部") == "fxb");
    CHECK(pinyin_initials("重庆") == "cq");
    CHECK(pinyin_initials("重工") == "zg");
    CHECK(pinyin_initials("厦门大厦") == "xmds");
    CHECK(pinyin_initials("长城长江长沙") == "cccjcs");
    CHECK(pinyin_initials("董事长") == "dsz");
    CHECK(pinyin_initials("音乐") == "yy");
    CHECK(pinyin_initials("快乐") == "kl");
    CHECK(pinyin_initials("乾元") == "qy");
}

TEST_CASE("surnames have their own readings at the beginning of a name only")
{
    CHECK(pinyin_initials("曾国藩") == "zgf");
    CHECK(pinyin_initials("仇英") == "qy");
    CHECK(pinyin_initials("朴先生") == "pxs");
    CHECK(pinyin_initials("翟志刚") == "zzg");
    CHECK(pinyin_initials("覃塘") == "qt");
    CHECK(pinyin_initials("单田芳") == "stf");
    CHECK(pinyin_initials("清单") == "qd");
    CHECK(pinyin_initials("单据") == "dj");
    CHECK(pinyin_initials("解除") == "jc");
}

TEST_CASE("words give their first letter, digits stay")
{
    CHECK(pinyin_initials("ABC公司2024") == "ags2024");
    CHECK(pinyin_initials("Acme Trading Co., Ltd.") == "atcl");
    CHECK(pinyin_initials("3M中国") == "3mzg");
    CHECK(pinyin_initials("Mate60") == "m60");
    CHECK(pinyin_initials("Électricité de France") == "edf");
    CHECK(pinyin_initials("1,234.5") == "12345");
    CHECK(pinyin_initials("ＩＢＭ") == "i");
}

TEST_CASE("what has no reading gives nothing")
{
    CHECK(pinyin_initials("").empty());
    CHECK(pinyin_initials("《》—").empty());
    CHECK(pinyin_initials("ひらがな 계약").empty());
    CHECK(pinyin_initials("\U0002A6D6").empty());
    CHECK(pinyin_initials("\xFF\xFE").empty());
}

TEST_CASE("initials of any bytes are taken without harm")
{
    fonds::test::RandomText random(19);
    for (int round = 0; round < 2'000; ++round) CHECK(pinyin_initials(random.bytes(30)).size() <= 300);
}
