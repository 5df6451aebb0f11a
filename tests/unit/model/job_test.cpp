// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/job.hpp"

using namespace fonds;

namespace {

Date day(const char* text)
{
    return *Date::parse(text);
}

}  // namespace

TEST_CASE("What is done daily is due from the next day on, and counts the days it was missed")
{
    CHECK(due_of(Every::day, std::nullopt, day("2026-11-22")).times == 1);
    CHECK(due_of(Every::day, day("2026-11-22"), day("2026-11-22")).times == 0);
    CHECK(due_of(Every::day, day("2026-11-22"), day("2026-11-22")).since == day("2026-11-23"));
    CHECK(due_of(Every::day, day("2026-11-22"), day("2026-11-23")).times == 1);
    const JobDue missed = due_of(Every::day, day("2024-02-27"), day("2024-03-01"));
    CHECK(missed.times == 3);  // 28 and 29 February, and today
    CHECK(missed.since == day("2024-02-28"));
    CHECK(due_of(Every::day, day("2026-11-24"), day("2026-11-22")).times == 0);
}

TEST_CASE("What is done weekly is due from Monday on")
{
    CHECK(due_of(Every::week, day("2026-11-16"), day("2026-11-22")).times == 0);  // Monday to Sunday
    CHECK(due_of(Every::week, day("2026-11-22"), day("2026-11-23")).times == 1);  // Sunday to Monday
    CHECK(due_of(Every::week, day("2026-11-18"), day("2026-12-09")).times == 3);
    CHECK(due_of(Every::week, day("2026-11-18"), day("2026-12-09")).since == day("2026-11-23"));
    CHECK(due_of(Every::week, std::nullopt, day("2026-11-22")).since == day("2026-11-16"));
    CHECK(due_of(Every::never, std::nullopt, day("2026-11-22")).times == 0);
}

TEST_CASE("Jobs and how often they are done are known by their names")
{
    for (const Job job : all_jobs) {
        CHECK(*parse_job(name_of(job)) == job);
        CHECK_FALSE(text_of(job).zh.empty());
    }
    CHECK(*parse_job("full-check") == Job::full_check);
    CHECK(parse_job("nothing").error().kind == ErrorKind::usage);
    for (const Every every : {Every::never, Every::day, Every::week}) CHECK(parse_every(name_of(every)) == every);
    CHECK_FALSE(parse_every("hourly"));
    CHECK(JobTimes().of(Job::full_check) == Every::week);
    CHECK(JobTimes().of(Job::checkpoint) == Every::day);
}
