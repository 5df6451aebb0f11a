// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/search/edit_distance.hpp"
#include "tests/unit/search/small_index.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::string corrected(SmallIndex& index, std::string_view word)
{
    auto reader = index.index().reader();
    REQUIRE(reader.ok());
    const auto better = (*reader)->correction(word);
    REQUIRE(better.ok());
    return better->value_or("");
}

}  // namespace

TEST_CASE("edit distance counts insertions, deletions, changes and swaps")
{
    CHECK(edit_distance("abc", "abc", 5) == 0);
    CHECK(edit_distance("abc", "ab", 5) == 1);
    CHECK(edit_distance("abc", "acb", 5) == 1);
    CHECK(edit_distance("abc", "xbcd", 5) == 2);
    CHECK(edit_distance("", "abc", 5) == 3);
    CHECK(edit_distance("kitten", "sitting", 5) == 3);
    CHECK(edit_distance("kitten", "sitting", 3) == 3);
    CHECK(edit_distance("a", "zzzzzzzzz", 2) == 2);
    CHECK(edit_distance("café", "cafe", 5) == 1);
    CHECK(edit_distance("合同", "合用", 5) == 1);
}

TEST_CASE("a mistyped word is corrected to the most frequent one near it")
{
    SmallIndex index({with_text(1, {"contract contact"}), with_text(2, {"contract"}), with_text(3, {"report"}),
                      with_text(4, {"archive"}), with_text(5, {"CG2024 合同"})});
    CHECK(corrected(index, "contarct") == "contract");
    CHECK(corrected(index, "Contrakt") == "contract");
    CHECK(corrected(index, "ocntract") == "contract");
    CHECK(corrected(index, "reprot") == "report");
    CHECK(corrected(index, "archiv") == "archive");
}

TEST_CASE("words that are right, short, distant or not Latin are left alone")
{
    SmallIndex index({with_text(1, {"contract report in cg2024 合同 12345"})});
    CHECK(corrected(index, "contract").empty());
    CHECK(corrected(index, "kontract").empty());  // the first letter is trusted
    CHECK(corrected(index, "repxyt").size() == 6);
    CHECK(corrected(index, "rexxyt").empty());
    CHECK(corrected(index, "im").empty());
    CHECK(corrected(index, "cg2025").empty());
    CHECK(corrected(index, "合用").empty());
    CHECK(corrected(index, "12354").empty());
    CHECK(corrected(index, "").empty());
    CHECK(corrected(index, "two words").empty());
}

TEST_CASE("words of fields alone do not come up as free words")
{
    auto document = with_title(1, "agreement");
    document.metadata.category = "agreements";
    SmallIndex index({document});
    CHECK(corrected(index, "agreemnts") == "agreement");
}
