// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/worker/text_trust.hpp"

namespace fonds {

using namespace std::string_literals;

TEST_CASE("page text keeps lines, tabs and characters, and loses controls")
{
    CHECK(clean_page_text("a b\n\t合同\f") == "a b\n\t合同");
    CHECK(clean_page_text("a\r\nb\rc\r") == "a\nb\nc\n");
    CHECK(clean_page_text("a\x1B[2J\x7F"s + '\0' + "b") == "a[2Jb");
    CHECK(clean_page_text("").empty());
}

TEST_CASE("what is no UTF-8 becomes the replacement character and is counted with the controls")
{
    std::uint32_t removed = 0;
    CHECK(clean_page_text("a\xFF\xC3(\x01", &removed) == "a\xEF\xBF\xBD\xEF\xBF\xBD(");
    CHECK(removed == 3);
    CHECK(clean_page_text("good\f\v\n", &removed) == "good\n");
    CHECK(removed == 0);
}

TEST_CASE("pages are trusted, absent or doubtful by their text and their marks")
{
    const PageMarks nothing;
    PageMarks drawn;
    drawn.drawn = true;
    PageMarks scan;
    scan.image_pixels = 2'000'000;
    PageMarks logo;
    logo.image_pixels = 40'000;

    CHECK(judge_text("", 0, nothing) == TextLayer::trusted);
    CHECK(judge_text(" \n\xE3\x80\x80", 0, nothing) == TextLayer::trusted);
    CHECK(judge_text(" \n", 0, drawn) == TextLayer::absent);
    CHECK(judge_text("", 0, logo) == TextLayer::absent);
    CHECK(judge_text("第 1 页", 0, logo) == TextLayer::trusted);
    CHECK(judge_text("第 1 页", 0, scan) == TextLayer::doubtful);
    CHECK(judge_text(std::string(41, 'x'), 0, scan) == TextLayer::unverified);
    CHECK(judge_text(std::string(161, 'x'), 0, scan) == TextLayer::trusted);
    CHECK(judge_text(std::string(41, 'x'), 0, logo) == TextLayer::trusted);
}

TEST_CASE("half a page of senseless characters is endured, more is not")
{
    const PageMarks nothing;
    const std::string bad = "\xEE\x80\x80\xEF\xBF\xBD";  // private use, replacement
    CHECK(judge_text(bad + "ab", 0, nothing) == TextLayer::trusted);
    CHECK(judge_text(bad + "a", 0, nothing) == TextLayer::doubtful);
    CHECK(judge_text("a", 2, nothing) == TextLayer::doubtful);
    PageMarks unmapped;
    unmapped.unmapped = 10;
    CHECK(judge_text("", 0, unmapped) == TextLayer::doubtful);
    CHECK(judge_text("0123456789", 0, unmapped) == TextLayer::trusted);
}

TEST_CASE("ASCII with its bytes swapped is doubtful, and Chinese that says one is not")
{
    CHECK(judge_text("䴀甀氀琀椀", 0, {}) == TextLayer::doubtful);
    CHECK(judge_text("一一得一", 0, {}) == TextLayer::trusted);
    CHECK(judge_text("一式两份,甲乙双方各执一份", 0, {}) == TextLayer::trusted);
}

}  // namespace fonds
