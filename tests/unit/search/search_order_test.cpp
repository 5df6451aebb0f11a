// SPDX-License-Identifier: GPL-3.0-or-later
// Order, paging, totals, facets.
#include <catch2/catch.hpp>

#include "tests/unit/search/small_index.hpp"

using namespace fonds;
using namespace fonds::test;

using Ids = std::vector<std::int64_t>;

namespace {

SearchRequest sorted_by(SortOrder order, SortDirection direction = SortDirection::best_first)
{
    SearchRequest request;
    request.sort = order;
    request.direction = direction;
    return request;
}

SmallDocument with(std::int64_t id, std::string code, const char* date, std::int64_t amount)
{
    auto document = with_title(id, "合同");
    document.code = std::move(code);
    if (date != nullptr) document.metadata.date = *Date::parse(date);
    if (amount != 0) document.metadata.amount = Amount{amount};
    return document;
}

}  // namespace

TEST_CASE("titles rank above text")
{
    SmallIndex index({with_text(1, {"采购 一次,再谈采购"}), with_title(2, "采购")});
    CHECK(index.ids("采购") == Ids{2, 1});
    CHECK(index.ids("采购", sorted_by(SortOrder::relevance, SortDirection::reversed)) == Ids{1, 2});
}

TEST_CASE("hits sort by date, code and amount, those without one last")
{
    SmallIndex index({with(1, "A-10", "2024-01-02", 500), with(2, "A-9", nullptr, 0), with(3, "A-100", "2023-05-05", -100),
                      with(4, "B-1", "2024-01-02", 100'000)});
    using enum SortDirection;
    CHECK(index.ids("合同", sorted_by(SortOrder::date)) == Ids{1, 4, 3, 2});
    CHECK(index.ids("合同", sorted_by(SortOrder::date, reversed)) == Ids{3, 1, 4, 2});
    CHECK(index.ids("合同", sorted_by(SortOrder::code)) == Ids{2, 1, 3, 4});
    CHECK(index.ids("合同", sorted_by(SortOrder::code, reversed)) == Ids{4, 3, 1, 2});
    CHECK(index.ids("合同", sorted_by(SortOrder::amount)) == Ids{4, 1, 3, 2});
    CHECK(index.ids("合同", sorted_by(SortOrder::amount, reversed)) == Ids{3, 1, 4, 2});
}

TEST_CASE("equal dates fall back to relevance")
{
    auto plain = with_text(1, {"无 合同"});
    auto strong = with_title(2, "合同");
    plain.metadata.date = strong.metadata.date = *Date::parse("2024-01-01");
    SmallIndex index({plain, strong});
    CHECK(index.ids("合同", sorted_by(SortOrder::date)) == Ids{2, 1});
}

TEST_CASE("totals are exact and pages of hits follow one another")
{
    std::vector<SmallDocument> documents;
    for (int i = 1; i <= 120; ++i) documents.push_back(with_text(i, {i % 3 == 0 ? "合同 发票" : "发票"}));
    SmallIndex index(documents);
    SearchRequest request;
    CHECK(index.search("发票", request).total == 120);
    CHECK(index.search("合同").total == 40);
    CHECK(index.search("合同 OR 发票 -合同").total == 120);
    CHECK(index.search("发票 -合同").total == 80);
    request.limit = 7;
    Ids all;
    for (request.offset = 0; request.offset < 50; request.offset += 7) {
        const auto result = index.search("合同", request);
        CHECK(result.total == 40);
        CHECK(result.hits.size() == (request.offset < 35 ? 7 : request.offset < 40 ? 5 : 0));
        for (const auto& hit : result.hits) all.push_back(raw(hit.record));
    }
    CHECK(all == index.ids("合同", [] {
        SearchRequest whole;
        whole.limit = 1000;
        return whole;
    }()));
    request.limit = 0;
    request.offset = 0;
    CHECK(index.search("合同", request).total == 40);
    CHECK(index.search("合同", request).hits.empty());
    request.limit = request.offset = static_cast<std::size_t>(-1);
    CHECK(index.search("合同", request).hits.empty());
}

TEST_CASE("reversed relevance pages from the other end")
{
    SmallIndex index(
        {with_title(1, "合同"), with_text(2, {"合同 a b c d e f"}), with_text(3, {"合同 a b c d e f g h i j k l m n"})});
    auto request = sorted_by(SortOrder::relevance, SortDirection::reversed);
    CHECK(index.ids("合同", request) == Ids{3, 2, 1});
    request.offset = 1;
    request.limit = 1;
    CHECK(index.ids("合同", request) == Ids{2});
    request.offset = 5;
    CHECK(index.ids("合同", request) == Ids{});
}

TEST_CASE("facets count all hits, not only the page shown")
{
    std::vector<SmallDocument> documents;
    for (int i = 1; i <= 60; ++i) {
        auto document = with_text(i, {"发票"});
        document.metadata.category = i % 4 == 0 ? "HT" : "FP";
        document.metadata.party = i <= 30 ? "单位" + std::to_string(i) : "甲公司";
        document.metadata.grade = i == 1 ? Grade::A : Grade::C;
        document.year = i <= 50 ? 2024 : 10;
        documents.push_back(document);
    }
    auto none = with_text(61, {"发票"});
    none.year = 2023;
    documents.push_back(none);
    SmallIndex index(documents);
    SearchRequest request;
    request.limit = 1;
    const auto facets = index.search("发票", request).facets;
    const auto pairs = [](const std::vector<FacetValue>& values) {
        std::vector<std::pair<std::string, std::int64_t>> list;
        for (const auto& value : values) list.emplace_back(value.value, value.count);
        return list;
    };
    using Pairs = std::vector<std::pair<std::string, std::int64_t>>;
    CHECK(pairs(facets.category) == Pairs{{"FP", 45}, {"HT", 15}});
    CHECK(pairs(facets.year) == Pairs{{"2024", 50}, {"10", 10}, {"2023", 1}});
    CHECK(pairs(facets.grade) == Pairs{{"C", 59}, {"A", 1}, {"B", 1}});
    CHECK(facets.party.size() == 20);
    CHECK(pairs(facets.party).front() == std::pair<std::string, std::int64_t>("甲公司", 30));
    CHECK(index.search("没有的词").facets.category.empty());
    request.facets = false;
    const auto uncounted = index.search("发票", request);
    CHECK(uncounted.total == 61);
    CHECK(uncounted.facets.category.empty());
    CHECK(pairs(index.search("category:HT").facets.category) == Pairs{{"HT", 15}});
}

TEST_CASE("few hits among many records are counted like many, also when the index has changed")
{
    std::vector<SmallDocument> documents;
    for (int i = 1; i <= 100; ++i) {
        auto document = with_text(i, {i % 25 == 0 ? "发票 少见" : "发票"});
        document.metadata.category = i % 2 == 0 ? "HT" : "FP";
        document.metadata.party = i % 50 == 0 ? "甲" : "乙";
        documents.push_back(document);
    }
    SmallIndex index(documents);
    auto reader = *index.index().reader();
    const auto counts = [&](const char* query) {
        std::string text;
        const auto result = reader->search(*Query::parse(query), {});
        REQUIRE(result.ok());
        for (const auto& value : result->facets.category) text += value.value + std::to_string(value.count) + " ";
        for (const auto& value : result->facets.party) text += value.value + std::to_string(value.count) + " ";
        return text;
    };
    CHECK(counts("少见") == "FP2 HT2 乙2 甲2 ");
    CHECK(counts("发票") == "FP50 HT50 乙98 甲2 ");
    CHECK(counts("少见") == "FP2 HT2 乙2 甲2 ");
    auto changed = documents[24];
    changed.metadata.category = "XX";
    changed.metadata.party = "";
    index.put(changed);
    CHECK(counts("少见") == "HT2 FP1 XX1 甲2 乙1 ");
    CHECK(counts("发票") == "HT50 FP49 XX1 乙97 甲2 ");
    index.remove(100);
    CHECK(counts("发票") == "FP49 HT49 XX1 乙97 甲1 ");
    index.rebuild({documents[0]});
    CHECK(counts("发票") == "FP1 乙1 ");
}
