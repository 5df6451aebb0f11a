// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/date.hpp"

using namespace fonds;

namespace {

std::string range(std::string_view text)
{
    const auto parsed = DateRange::parse(text);
    return parsed.ok() ? parsed->first.text() + " " + parsed->last.text() : "refused";
}

}  // namespace

TEST_CASE("a date is read in every spelling that is in use")
{
    for (const char* text : {"2024-03-05", "2024-3-5", "2024/3/5", "2024/03/05", "2024.3.5", "20240305", "2024年3月5日",
                             "2024年03月05日", " 2024-03-05 ", "2024 年 3 月 5 日", "　2024-03-05"}) {
        CAPTURE(text);
        REQUIRE(Date::parse(text).ok());
        CHECK(Date::parse(text)->text() == "2024-03-05");
    }
}

TEST_CASE("full-width digits and separators are read")
{
    for (const char* text : {"２０２４－０３－０５", "２０２４／３／５", "２０２４．３．５", "２０２４０３０５",
                             "２０２４年３月５日", "２０２４-３-５"}) {
        CAPTURE(text);
        REQUIRE(Date::parse(text).ok());
        CHECK(Date::parse(text)->text() == "2024-03-05");
    }
}

TEST_CASE("half- and full-width digits may stand beside each other, as input methods leave them")
{
    CHECK(Date::parse("2024年３月５日")->text() == "2024-03-05");
    CHECK(Date::parse("２０24-03-05")->text() == "2024-03-05");
    CHECK(DateRange::parse("2023..２０２４").ok());
}

TEST_CASE("a day of a spreadsheet loses its time")
{
    for (const char* text :
         {"2024-03-05 00:00:00", "2024/03/05 0:00", "2024-03-05T14:30", "2024/3/5 23:59:59", "20240305 9:05",
          "2024-03-05T00:00:00Z", "2024-03-05T23:59:59.999+08:00", "2024-03-05 08:00-0330", "2024-03-05T08:00:00+08"}) {
        INFO(text);
        REQUIRE(Date::parse(text).ok());
        CHECK(Date::parse(text)->text() == "2024-03-05");
    }
    for (const char* text : {"2024-03-05 noon", "2024-03-05 ", "2024-03-05 25:00", "2024-03-05 10:75",
                             "2024-03-05 10:00:00:00", "2024-03-05T08:00:00X", "2024-03-05T08:00:00.Z",
                             "2024-03-05T08:00+24:00", "2024-03-05T08:00:00Z+1", "2024-03-05T", "2024-03 0:00"}) {
        INFO(text);
        CHECK(Date::parse(text).ok() == (std::string_view(text) == "2024-03-05 "));
    }
}

TEST_CASE("days that do not exist are refused")
{
    for (const char* text : {"2023-02-29", "2024-02-30", "2024-04-31", "2024-13-01", "2024-00-01", "2024-01-00",
                             "2024-01-32", "0000-01-01", "1900-02-29", "20240230"}) {
        CAPTURE(text);
        REQUIRE_FALSE(Date::parse(text).ok());
        CHECK(Date::parse(text).error().kind == ErrorKind::usage);
    }
    CHECK(Date::parse("2024-02-29").ok());
    CHECK(Date::parse("2000-02-29").ok());
    CHECK(Date::parse("0001-01-01").ok());
    CHECK(Date::parse("9999-12-31").ok());
}

TEST_CASE("what is no date is refused with a hint")
{
    for (const char* text : {"", "2024", "2024-03", "24-03-05", "2024-03/05", "2024-03-05x", "x2024-03-05", "2024--5",
                             "2024-3-5-", "2024-003-05", "2024030", "202403055", "2024年3月5", "2024年3-5日", "3月5日",
                             "-2024-03-05", "\xFF", "2024-٣-05"}) {
        CAPTURE(text);
        REQUIRE_FALSE(Date::parse(text).ok());
        CHECK(Date::parse(text).error().kind == ErrorKind::usage);
        CHECK_FALSE(Date::parse(text).error().hint.empty());
    }
}

TEST_CASE("the day of an instant depends on where one is")
{
    const Instant instant = parse_instant("2024-02-29T16:30:00.000Z").value();
    CHECK(Date::of(instant).text() == "2024-02-29");
    CHECK(Date::of(instant, 8 * 60).text() == "2024-03-01");
    CHECK(Date::of(instant, -17 * 60).text() == "2024-02-28");
    CHECK(Date::of(parse_instant("1969-12-31T23:59:59.999Z").value()).text() == "1969-12-31");
}

TEST_CASE("dates are ordered by time")
{
    CHECK(*Date::parse("2023-12-31") < *Date::parse("2024-01-01"));
    CHECK(*Date::parse("2024-02-01") > *Date::parse("2024-01-31"));
    CHECK(*Date::parse("2024/1/1") == *Date::parse("20240101"));
    CHECK(Date::parse("0987-06-05")->text() == "0987-06-05");
    CHECK(Date::parse("0987-06-05")->year() == 987);
}

TEST_CASE("a year, a month or a day stands for all its days")
{
    CHECK(range("2023") == "2023-01-01 2023-12-31");
    CHECK(range("2023年") == "2023-01-01 2023-12-31");
    CHECK(range("2024-02") == "2024-02-01 2024-02-29");
    CHECK(range("2023-02") == "2023-02-01 2023-02-28");
    CHECK(range("2023年2月") == "2023-02-01 2023-02-28");
    CHECK(range("2023/12") == "2023-12-01 2023-12-31");
    CHECK(range("2023-01-15") == "2023-01-15 2023-01-15");
    CHECK(range("２０２３") == "2023-01-01 2023-12-31");
}

TEST_CASE("a range runs from the first day of its beginning to the last day of its end")
{
    CHECK(range("2023-01..2024-06") == "2023-01-01 2024-06-30");
    CHECK(range("2023..2023") == "2023-01-01 2023-12-31");
    CHECK(range("2023-01-15..2023-01-15") == "2023-01-15 2023-01-15");
    CHECK(range("2023 .. 2024") == "2023-01-01 2024-12-31");
    CHECK(range("2023.3.5..2024.3.5") == "2023-03-05 2024-03-05");
    CHECK(range("2023年3月..2024年") == "2023-03-01 2024-12-31");
}

TEST_CASE("an open end is the first or the last day there is")
{
    CHECK(range("..2024") == "0001-01-01 2024-12-31");
    CHECK(range("2023..") == "2023-01-01 9999-12-31");
    CHECK(range("2023...") == "2023-01-01 9999-12-31");
    CHECK(range("..2024-02-29") == "0001-01-01 2024-02-29");
}

TEST_CASE("what is no range is refused")
{
    for (const char* text : {"", "..", "...", "2024..2023", "2024-02..2024-01", "2023-13", "202301", "2023-02-29",
                             "2023....2024", "2023..2024..2025", "x..2024", "2023..x", "0000", "2023-"}) {
        CAPTURE(text);
        REQUIRE_FALSE(DateRange::parse(text).ok());
        CHECK(DateRange::parse(text).error().kind == ErrorKind::usage);
        CHECK_FALSE(DateRange::parse(text).error().hint.empty());
    }
}
