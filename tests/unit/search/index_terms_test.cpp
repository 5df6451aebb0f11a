// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <random>

#include <catch2/catch.hpp>

#include "indexer/search/document_data.hpp"
#include "indexer/search/facet_values.hpp"
#include "indexer/search/index_terms.hpp"
#include "schema/core/escape.hpp"

using namespace fonds;

TEST_CASE("a text too long for a term is cut at a character and told apart by its digest")
{
    CHECK(index_term("XT", "急件") == "XT急件");
    CHECK(index_term("XT", std::string(200, 'a')) == "XT" + std::string(200, 'a'));
    std::string han;
    for (int i = 0; i < 100; ++i) han += "合";
    const auto term = index_term("XT", han), other = index_term("XT", han + "同");
    CHECK(term.size() <= 202);
    CHECK(term != other);
    CHECK(to_valid_utf8(term) == term);
    CHECK(term == index_term("XT", han));
}

TEST_CASE("amounts sort as bytes")
{
    const std::vector<std::int64_t> ascending{
        std::numeric_limits<std::int64_t>::min(), -1'000'000, -1, 0, 1, 255, 256, 1'000'000,
        std::numeric_limits<std::int64_t>::max()};
    for (std::size_t i = 1; i < ascending.size(); ++i) CHECK(amount_value(ascending[i - 1]) < amount_value(ascending[i]));
    CHECK(amount_value(5).size() == 8);
}

TEST_CASE("dates are eight digits")
{
    CHECK(date_value(*Date::parse("2024-03-05")) == "20240305");
    CHECK(date_value(*Date::parse("0001-01-01")) == "00010101");
}

TEST_CASE("numbers in codes sort by size")
{
    const std::vector<std::string> ascending{"A-1", "A-2", "A-010", "A-99", "A-100", "A-10000", "A-10000-1", "B-1"};
    for (std::size_t i = 1; i < ascending.size(); ++i) {
        INFO(ascending[i]);
        CHECK(code_value(ascending[i - 1]) < code_value(ascending[i]));
    }
    CHECK(code_value("A-0") < code_value("A-1"));
    CHECK(code_value("A-" + std::string(60, '9')) < code_value("B-1"));
}

TEST_CASE("facet values come back, names as numbers that tell them apart")
{
    const auto packed = pack_facets("HT", 2024, "华为技术有限公司", Grade::A);
    CHECK(packed.size() == 15);
    const auto values = unpack_facets(packed);
    REQUIRE(values);
    CHECK(values->year == 2024);
    CHECK(values->grade == 'A');
    CHECK(values->category != 0);
    CHECK(values->party != 0);
    CHECK(unpack_facets(pack_facets("FP", 2024, "华为", Grade::A))->category != values->category);
    CHECK(unpack_facets(pack_facets("HT", 1, "华为", Grade::B))->category == values->category);
    CHECK(unpack_facets(pack_facets("HT", 1, "华为", Grade::B))->party != values->party);
    CHECK(unpack_facets(pack_facets("", -5, "", Grade::C))->party == 0);
    CHECK(unpack_facets(pack_facets("", -5, "", Grade::C))->year == 0);
    CHECK_FALSE(unpack_facets(""));
    CHECK_FALSE(unpack_facets(packed + "x"));
}

TEST_CASE("document data comes back as it was, and names pages")
{
    DocumentData data;
    data.revision = 1'000'000'007;
    data.page_starts = {31, 45, 4'000'000'000};
    data.pages_end = 4'000'000'100;
    data.category = "HT";
    data.party = "华为技术有限公司";
    const auto back = decode_document_data(encode(data));
    REQUIRE(back);
    CHECK(back->revision == data.revision);
    CHECK(back->page_starts == data.page_starts);
    CHECK(back->pages_end == data.pages_end);
    CHECK(back->category == "HT");
    CHECK(back->party == "华为技术有限公司");
    CHECK_FALSE(back->page_of(0));
    CHECK_FALSE(back->page_of(30));
    CHECK(back->page_of(31) == 1);
    CHECK(back->page_of(44) == 1);
    CHECK(back->page_of(45) == 2);
    CHECK(back->page_of(4'000'000'099) == 3);
    CHECK_FALSE(back->page_of(4'000'000'100));
    CHECK_FALSE(decode_document_data(encode({}))->page_of(5));
}

TEST_CASE("document data that is cut, overlong or random is refused")
{
    const std::string good = encode({7, {10, 20, 300}, 400, "HT", "甲"});
    for (std::size_t size = 0; size < good.size(); ++size) CHECK_FALSE(decode_document_data(good.substr(0, size)));
    CHECK_FALSE(decode_document_data(good + "x"));
    CHECK_FALSE(decode_document_data(std::string("\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 11)));
    std::mt19937 random(1);
    for (int i = 0; i < 2000; ++i) {
        std::string bytes;
        for (auto n = random() % 20; n > 0; --n) bytes.push_back(static_cast<char>(random()));
        (void)decode_document_data(bytes);
    }
}
