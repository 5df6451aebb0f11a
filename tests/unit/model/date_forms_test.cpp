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
                             "二四年三月五日",
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
