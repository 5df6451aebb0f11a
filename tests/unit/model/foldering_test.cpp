// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/code_parts.hpp"
#include "schema/model/foldering.hpp"

using namespace fonds;

namespace {

FolderItem item(int number, const std::string& date, const std::string& matter = {}, std::int64_t position = 0)
{
    FolderItem made;
    made.record = RecordId{number};
    made.code = *ReferenceCode::parse("J001-HT·2024-D30-000" + std::to_string(number));
    made.title = std::to_string(number);
    if (!date.empty()) made.date = *Date::parse(date);
    made.matter = matter;
    made.position = position;
    return made;
}

FolderItem paged(int number, std::int32_t pages, PageRange range = {})
{
    FolderItem made = item(number, "2024-01-01");
    made.pages = pages;
    made.range = range;
    return made;
}

std::string order(std::vector<FolderItem> items)
{
    put_in_order(items);
    std::string titles;
    for (const FolderItem& each : items) titles += each.title;
    return titles;
}

}  // namespace

TEST_CASE("What is in a folder goes by date, papers of one matter together, undated ones last")
{
    CHECK(order({item(1, "2024-03-01"), item(2, "2024-01-01"), item(3, ""), item(4, "2024-02-01")}) == "2413");
    CHECK(order({item(1, "2024-03-01", "Pa"), item(2, "2024-02-01"), item(3, "2024-01-01", "Pa"), item(4, "2024-01-15")}) ==
          "3142");
    CHECK(order({item(1, "", "Pa"), item(2, "2024-02-01"), item(3, "2024-01-01", "Pa")}) == "312");
    CHECK(order({item(2, "2024-01-01"), item(1, "2024-01-01")}) == "12");
    CHECK(order({}).empty());
}

TEST_CASE("What was put in order by hand comes first, the rest by time")
{
    CHECK(order({item(1, "2024-01-01"), item(2, "2024-05-01", "", 2), item(3, "2024-06-01", "", 1),
                 item(4, "2023-01-01")}) == "3241");
}

TEST_CASE("A folder tells how full it is, and of which time")
{
    const FolderFill fill = fill_of({paged(1, 3), paged(2, 0), paged(3, 200)});
    CHECK(fill.pieces == 3);
    CHECK(fill.pages == 203);
    CHECK(fill.uncounted == 1);
    CHECK(fill.spine == 11);  // 2 + 100 sheets of 0.1 mm
    CHECK(fill.first->text() == "2024-01-01");
    CHECK_FALSE(fill_of({item(1, "")}).first);

    Folder folder;
    CHECK(excesses(folder, fill).empty());
    folder.most_pieces = 3;
    folder.most_pages = 203;
    folder.spine = 11;
    CHECK(excesses(folder, fill).empty());
    folder.most_pieces = 2;
    folder.most_pages = 202;
    folder.spine = 10;
    CHECK(excesses(folder, fill).size() == 3);
}

TEST_CASE("Page numbers of a folder are for all of its papers, and for each its own")
{
    CHECK(page_faults({paged(1, 3), paged(2, 4)}).empty());
    CHECK(page_faults({paged(1, 3, {1, 3}), paged(2, 4, {4, 7})}).empty());
    CHECK(page_faults({paged(1, 3, {1, 3}), paged(2, 4)}).size() == 1);
    CHECK(page_faults({paged(2, 4, {3, 7}), paged(1, 3, {1, 3})}).size() == 1);
    const auto late = page_faults({paged(1, 3, {3, 5}), paged(2, 4, {6, 9})});
    REQUIRE(late.size() == 1);
    CHECK(late.front().en.find("the pages 1-2 are missing") != std::string::npos);
    CHECK(page_faults({paged(1, 3, {2, 4})}).front().en.find("the page 1 is missing") != std::string::npos);
}

TEST_CASE("A reference code tells the retention period it was numbered with")
{
    CHECK(retention_in("J001-HT·2024-D30-0001") == "D30");
    CHECK(retention_in("A182-WS·2022-Y-XZ-0001") == "Y");
    CHECK(retention_in("A002-KJ·JJ·2023·D30-005-021") == "D30");
    CHECK(retention_in("D30-HT-0001").empty());
    CHECK(retention_in("").empty());
    CHECK(parts_of("A·B-C") == std::vector<std::string>{"A", "B", "C"});
}

TEST_CASE("Where only the beginning of a paper is known, nothing is missing behind it, and nothing of it overlaps")
{
    CHECK(page_faults({paged(1, 3, {1, 0}), paged(2, 4, {9, 12})}).empty());
    CHECK(page_faults({paged(1, 3, {1, 0}), paged(2, 4, {1, 4})}).size() == 1);
    CHECK(page_faults({paged(1, 3, {1, 4}), paged(2, 4, {7, 0})}).size() == 1);
    FolderItem counted = paged(1, 3, {1, 0});
    counted.counted = 3;
    CHECK(page_faults({counted, paged(2, 4, {4, 7})}).empty());
    CHECK(page_faults({counted, paged(2, 4, {9, 12})}).size() == 1);
}
