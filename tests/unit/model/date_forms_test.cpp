// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/date.hpp"

using namespace fonds;

TEST_CASE("days in Han figures, in English, and with the year last are read")
{
    for (const char* text :
         {"二〇二四年三月五日", "二○二四年三月五日", "二零二四年三月五日", "贰零贰肆年叁月零伍日", "二〇二四年三月五号",
          "二〇二四年〇三月〇五日", " 二〇二四 年 三 月 五 日", "5 Mar 2024", "5 March 2024", "05-Mar-2024", "March 5, 2024",
          "Mar. 5, 2024", "5th March 2024", "March 5th, 2024", "5 MAR 2024"}) {
        CAPTURE(text);
        REQUIRE(Date::parse(text).ok());
        CHECK(Date::parse(text)->text() == "2024-03-05");
    }
    CHECK(Date::parse("二〇二三年十二月三十一日")->text() == "2023-12-31");
    CHECK(Date::parse("二〇二三年十月二十日")->text() == "2023-10-20");
    CHECK(Date::parse("二〇二三年十一月廿一日")->text() == "2023-11-21");
    CHECK(Date::parse("二〇二三年一二月三十日")->text() == "2023-12-30");
    CHECK(Date::parse("Sept 9 2023")->text() == "2023-09-09");
    CHECK(Date::parse("25/3/2024")->text() == "2024-03-25");
    CHECK(Date::parse("3/25/2024")->text() == "2024-03-25");
    CHECK(Date::parse("25.03.2024")->text() == "2024-03-25");
    CHECK(Date::parse("4/4/2024")->text() == "2024-04-04");
}

TEST_CASE("of 3/4/2024 nobody knows the month")
{
    for (const char* text : {"3/4/2024", "03/04/2024", "3.4.2024", "3-4-2024", "３／４／２０２４"}) {
        CAPTURE(text);
        REQUIRE_FALSE(Date::parse(text).ok());
        CHECK(Date::parse(text).error().kind == ErrorKind::usage);
        CHECK(Date::parse(text).error().hint.en.find("year first") != std::string::npos);
    }
}

TEST_CASE("what only looks like a written day is refused")
{
    for (const char* text : {"二〇二四年三月",
                             "二〇二四年三月五",
                             "二千二十四年三月五日",
                             "二〇二四年十三月五日",
                             "二〇二四年三月三十二日",
                             "二〇二四年三月十十日",
                             "二〇二四年月日",
                             "5 Mar",
                             "Mar 2024",
                             "5 Foo 2024",
                             "5 Mar 24",
                             "32/3/2024",
                             "25/13/2024",
                             "1/2/3/2024",
                             "25/3-2024",
                             "25 3 2024",
                             "5 March 2024 10",
                             "March",
                             "st 5 2024",
                             "45356",
                             "年月日"}) {
        CAPTURE(text);
        CHECK_FALSE(Date::parse(text).ok());
    }
}

TEST_CASE("serial numbers of spreadsheets count in two systems, one of them with a day that never was")
{
    const auto day = [](std::int64_t serial, DateSystem system = DateSystem::y1900) {
        const auto date = Date::of_serial(serial, system);
        return date ? date->text() : "none";
    };
    CHECK(day(1) == "1900-01-01");
    CHECK(day(59) == "1900-02-28");
    CHECK(day(60) == "none");
    CHECK(day(61) == "1900-03-01");
    CHECK(day(45356) == "2024-03-05");
    CHECK(day(2'958'465) == "9999-12-31");
    CHECK(day(2'958'466) == "none");
    CHECK(day(0) == "none");
    CHECK(day(-5) == "none");
    CHECK(day(0, DateSystem::y1904) == "1904-01-01");
    CHECK(day(60, DateSystem::y1904) == "1904-03-01");
    CHECK(day(43894, DateSystem::y1904) == "2024-03-05");
    CHECK(day(2'958'465, DateSystem::y1904) == "none");
}

TEST_CASE("元月, years of the republic, and years of two figures where nobody can read them otherwise")
{
    for (const char* text :
         {"2024年元月5日", "二〇二四年元月五日", "民国113年1月5日", "民国 113 年 1 月 5 日", "中华民国一一三年一月五日",
          "民国一百一十三年元月五日", "民国113/1/5", "民国113.1.5", "24-1-5", "24/1/5", "24年1月5日", "2024年1月5号"}) {
        CAPTURE(text);
        REQUIRE(Date::parse(text).ok());
        CHECK(Date::parse(text)->text() == "2024-01-05");
    }
    CHECK(Date::parse("民国元年元月1日")->text() == "1912-01-01");
    CHECK(Date::parse("民国三十八年十月一日")->text() == "1949-10-01");
    CHECK(Date::parse("民国一百零五年3月5日")->text() == "2016-03-05");
    CHECK(Date::parse("98-03-05")->text() == "1998-03-05");
    CHECK(Date::parse("二四年三月五日")->text() == "2024-03-05");
    CHECK(Date::parse("九八年三月五日")->text() == "1998-03-05");
    CHECK(Date::parse("05/31/98")->text() == "1998-05-31");
    CHECK(Date::parse("31.12.49")->text() == "1949-12-31");
    CHECK(Date::parse("11-11-11")->text() == "2011-11-11");
}

TEST_CASE("a year of two figures that may be a day is refused, and it is said why")
{
    for (const char* text : {"24-03-05", "05/03/24", "24.12.31", "5/3/24"}) {
        CAPTURE(text);
        const auto read = Date::parse(text);
        REQUIRE_FALSE(read.ok());
        CHECK(read.error().kind == ErrorKind::usage);
        CHECK(read.error().what.en.find("Which is") == 0);
        CHECK(read.error().hint.en.find("2024-03-05") != std::string::npos);
    }
    for (const char* text : {"4-3-5", "民国2024年1月5日", "民国年1月5日", "元年1月5日", "2024年元5日", "24-1/5", "124-1-5",
                             "2024年1月元日", "民国113年1月", "99-13-32", "百年1月1日"}) {
        CAPTURE(text);
        CHECK_FALSE(Date::parse(text).ok());
    }
}
