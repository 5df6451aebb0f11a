// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// Titles a…f that differ in everything a list can filter by.
class Shelf {
public:
    Shelf()
    {
        must(catalog->add_folder(folder("HT", "001"), stamp()));
        must(catalog->add_folder(folder("FP", "001"), stamp()));
        must(catalog->add_folder(folder("FP", "002"), stamp()));
        must(catalog->add_party(party("甲", "A Ltd"), stamp()));
        put("a", "HT", "001", "甲", "2024-03-05", Grade::A, {"x"});
        put("b", "FP", "001", "", "2023-01-01", Grade::B, {});
        put("c", "HT", "", "甲", "", Grade::C, {"x", "y"});
        put("d", "FP", "002", "", "2024-12-31", Grade::B, {"y"});
        put("e", "HT", "", "", "2019-06-01", Grade::A, {});
        put("f", "HT", "001", "甲", "2024-03-05", Grade::A, {"x"});
    }

    std::string list(const ListRequest& request)
    {
        std::string all;
        for (const auto& title : titles(must(catalog->list(request)))) all += title;
        return all;
    }

    SampleCatalog catalog;

private:
    void put(const std::string& title, const std::string& category, const std::string& in, const std::string& from,
             const std::string& date, Grade grade, std::vector<std::string> tags)
    {
        auto record = contract(title, title);
        record.metadata.category = category;
        record.metadata.folder = in;
        record.metadata.party = from;
        record.metadata.date = date.empty() ? std::nullopt : std::optional(day(date));
        record.metadata.grade = grade;
        record.metadata.tags = std::move(tags);
        record.year = 2020;
        must(catalog->file_record(record, stamp()));
    }
};

}  // namespace

TEST_CASE("A list has the newest first, or follows codes, or dates with undated records last")
{
    Shelf shelf;
    ListRequest request;
    CHECK(shelf.list(request) == "fedcba");
    request.order = ListOrder::code;
    CHECK(shelf.list(request) == "bdecaf");
    request.order = ListOrder::date;
    CHECK(shelf.list(request) == "dfabec");
    request.order = ListOrder::chronological;
    CHECK(shelf.list(request) == "ebafdc");
}

TEST_CASE("Filters of a list join with and, in every order")
{
    Shelf shelf;
    const auto sorted = [&](const ListRequest& request) {
        auto found = shelf.list(request);
        for (const auto order : {ListOrder::code, ListOrder::date, ListOrder::chronological}) {
            auto other = request;
            other.order = order;
            auto same = shelf.list(other);
            std::ranges::sort(same);
            auto expected = found;
            std::ranges::sort(expected);
            CHECK(same == expected);
        }
        return found;
    };
    ListRequest request;
    request.category = "HT";
    CHECK(sorted(request) == "feca");
    request.folder = "001";
    CHECK(sorted(request) == "fa");
    request = {};
    request.folder = "002";
    CHECK(sorted(request) == "d");
    request = {};
    request.party = "A Ltd";
    CHECK(sorted(request) == "fca");
    request = {};
    request.grade = Grade::A;
    CHECK(sorted(request) == "fea");
    request.year = 2024;
    CHECK(sorted(request) == "fa");
    request = {};
    request.year = 2020;
    CHECK(sorted(request) == "c");
    request = {};
    request.tag = "x";
    CHECK(sorted(request) == "fca");
    request.tag = "y";
    request.category = "HT";
    CHECK(sorted(request) == "c");
    request.tag = "no such tag";
    CHECK(sorted(request).empty());
    request = {};
    request.category = "HT";
    request.folder = "001";
    request.party = "甲";
    request.grade = Grade::A;
    request.year = 2024;
    request.tag = "x";
    CHECK(sorted(request) == "fa");
}

TEST_CASE("A list can be paged")
{
    Shelf shelf;
    ListRequest request;
    request.limit = 2;
    CHECK(shelf.list(request) == "fe");
    request.offset = 4;
    CHECK(shelf.list(request) == "ba");
    request.offset = 6;
    CHECK(shelf.list(request).empty());
    request.limit = 0;
    request.offset = 0;
    CHECK(shelf.list(request).empty());
}

TEST_CASE("Filtering by what does not exist says so")
{
    Shelf shelf;
    ListRequest request;
    request.category = "XX";
    CHECK(refused(shelf.catalog->list(request)).kind == ErrorKind::not_found);
    request = {};
    request.party = "nobody";
    CHECK(refused(shelf.catalog->list(request)).kind == ErrorKind::not_found);
    request = {};
    request.folder = "009";
    CHECK(refused(shelf.catalog->list(request)).kind == ErrorKind::not_found);
    request.folder = "001";  // of two categories
    CHECK(refused(shelf.catalog->list(request)).kind == ErrorKind::usage);
}

TEST_CASE("Large lists are found along the order as well as by a filter")
{
    // More records than are worth sorting, so that both ways of finding them run.
    SampleCatalog catalog;
    constexpr int many = 20'050;
    must(catalog->transaction([&]() -> Result<void> {
        for (int i = 0; i < many; ++i) {
            auto record = contract("t" + std::to_string(i), std::to_string(i));
            if (i % 1000 == 0) record.metadata.category = "FP";
            if (i % 10'000 == 1) record.metadata.tags = {"rare"};
            TRY(catalog->file_record(record, stamp()));
        }
        return {};
    }));
    ListRequest request;
    request.category = "HT";
    request.limit = 3;
    request.order = ListOrder::code;
    CHECK(titles(must(catalog->list(request))) == std::vector<std::string>{"t1", "t2", "t3"});
    request.tag = "rare";
    CHECK(titles(must(catalog->list(request))) == std::vector<std::string>{"t1", "t10001", "t20001"});
    request.tag.clear();
    request.grade = Grade::B;
    request.year = 2024;
    request.order = ListOrder::date;
    CHECK(titles(must(catalog->list(request))) == std::vector<std::string>{"t20049", "t20048", "t20047"});
    request.order = ListOrder::chronological;
    CHECK(titles(must(catalog->list(request))) == std::vector<std::string>{"t1", "t2", "t3"});
    request.category = "FP";
    request.order = ListOrder::code;
    CHECK(titles(must(catalog->list(request))) == std::vector<std::string>{"t0", "t1000", "t2000"});
    CHECK(must(catalog->records_after(RecordId{20'000}, 100)).size() == 50);
}

TEST_CASE("Records come in the order of the ids that ask for them")
{
    Shelf shelf;
    const auto all = must(shelf.catalog->records_after(RecordId{}, 100));
    REQUIRE(titles(all) == std::vector<std::string>{"a", "b", "c", "d", "e", "f"});
    const std::vector wanted{all[4].id, RecordId{999}, all[0].id, all[2].id, all[0].id};
    const auto found = must(shelf.catalog->records(wanted));
    CHECK(titles(found) == std::vector<std::string>{"e", "a", "c", "a"});
    CHECK(found[2].metadata.tags == std::vector<std::string>{"x", "y"});
    CHECK(found[1].components.size() == 1);
    CHECK(must(shelf.catalog->records({})).empty());
    CHECK(titles(must(shelf.catalog->records_after(all[3].id, 1))) == std::vector<std::string>{"e"});
    CHECK(refused(shelf.catalog->record(RecordId{999})).kind == ErrorKind::not_found);
    CHECK(refused(shelf.catalog->history(code("NO-1"))).kind == ErrorKind::not_found);
}

TEST_CASE("Codes are found by a part of them, and a part is no pattern")
{
    Shelf shelf;
    const auto like = [&](std::string_view part) {
        std::string all;
        for (const auto& each : must(shelf.catalog->codes_like(part, 3))) all += each.text() + " ";
        return all;
    };
    CHECK(like("FP") == "J001-FP·2023-D30-0001 J001-FP·2024-D30-0001 ");
    CHECK(like("ht·2019") == "J001-HT·2019-D30-0001 ");
    CHECK(like("%") == "");
    CHECK(like("_001-FP") == "");
    CHECK(like("\\") == "");
    CHECK(must(shelf.catalog->codes_like("J001", 2)).size() == 2);
}

TEST_CASE("Objects come in the order of their digests")
{
    Shelf shelf;
    std::vector<Digest> digests;
    std::optional<Digest> last;
    for (;;) {
        const auto page = must(shelf.catalog->objects_after(last, 4));
        if (page.empty()) break;
        for (const auto& object : page) digests.push_back(object.digest);
        last = digests.back();
    }
    CHECK(digests.size() == 6);
    CHECK(std::ranges::is_sorted(digests));
    const auto object = must(shelf.catalog->object(Digest::of("a")));
    REQUIRE(object);
    CHECK(object->size == 1);
    CHECK(object->media_type == "application/pdf");
    CHECK(object->text == TextState::pending);
    CHECK_FALSE(must(shelf.catalog->object(Digest::of("unknown"))));
}
