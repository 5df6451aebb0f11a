// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/search/pattern.hpp"

using namespace fonds;

namespace {

/// Tokens with | where something stands between them, and * behind an open last one.
std::string text_of(const Pattern& pattern)
{
    std::string text;
    for (const auto& token : pattern.tokens) text += (text.empty() || token.touches ? "" : "|") + token.text;
    return text + (pattern.open ? "*" : "");
}

/// Groups in braces, patterns parted by spaces, the whole run behind =.
std::string words(std::string_view text, bool open = false)
{
    std::string shown;
    for (const auto& group : word_patterns(text, open)) {
        std::string patterns;
        for (const auto& pattern : group.required) patterns += (patterns.empty() ? "" : " ") + text_of(pattern);
        if (!group.whole.tokens.empty()) patterns += "=" + text_of(group.whole);
        shown += "{" + patterns + "}";
    }
    return shown;
}

using Terms = std::vector<std::string>;

PatternToken number(std::string text)
{
    return {TokenKind::number, std::move(text), false};
}

}  // namespace

TEST_CASE("words that touch are one group with its whole run")
{
    CHECK(words("合同管理") == "{合同 管理=合同管理}");
    CHECK(words("合同") == "{合同}");
    CHECK(words("iphone手机") == "{iphone 手机=iphone手机}");
    CHECK(words("") == "");
    CHECK(words("。—!") == "");
}

TEST_CASE("punctuation parts Han words and joins letters and digits")
{
    CHECK(words("合同,管理") == "{合同}{管理}");
    CHECK(words("CG-2024-018") == "{cg|2024|018}");
    CHECK(words("a@b.com") == "{a|b|com}");
    CHECK(words("合同-2024") == "{合同}{2024}");
    CHECK(words("合同cg-2024") == "{合同 cg|2024=合同cg|2024}");
}

TEST_CASE("a star opens the last word unless it is Han")
{
    CHECK(words("contr", true) == "{contr*}");
    CHECK(words("cg-20", true) == "{cg|20*}");
    CHECK(words("合同", true) == "{合同}");
    CHECK(words("合同cg", true) == "{合同 cg*}");
    CHECK(words("cg合同", true) == "{cg 合同=cg合同}");
}

TEST_CASE("an exact pattern keeps every token and what touches what")
{
    CHECK(text_of(exact_pattern("合同,管理 ABC 2024年")) == "合同|管理|abc|2024年");
    CHECK(text_of(exact_pattern("採 購")) == "采购");
    CHECK(exact_pattern("。").tokens.empty());
}

TEST_CASE("terms of a pattern: one a token, and the pairs of Han that touch")
{
    const auto pattern = exact_pattern("签订,合同书 abc 1,234.50");
    CHECK(token_terms(pattern) == Terms{"签", "订", "合", "同", "书", "abc", "1234.50"});
    CHECK(pair_terms(pattern) == Terms{"签订", "合同", "同书"});
    CHECK(pair_terms(exact_pattern("abc def 12")) == Terms{});
    CHECK(pair_terms(exact_pattern("合")) == Terms{});
}

TEST_CASE("groups of four digits of a plain number")
{
    CHECK(digit_grams(number("345678")) == Terms{"3456", "4567", "5678"});
    CHECK(digit_grams(number("2024")) == Terms{"2024"});
    CHECK(digit_grams(number("123")).empty());
    CHECK(digit_grams(number("1234.50")).empty());
    CHECK(digit_grams({TokenKind::word, "cg2024", false}).empty());
}

TEST_CASE("numbers lose their separators")
{
    CHECK(number_term("1,234,567.00") == "1234567.00");
    CHECK(number_term("1234") == "1234");
}

TEST_CASE("which words may be the beginning of a number")
{
    const auto begins = [](std::string text) { return begins_a_number({TokenKind::word, std::move(text), false}); };
    CHECK(begins("cg2024"));
    CHECK(begins("a123"));
    CHECK_FALSE(begins("a12"));
    CHECK_FALSE(begins("contract"));
    CHECK_FALSE(begins("é123"));
    CHECK_FALSE(begins_a_number(number("1234")));
}
