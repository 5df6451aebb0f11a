// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include <catch2/catch.hpp>

#include "indexer/text/fold.hpp"
#include "schema/core/escape.hpp"

using fonds::normalise;

namespace {

std::string character(char32_t c)
{
    std::string text;
    fonds::append_utf8(text, c);
    return text;
}

bool is_character(char32_t c)
{
    return c < 0xD800 || c > 0xDFFF;
}

}  // namespace

TEST_CASE("case, width and compatibility forms fold to one")
{
    CHECK(normalise("Contract HT-2024") == "contract ht-2024");
    CHECK(normalise("ＨＴ２０２４－００１") == "ht2024-001");
    CHECK(normalise("（合同）：１，０００．５") == "(合同):1,000.5");
    CHECK(normalise("ﬁnal oﬃce") == "final office");
    CHECK(normalise("㈱①Ⅳ㎡℃") == "(株)1ivm2°c");
    CHECK(normalise("ｶﾞｲﾄﾞ") == "ガイド");
    CHECK(normalise("STRASSE Straße ΣΑΣ σας") == "strasse strasse σασ σασ");
    CHECK(normalise("ЁЛКА Éclair") == "ёлка éclair");
}

TEST_CASE("letters with marks fold to one, however they are composed")
{
    CHECK(normalise("e\u0301") == "é");
    CHECK(normalise("É") == "é");
    CHECK(normalise("E\u0301") == "é");
    CHECK(normalise("ｅ\u0301") == "é");
    CHECK(normalise("cafe\u0301 cafe") == "café cafe");
    CHECK(normalise("か\u3099") == "が");
    CHECK(normalise("カ\u3099") == "ガ");
    CHECK(normalise("\u1112\u1161\u11AB") == "한");
    CHECK(normalise("a\u0323\u0307") == normalise("a\u0307\u0323"));
    CHECK(normalise("=\u0338") == "≠");
}

TEST_CASE("a mark does not combine with what it does not touch")
{
    CHECK(normalise("e \u0301") == "e \u0301");
    CHECK(normalise("e\xFF\u0301") == "e \u0301");
    CHECK(normalise("e\n\u0301") == "e \u0301");
    CHECK(normalise("同\u0301") == "同\u0301");
}

TEST_CASE("invisible characters vanish")
{
    CHECK(normalise("co\u00ADoperate") == "cooperate");
    CHECK(normalise("合\u200B同") == "合同");
    CHECK(normalise("\uFEFF合同") == "合同");
    CHECK(normalise("e\u200B\u0301") == "é");
    CHECK(normalise("合\u200B \u200B同") == "合同");
    CHECK(normalise("葛\uFE00") == "葛");
}

TEST_CASE("traditional characters fold to simplified ones")
{
    CHECK(normalise("發票") == "发票");
    CHECK(normalise("發票") == normalise("发票"));
    CHECK(normalise("華為技術有限公司採購合約") == "华为技术有限公司采购合约");
    CHECK(normalise("臺灣颱風檯燈") == "台湾台风台灯");
    CHECK(normalise("羣峯裏綫爲說衛") == "群峰里线为说卫");
    CHECK(normalise("頭髮發展") == "头发发展");
}

TEST_CASE("radicals and compatibility ideographs fold to the ideographs they stand for")
{
    CHECK(normalise("⻚⻋⾞⻓⻑⼀⽂") == "页车车长长一文");
    CHECK(normalise("\uF900") == "岂");
    CHECK(normalise("\U0002F800") == "丽");
}

TEST_CASE("white space between Han characters goes, whatever it is")
{
    CHECK(normalise("合 同 管 理") == "合同管理");
    CHECK(normalise("合同\n管理") == "合同管理");
    CHECK(normalise("合\u3000同\r\n\t管  理") == "合同管理");
    CHECK(normalise("合\u00A0同\u2003管\u2028理\u0085案") == "合同管理案");
    CHECK(normalise("二 〇 二 四") == "二〇二四");
    CHECK(normalise("人 々") == "人々");
    CHECK(normalise("發 票") == "发票");
    CHECK(normalise("⼀ ⼆") == "一二");
    CHECK(normalise("\U00020000 \U00020001") == "\U00020000\U00020001");
}

TEST_CASE("white space beside anything else stays")
{
    CHECK(normalise("合同 2024 年") == "合同 2024 年");
    CHECK(normalise("合同 ABC 公司") == "合同 abc 公司");
    CHECK(normalise("合同， 管理 。 案") == "合同, 管理 。 案");
    CHECK(normalise(" 合同 ") == " 合同 ");
    CHECK(normalise("한국 어") == "한국 어");
    CHECK(normalise("合同 é") == "合同 é");
    CHECK(normalise("合 \u0301 同") == "合 \u0301 同");
}

TEST_CASE("controls and bytes that are not UTF-8 become spaces")
{
    CHECK(normalise(std::string("a\0b", 3)) == "a b");
    CHECK(normalise("a\x01\x1b[0m\x7f") == "a  [0m ");
    CHECK(normalise("a\xC3") == "a ");
    CHECK(normalise("\xE5\x90") == "  ");
    CHECK(normalise("a\xED\xA0\x80z") == "a   z");
    CHECK(normalise("\xC0\xAFz\xF5") == "  z ");
    CHECK(normalise("é\xFFé") == "é é");
    CHECK(normalise("a\u0085\u009Fb") == "a  b");
    CHECK(normalise("").empty());
}

TEST_CASE("every character folds to something that folding leaves alone")
{
    std::string changed;
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (!is_character(c)) continue;
        const std::string once = normalise(character(c));
        if (normalise(once) != once) changed += character(c);
    }
    CHECK(changed.empty());
}

TEST_CASE("characters folded by table fold as ICU folds them")
{
    // Behind é a run is ICU's; alone, a character that needs no ICU is folded without.
    std::string different;
    for (char32_t c = 0x2000; c <= 0xFFFF; ++c) {
        if (!is_character(c) || fonds::is_han(c)) continue;
        const std::string folded = normalise("x " + character(c) + "x");
        const std::string by_icu = normalise("x ß" + character(c) + "x");
        if (by_icu != "x ss" + folded.substr(2) && normalise("s" + character(c)) == "s" + normalise(character(c)))
            different += character(c);
    }
    CHECK(different.empty());
}

TEST_CASE("a very long run without any space folds like its parts")
{
    std::string text, expected;
    for (int i = 0; i < 100'000; ++i) text += "É", expected += "é";
    CHECK(normalise(text) == expected);
}

TEST_CASE("a character keeps a few marks, and a flood of them costs no time")
{
    std::string marks;
    for (int i = 0; i < 300'000; ++i) marks += i % 2 == 0 ? "\u0307" : "\u0323";
    for (const std::string& flood : {"e" + marks, "é" + marks, marks, "合" + marks, "e\u200B" + marks}) {
        const std::string folded = normalise(flood + "合同");
        CHECK(folded.size() < 100);
        CHECK(folded.substr(folded.size() - 6) == "合同");
        CHECK(normalise(folded) == folded);
    }
    CHECK(normalise("e\u0323\u0301\u0302\u0303x") == "ẹ\u0301\u0302\u0303x");
    std::string joined;
    for (int i = 0; i < 300'000; ++i) joined += "\u0344\u200B";
    CHECK(normalise(joined + "x").size() < 100);
    CHECK(normalise(normalise(joined)) == normalise(joined));
}

TEST_CASE("Han characters are those of the Han script")
{
    for (const char32_t c :
         {U'合', U'〇', U'々', U'㐀', U'\U00020000', U'\U0002F800', U'\U00031350', U'\uF900', U'⻚', U'⼀'})
        CHECK(fonds::is_han(c));
    for (const char32_t c : {U'a', U'。', U'か', U'カ', U'한', U'ㄅ', U'，', U'é', U'䷀', U'①'})
        CHECK_FALSE(fonds::is_han(c));
}
