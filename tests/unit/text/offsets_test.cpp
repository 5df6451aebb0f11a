// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/text/fold.hpp"
#include "tests/unit/text/random_text.hpp"

using fonds::FoldedText;
using fonds::normalise;
using fonds::normalise_with_offsets;

namespace {

using Offsets = std::vector<std::uint32_t>;

/// The part of `source` that gave `part` of the folded text.
std::string source_of(const std::string& source, const std::string& part)
{
    const FoldedText folded = normalise_with_offsets(source);
    const std::size_t begin = folded.text.find(part);
    REQUIRE(begin != std::string::npos);
    const std::uint32_t from = folded.source[begin];
    return source.substr(from, folded.source[begin + part.size()] - from);
}

}  // namespace

TEST_CASE("each folded byte knows where its character came from")
{
    CHECK(normalise_with_offsets("").source == Offsets{0});
    CHECK(normalise_with_offsets("Ab1").source == Offsets{0, 1, 2, 3});
    CHECK(normalise_with_offsets("合 同").source == Offsets{0, 0, 0, 4, 4, 4, 7});
    CHECK(normalise_with_offsets("Ａ１").source == Offsets{0, 3, 6});
    CHECK(normalise_with_offsets("xﬁy").source == Offsets{0, 1, 1, 4, 5});
    CHECK(normalise_with_offsets("e\u0301!").source == Offsets{0, 0, 3, 4});
    CHECK(normalise_with_offsets("a\u00ADb").source == Offsets{0, 3, 4});
    CHECK(normalise_with_offsets("\xFF z").source == Offsets{0, 1, 2, 3});
}

TEST_CASE("a folded word leads back to the words of the source")
{
    CHECK(source_of("甲方：華為技術", "华为") == "華為");
    CHECK(source_of("第 一 章 合 同 管 理", "合同") == "合 同 ");
    CHECK(source_of("金额ＨＴ２０２４元", "ht2024") == "ＨＴ２０２４");
    CHECK(source_of("the Cafe\u0301 here", "café") == "Cafe\u0301");
    CHECK(source_of("Straße 5", "strasse") == "Straße");
    CHECK(source_of("登记㈱某某", "(株)") == "㈱");
}

TEST_CASE("both ways of folding give the same text, and offsets rise within the source")
{
    fonds::test::RandomText random(20240601);
    for (int round = 0; round < 20'000; ++round) {
        const std::string source = round % 2 == 0 ? random.characters(24) : random.bytes(40);
        const FoldedText folded = normalise_with_offsets(source);
        const bool same = folded.text == normalise(source) && folded.source.size() == folded.text.size() + 1 &&
                          folded.source.back() == source.size() &&
                          std::is_sorted(folded.source.begin(), folded.source.end());
        if (!same) FAIL("differs for " << fonds::test::in_hex(source));
    }
}

TEST_CASE("offsets of valid text stand at the beginning of characters")
{
    fonds::test::RandomText random(7);
    for (int round = 0; round < 20'000; ++round) {
        const std::string source = random.characters(24);
        for (const std::uint32_t offset : normalise_with_offsets(source).source)
            if (offset < source.size() && (static_cast<unsigned char>(source[offset]) & 0xC0) == 0x80)
                FAIL("inside a character of " << fonds::test::in_hex(source));
    }
}

TEST_CASE("folding what is folded changes nothing")
{
    fonds::test::RandomText random(11);
    for (int round = 0; round < 50'000; ++round) {
        const std::string source = round % 4 == 0 ? random.bytes(40) : random.characters(16);
        const std::string once = normalise(source);
        if (normalise(once) != once) FAIL("changes " << fonds::test::in_hex(source));
    }
}

TEST_CASE("lines that end in punctuation fold one by one as they fold together")
{
    fonds::test::RandomText random(13);
    for (int round = 0; round < 5'000; ++round) {
        const std::string left = random.characters(8), right = random.characters(8);
        if (normalise(left + "。\n。" + right) != normalise(left + "。") + " " + normalise("。" + right))
            FAIL("differs for " << fonds::test::in_hex(left) << " and " << fonds::test::in_hex(right));
    }
}
