// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/catalog/job_runs.hpp"
#include "schema/catalog/log_clock.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

using Jump = ClockLook::Jump;

/// A log in which something was done on days, counted from the first.
struct Days {
    Days()
    {
        // What makes the sample catalog has one time.
        first = stamp().at;
    }
    [[nodiscard]] Stamp on(int days) const { return {"alice", first + std::chrono::days(days)}; }
    void done(int days) { must(catalog->log("archive.reindexed", "", R"({"records":1})", on(days))); }
    Jump look(int days) { return must(LogClock(*catalog).look(on(days).at)).jump; }

    SampleCatalog catalog;
    Instant first;
};

}  // namespace

TEST_CASE("More than forty days without anything done are a leap of the clock, whatever follows")
{
    Days days;
    CHECK(days.look(0) == Jump::none);
    CHECK(days.look(40) == Jump::none);
    CHECK(days.look(41) == Jump::leapt);
    CHECK(must(LogClock(*days.catalog).look(days.on(41).at)).last == std::chrono::floor<std::chrono::days>(days.first));
    days.done(5000);
    days.done(5001);
    CHECK(days.look(5001) == Jump::leapt);
    // Set right again, the clock goes on; the next event tells that, and the false days do not hide another leap.
    CHECK(days.look(3) == Jump::behind);
    days.done(3);
    CHECK(days.look(4) == Jump::none);
    CHECK(days.look(5002) == Jump::leapt);
}

TEST_CASE("Jobs that ran tell that the clock went on")
{
    Days days;
    JobRuns runs(*days.catalog);
    for (const int day : {30, 60}) must(runs.begin(Job::loans, days.on(day).at, days.on(day).at));
    CHECK(days.look(90) == Jump::none);
    CHECK(days.look(101) == Jump::leapt);
}

TEST_CASE("Whoever vouches for the clock says why, and what lies before counts no more")
{
    Days days;
    days.done(1000);
    LogClock clock(*days.catalog);
    CHECK(refused(clock.assure(" ", days.on(1000))).kind == ErrorKind::usage);
    CHECK(days.look(1000) == Jump::leapt);
    must(clock.assure("停用三年", days.on(1000)));
    CHECK(days.look(1000) == Jump::none);
    CHECK(days.look(1040) == Jump::none);
    CHECK(days.look(1041) == Jump::leapt);
    const auto newest = must(days.catalog->newest_event());
    REQUIRE(newest);
    CHECK(newest->action == "clock.assured");
    CHECK(newest->detail.find("停用三年") != std::string::npos);
}
