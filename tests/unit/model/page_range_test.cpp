// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/page_range.hpp"

using namespace fonds;

namespace {

std::string read(std::string_view text)
{
    const auto range = parse_page_range(text);
    return range.ok() ? range->text() : "refused";
}

/// "first-last/count/item".
std::string place(const PageCells& cells)
{
    const auto read = read_page_cells(cells);
    if (!read.ok()) return read.error().kind == ErrorKind::usage ? "refused" : "another error";
    return read->range.text() + "/" + std::to_string(read->count) + "/" + std::to_string(read->item);
}

}  // namespace

TEST_CASE("A range of pages is read as offices write it")
{
    for (const char* text : {"1-5", "0001-0005", "0001～0005", "1~5", "1至5", "1到5", "1—5", "1–5", " 1 - 5 ", "第1-5页",
                             "１－５", "001 至 005 页"}) {
        INFO(text);
        CHECK(read(text) == "1-5");
    }
    CHECK(parse_page_range("3-9")->count() == 7);
    CHECK(PageRange().text().empty());
    CHECK(PageRange().count() == 0);
}

TEST_CASE("A page alone is where a paper begins, and twice the same is one page")
{
    CHECK(read("007") == "7");
    CHECK(parse_page_range("007")->open());
    CHECK(parse_page_range("7")->count() == 0);
    CHECK(parse_page_range("7")->with(0).open());
    CHECK(parse_page_range("7")->with(3) == PageRange{7, 9});
    for (const char* text : {"7-7", "0007～0007", "7至7", "第7-7页"}) {
        INFO(text);
        CHECK(*parse_page_range(text) == PageRange{7, 7});
        CHECK(parse_page_range(text)->count() == 1);
        CHECK(parse_page_range(text)->with(3) == PageRange{7, 7});
    }
}

TEST_CASE("What is no range of pages is refused")
{
    for (const char* text :
         {"", "0", "0-3", "5-1", "-5", "5-", "1-2-3", "a", "1.5", "1000001", "99999999999", "1-9999999"}) {
        INFO(text);
        CHECK(read(text) == "refused");
    }
}

TEST_CASE("The five conventions of page columns mean what they say")
{
    CHECK(place({"0001-0005", "", "", "", ""}) == "1-5/0/0");
    CHECK(place({"", "6", "10", "", ""}) == "6-10/0/0");
    CHECK(place({"", "6", "", "5", ""}) == "6-10/5/0");
    CHECK(place({"6", "", "", "5", ""}) == "6-10/5/0");
    CHECK(place({"", "", "", "5", "0003"}) == "/5/3");
    CHECK(place({"3", "", "", "5", "3"}) == "/5/3");
    CHECK(place({"3", "", "", "", "3"}) == "3/0/3");
    CHECK(place({"5-5", "", "", "1", ""}) == "5/1/0");
    CHECK(place({"", "5", "5", "1", ""}) == "5/1/0");
    CHECK(place({"5", "5", "7", "3", ""}) == "5-7/3/0");
    CHECK(place({"5", "5-7", "", "", ""}) == "5-7/0/0");
    CHECK(place({"1至5", "", "", "5", "1"}) == "1-5/5/1");
    CHECK(place({}) == "/0/0");
}

TEST_CASE("Page columns that contradict each other are refused")
{
    CHECK(place({"1-5", "", "", "6", ""}) == "refused");
    CHECK(place({"5-5", "", "", "3", ""}) == "refused");
    CHECK(place({"5-5", "", "", "3", "5"}) == "refused");
    CHECK(place({"", "5", "5", "3", ""}) == "refused");
    CHECK(place({"", "5-5", "", "3", ""}) == "refused");
    CHECK(place({"5-7", "3", "", "", ""}) == "refused");
    CHECK(place({"5-7", "", "9", "", ""}) == "refused");
    CHECK(place({"5-7", "5-8", "", "", ""}) == "refused");
    CHECK(place({"", "6", "10", "4", ""}) == "refused");
    CHECK(place({"", "6", "5", "", ""}) == "refused");
    CHECK(place({"", "", "5", "", ""}) == "refused");
    CHECK(place({"", "999999", "", "5", ""}) == "refused");
    CHECK(place({"", "", "", "many", ""}) == "refused");
    CHECK(place({"", "", "", "", "0"}) == "refused");
}

TEST_CASE("A range of pages and their count say one thing, on all roads")
{
    CHECK(check_page_count({}, 3).ok());
    CHECK(check_page_count({1, 5}, 0).ok());
    CHECK(check_page_count({1, 5}, 5).ok());
    CHECK(check_page_count({7, 0}, 3).ok());  // where the paper begins
    CHECK(check_page_count({7, 7}, 1).ok());
    CHECK_FALSE(check_page_count({7, 7}, 3).ok());
    CHECK_FALSE(check_page_count({1, 5}, 2).ok());
    CHECK_FALSE(check_page_count({1, 5}, 6).ok());
}
