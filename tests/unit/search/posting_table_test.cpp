// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <random>

#include <catch2/catch.hpp>

#include "indexer/search/posting_table.hpp"

using fonds::PostingTable;

namespace {

struct Gathered {
    std::vector<std::uint32_t> positions;
    std::uint32_t weight = 0;
    bool operator==(const Gathered&) const = default;
};
using Terms = std::map<std::string, Gathered>;

Terms gathered(PostingTable& table)
{
    Terms terms;
    for (const auto& entry : table.entries())
        terms[std::string(entry.term)] = {{entry.positions, entry.positions + entry.count}, entry.weight};
    return terms;
}

}  // namespace

TEST_CASE("postings are gathered by term, with prefixes as part of it")
{
    PostingTable table;
    CHECK(table.entries().empty());
    table.add("", "合同", 1, 5);
    table.add("S", "合同", 1, 5);
    table.add("", "合同", 9, 1);
    table.add_without_position("", "pair", 2);
    table.add_without_position("", "pair", 1);
    table.add("X", "P", 3, 1);
    table.add("XP", "", 4, 1);
    CHECK(gathered(table) == Terms{{"合同", {{1, 9}, 6}}, {"S合同", {{1}, 5}}, {"pair", {{}, 3}}, {"XP", {{3, 4}, 2}}});
    table.clear();
    CHECK(table.entries().empty());
    table.add("", "a", 7, 1);
    CHECK(gathered(table) == Terms{{"a", {{7}, 1}}});
}

TEST_CASE("many terms are kept apart, document after document")
{
    std::mt19937 random(3);
    PostingTable table;
    for (int document = 0; document < 3; ++document) {
        Terms expected;
        table.clear();
        for (std::uint32_t position = 0; position < 30'000; ++position) {
            const std::string term = std::to_string(random() % 12'000);
            table.add("", term, position, 1);
            expected[term].positions.push_back(position);
            ++expected[term].weight;
        }
        CHECK(gathered(table) == expected);
    }
}
