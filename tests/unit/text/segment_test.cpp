// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/text/terms.hpp"
#include "tests/unit/text/random_text.hpp"

using namespace fonds;

namespace {

/// The words, with + before those glued to the one before.
std::string words(std::string_view query)
{
    std::string text;
    for (const QueryWord& word : segment_query(query)) {
        if (!text.empty()) text += word.glued ? "+" : " ";
        text += word.text;
    }
    return text;
}

}  // namespace

TEST_CASE("compounds fall into the dictionary's words")
{
    CHECK(words("合同管理") == "合同+管理");
    CHECK(words("合 同 管 理") == "合同+管理");
    CHECK(words("採購合同") == "采购+合同");
}

TEST_CASE("one or two characters are one word")
{
    for (const char* query : {"付款", "合", "的合", "甲和", "月租", "第一"}) CHECK(words(query) == query);
    CHECK(words("3月") == "3+月");
    CHECK(words("第3") == "第+3");
}

TEST_CASE("names the dictionary does not know stay whole")
{
    CHECK(words("王芳") == "王芳");
    CHECK(words("华为技术") == "华为+技术");
    CHECK(words("華為技術") == "华为+技术");
    CHECK(words("张伟 李娜") == "张伟 李娜");
    CHECK(words("李和明") == "李和明");
}

TEST_CASE("a character alone joins a neighbour")
{
    CHECK(words("北京分公司") == "北京+分公司");
    CHECK(words("增值税发票") == "增值税+发票");
    CHECK(words("计算机系统") == "计算机+系统");
    CHECK(words("深圳市腾讯") == "深圳市+腾讯");
    CHECK(words("第三方") == "第三方");
    CHECK(words("合同方芳") == "合同+方芳");
    CHECK(words("税") == "税");
}

TEST_CASE("white space in a query divides words, but not the characters of one")
{
    CHECK(words("合同 发票") == "合同 发票");
    CHECK(words("王芳 张伟") == "王芳 张伟");
    CHECK(words("华为\u3000王芳") == "华为 王芳");
    CHECK(words("王 芳") == "王芳");
    CHECK(words("王 芳 合同") == "王芳 合同");
    CHECK(words("合同 管 理") == "合同 管理");
    CHECK(words("合 同 管 理 王芳") == "合同+管理 王芳");
    CHECK(words("王芳 3") == "王芳 3");
}

TEST_CASE("particles between words are left out")
{
    CHECK(words("合同的管理") == "合同 管理");
    CHECK(words("王芳的合同") == "王芳 合同");
    CHECK(words("华为和中兴") == "华为 中兴");
    CHECK(words("采购合同及发票") == "采购+合同 发票");
    CHECK(words("的") == "的");
    CHECK(words("和的") == "和的");
}

TEST_CASE("what counts stays apart from what is counted")
{
    CHECK(words("3月房屋租赁") == "3+月+房屋+租赁");
    CHECK(words("2024年") == "2024+年");
    CHECK(words("合同第3条") == "合同+第+3+条");
}

TEST_CASE("words and numbers of a query are terms")
{
    CHECK(words("HT2024001 Contract") == "ht2024001 contract");
    CHECK(words("1,234,567.00元") == "1234567.00+元");
    CHECK(words("ＨＴ-２０２４") == "ht 2024");
    CHECK(words("").empty());
    CHECK(words("。，!").empty());

    const std::vector<QueryWord> mixed = segment_query("合同abc 12");
    REQUIRE(mixed.size() == 3);
    CHECK(mixed[0].kind == TokenKind::han);
    CHECK_FALSE(mixed[0].glued);
    CHECK(mixed[1].kind == TokenKind::word);
    CHECK(mixed[1].glued);
    CHECK(mixed[2].kind == TokenKind::number);
    CHECK_FALSE(mixed[2].glued);
}

TEST_CASE("kana and hangul words are segmented")
{
    CHECK(words("テスト契約") == "テスト+契约");
    CHECK(words("계약서") == "계약서");
}

TEST_CASE("a query loses no character but particles, punctuation and space")
{
    test::RandomText random(5);
    for (int round = 0; round < 3'000; ++round) {
        std::string query;
        for (std::uint32_t i = random.below(9) + 1; i > 0; --i) {
            static constexpr std::u32string_view pool = U"合同管理王芳华为技术税机一二A1 ";
            append_utf8(query, pool[random.below(static_cast<std::uint32_t>(pool.size()))]);
        }
        std::string expected, joined;
        for (const char c : query)
            if (c != ' ') expected += c == 'A' ? 'a' : c;
        for (const QueryWord& word : segment_query(query)) joined += word.text;
        if (joined != expected) FAIL(query << " became " << joined);
    }
}

TEST_CASE("any bytes can be a query")
{
    test::RandomText random(17);
    for (int round = 0; round < 5'000; ++round)
        for (const QueryWord& word : segment_query(random.bytes(60))) CHECK_FALSE(word.text.empty());
}

TEST_CASE("queries are segmented in several threads at once")
{
    std::vector<std::string> answers(4);
    std::vector<std::thread> threads;
    for (std::string& answer : answers)
        threads.emplace_back([&answer] {
            for (int i = 0; i < 200; ++i) answer = words("华为技术有限公司合同管理");
        });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& answer : answers) CHECK(answer == "华为+技术+有限公司+合同+管理");
}
