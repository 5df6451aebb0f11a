// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/text/terms.hpp"
#include "tests/unit/text/collected_terms.hpp"
#include "tests/unit/text/random_text.hpp"

using namespace fonds;
using fonds::test::CollectedTerms;
using fonds::test::PositionedTerms;

namespace {

std::vector<std::string> token_texts(std::string_view text)
{
    std::vector<std::string> texts;
    const std::string folded = normalise(text);
    for (const Token& token : tokenise(folded)) texts.emplace_back(token.text);
    return texts;
}

using Texts = std::vector<std::string>;

std::string repeated(std::string_view text, int times)
{
    std::string result;
    for (; times > 0; --times) result += text;
    return result;
}

}  // namespace

TEST_CASE("text splits into Han characters, words and numbers")
{
    const std::string folded = normalise("《采购》合同 HT2024001号, don't 3.14");
    const std::vector<Token> tokens = tokenise(folded, 10);
    const Texts texts{"采", "购", "合", "同", "ht2024001", "号", "don", "t", "3.14"};
    REQUIRE(tokens.size() == texts.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        CHECK(tokens[i].text == texts[i]);
        CHECK(tokens[i].position == 10 + i);
        CHECK(folded.substr(tokens[i].begin, texts[i].size()) == texts[i]);
    }
    CHECK(tokens[0].kind == TokenKind::han);
    CHECK(tokens[4].kind == TokenKind::word);
    CHECK(tokens[8].kind == TokenKind::number);
    CHECK(tokenise("").empty());
    CHECK(tokenise(" .,;《》 ").empty());
}

TEST_CASE("numbers keep thousands separators and one decimal point")
{
    CHECK(token_texts("1,234,567.00") == Texts{"1,234,567.00"});
    CHECK(token_texts("12,345 1,000,000") == Texts{"12,345", "1,000,000"});
    CHECK(token_texts("3.14. 5.") == Texts{"3.14", "5"});
    CHECK(token_texts("1.5,2.5") == Texts{"1.5", "2.5"});
    CHECK(token_texts("1，234．50元") == Texts{"1,234.50", "元"});
}

TEST_CASE("dates, versions, addresses and lists are several numbers")
{
    CHECK(token_texts("2024-03-05") == Texts{"2024", "03", "05"});
    CHECK(token_texts("2024.03.05") == Texts{"2024", "03", "05"});
    CHECK(token_texts("192.168.1.10") == Texts{"192", "168", "1", "10"});
    CHECK(token_texts("1,2,345") == Texts{"1", "2", "345"});
    CHECK(token_texts("2024,123") == Texts{"2024", "123"});
    CHECK(token_texts("1,234,5") == Texts{"1", "234", "5"});
    CHECK(token_texts("12:30/7") == Texts{"12", "30", "7"});
    CHECK(token_texts("3.5mm 1,234abc") == Texts{"3", "5mm", "1", "234abc"});
}

TEST_CASE("Han characters give themselves and pairs with positions")
{
    CHECK(CollectedTerms("合同管", 5).terms == PositionedTerms{{"合", 5}, {"合同", 5}, {"同", 6}, {"同管", 6}, {"管", 7}});
    CHECK(CollectedTerms("合，同").terms == PositionedTerms{{"合", 0}, {"同", 1}});
    CHECK(CollectedTerms("合a同").terms == PositionedTerms{{"合", 0}, {"a", 1}, {"同", 2}});
    CHECK(CollectedTerms("合同管", 5).behind == 8);
    CHECK(CollectedTerms("", 5).behind == 5);
    CHECK(CollectedTerms("\U00020000\U00020001").has("\U00020000\U00020001"));
}

TEST_CASE("kana and hangul are indexed like Han")
{
    CHECK(CollectedTerms("データ").terms == PositionedTerms{{"デ", 0}, {"デー", 0}, {"ー", 1}, {"ータ", 1}, {"タ", 2}});
    CHECK(CollectedTerms("契約の書").has("约の"));
    CHECK(CollectedTerms("계약서").has("계약"));
    CHECK(CollectedTerms("ｹｲﾔｸ").found_by("ケイヤク"));
}

TEST_CASE("words of other scripts are whole")
{
    CHECK(token_texts("Договор №5 σύμβαση हिन्दी") == Texts{"договор", "no5", "σύμβαση", "हिन्दी"});
    CHECK(CollectedTerms("Vertrag").terms == PositionedTerms{{"vertrag", 0}});
}

TEST_CASE("an amount is found with its decimals and without")
{
    const CollectedTerms amount("1,234,567.00");
    CHECK(amount.terms == PositionedTerms{{"1234567.00", 0}, {"1234567", 0}});
    CHECK(amount.grams == PositionedTerms{{"1234", 0}, {"2345", 1}, {"3456", 2}, {"4567", 3}});
    CHECK(CollectedTerms("1,234").terms == PositionedTerms{{"1234", 0}});
    CHECK(CollectedTerms("3.14").terms == PositionedTerms{{"3.14", 0}, {"3", 0}});
}

TEST_CASE("runs of four digits and more give grams, shorter ones none")
{
    CHECK(CollectedTerms("123").grams.empty());
    CHECK(CollectedTerms("2024").grams == PositionedTerms{{"2024", 0}});
    const std::uint32_t second = gram_positions_per_token;
    CHECK(CollectedTerms("x 20241").grams == PositionedTerms{{"2024", second}, {"0241", second + 1}});
    CHECK(CollectedTerms("12.3456").grams == PositionedTerms{{"3456", 3}});
}

TEST_CASE("digits in a word are found alone")
{
    const CollectedTerms code("CG2024018");
    CHECK(code.terms == PositionedTerms{{"cg2024018", 0}, {"2024018", 0}});
    CHECK(code.grams == PositionedTerms{{"2024", 2}, {"0240", 3}, {"2401", 4}, {"4018", 5}});
    CHECK(CollectedTerms("a123b").terms == PositionedTerms{{"a123b", 0}});
    CHECK(CollectedTerms("a1234b5678c").terms == PositionedTerms{{"a1234b5678c", 0}, {"1234", 0}, {"5678", 0}});
    CHECK(code.has_digits("24018"));
    CHECK_FALSE(code.has_digits("20248"));
}

TEST_CASE("grams of different runs are never adjacent")
{
    CHECK_FALSE(CollectedTerms("a1234b5678").has_digits("12345678"));
    CHECK_FALSE(CollectedTerms("1234.5678").has_digits("12345"));
    CHECK_FALSE(CollectedTerms("1234 2345").has_digits("12345"));
    CHECK_FALSE(CollectedTerms(repeated("9", 60) + "1234 2345").has_digits("12345"));
    const std::string longest = repeated("x", 60) + "1234";
    CHECK_FALSE(CollectedTerms(longest + " 2345").has_digits("12345"));
}

TEST_CASE("where the positions of grams would not fit into 32 bits there are none, rather than those of other tokens")
{
    constexpr std::uint32_t last = 0xFFFFFFFFU / gram_positions_per_token - 1;
    const CollectedTerms collected("12345 67890", last);
    CHECK(collected.terms == PositionedTerms{{"12345", last}, {"67890", last + 1}});
    CHECK(collected.grams == PositionedTerms{{"1234", last * 64}, {"2345", last * 64 + 1}});
    CHECK(CollectedTerms("12345", 0x80000000U).grams.empty());
}

TEST_CASE("what is longer than a token becomes several")
{
    CHECK(token_texts(repeated("x", 150)) == Texts{repeated("x", 64), repeated("x", 64), repeated("x", 22)});
    CHECK(token_texts(repeated("ж", 40)) == Texts{repeated("ж", 32), repeated("ж", 8)});
    CHECK(token_texts("x" + repeated("ж", 40)) == Texts{"x" + repeated("ж", 31), repeated("ж", 9)});
    CHECK(token_texts(repeated("7", 70)) == Texts{repeated("7", 64), repeated("7", 6)});
    CHECK(token_texts("1" + repeated(",234", 20)).front() == "1");
    CHECK(token_texts(repeated("7", 60) + ".123456").front() == repeated("7", 60));
}

TEST_CASE("terms are never longer than a token, and positions rise by one")
{
    test::RandomText random(3);
    for (int round = 0; round < 5'000; ++round) {
        const std::string folded = round % 2 == 0 ? normalise(random.bytes(300)) : random.bytes(300);
        CollectedTerms collected("");
        const std::uint32_t behind = generate_terms(folded, 100, collected);
        const std::vector<Token> tokens = tokenise(folded, 100);
        bool good = behind == 100 + tokens.size();
        for (const auto& [term, position] : collected.terms)
            good = good && !term.empty() && term.size() <= longest_token && position >= 100 && position < behind;
        for (const auto& [gram, position] : collected.grams)
            good = good && gram.size() == 4 && position / gram_positions_per_token - 100 < tokens.size();
        for (std::size_t i = 0; i < tokens.size(); ++i)
            good = good && tokens[i].position == 100 + i && tokens[i].begin + tokens[i].text.size() <= folded.size();
        if (!good) FAIL("wrong for " << test::in_hex(folded));
    }
}
