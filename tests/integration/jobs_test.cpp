// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs by a clock that shows what it is told.
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "archive/examining.hpp"
#include "archive/holding.hpp"
#include "archive/jobs.hpp"
#include "archive/log_book.hpp"
#include "schema/core/file_ops.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
namespace fs = std::filesystem;

namespace {

using Kinds = std::vector<std::string>;

struct Place {
    explicit Place(const std::string& settings = {})
    {
        at("2026-11-02T04:00:00.000Z");  // a Monday
        REQUIRE(Archive::create(root(), "J001", "n", environment()).ok());
        if (!settings.empty()) std::ofstream(root() + "/fonds.toml", std::ios::trunc) << settings;
        reopen();
    }
    void reopen()
    {
        archive.reset();
        archive.emplace(*Archive::open(root(), Purpose::writing, environment()));
    }
    void at(const char* time) { clock.set(*parse_instant(time)); }
    [[nodiscard]] std::string root() const { return directory / "archive"; }
    [[nodiscard]] Environment environment() { return {&clock, &posix_file_ops(), "tester", "test", "/nonexistent"}; }

    JobReport run(Job job, ClockTrust trust = ClockTrust::doubted)
    {
        WorkObserver quiet;
        auto report = JobBook(*archive, trust).run(job, quiet);
        REQUIRE(report.ok());
        return std::move(*report);
    }
    std::int64_t due(Job job)
    {
        const auto all = JobBook(*archive).list();
        REQUIRE(all.ok());
        for (const auto& standing : *all)
            if (standing.job == job) return standing.due.times;
        return -1;
    }
    std::size_t runs(Job job) { return JobBook(*archive).runs(job, 100)->size(); }

    test::TemporaryDirectory directory{test::Medium::memory};
    FixedClock clock{Instant{}};
    std::optional<Archive> archive;
};

Kinds kinds(const JobReport& report)
{
    Kinds all;
    for (const auto& finding : report.findings) all.push_back(finding.kind);
    return all;
}

}  // namespace

TEST_CASE("A job is due once a day where the archive is, and missed days are made up for once")
{
    Place place;
    CHECK(place.due(Job::loans) == 1);
    const JobReport first = place.run(Job::loans);
    CHECK(first.run.exit_code == 0);
    CHECK(kinds(first).empty());
    CHECK(to_iso8601(first.run.due) == "2026-11-01T16:00:00.000Z");  // midnight, eight hours east
    CHECK(place.due(Job::loans) == 0);
    place.at("2026-11-02T15:59:59.000Z");
    CHECK(place.due(Job::loans) == 0);
    place.at("2026-11-02T16:00:00.000Z");
    CHECK(place.due(Job::loans) == 1);

    place.at("2026-11-05T04:00:00.000Z");
    const JobReport late = place.run(Job::loans);
    CHECK(kinds(late) == Kinds{"run.missed"});
    CHECK(late.due.times == 3);
    CHECK(late.due.since.text() == "2026-11-03");
    CHECK(late.findings.front().what.en == "It was due 3 times since 2026-11-03, and is done once for all of them");
    CHECK(late.run.exit_code == 0);  // a note, and nothing to look at
    CHECK(place.due(Job::loans) == 0);
    CHECK(place.runs(Job::loans) == 2);
    CHECK(late.run.report.find("\"missed\":2") != std::string::npos);
    // Asked for, it is done again.
    CHECK(place.run(Job::loans).due.times == 0);
    CHECK(place.runs(Job::loans) == 3);
}

TEST_CASE("The settings say how often")
{
    Place place("[jobs]\nloans = \"weekly\"\nintegrity = \"never\"\n");
    CHECK(place.due(Job::integrity) == 0);
    (void)place.run(Job::loans);
    place.at("2026-11-08T04:00:00.000Z");  // Sunday
    CHECK(place.due(Job::loans) == 0);
    place.at("2026-11-09T04:00:00.000Z");
    CHECK(place.due(Job::loans) == 1);
}

TEST_CASE("By a clock that is behind nothing is decided; one that has leapt is told once")
{
    Place place;
    (void)place.run(Job::checkpoint);
    place.at("2026-11-01T04:00:00.000Z");
    const JobReport behind = place.run(Job::retention);
    CHECK(kinds(behind) == Kinds{"clock.behind"});
    CHECK(behind.run.exit_code == 3);
    CHECK(behind.run.id == 0);
    CHECK(place.runs(Job::retention) == 0);
    place.at("2026-11-02T03:58:00.000Z");  // two minutes are none
    CHECK(kinds(place.run(Job::retention)).empty());

    place.at("2027-11-02T04:00:00.000Z");
    WorkObserver quiet;
    JobBook jobs(*place.archive);
    const auto ahead = jobs.run(Job::loans, quiet), next = jobs.run(Job::holds, quiet);
    REQUIRE((ahead.ok() && next.ok()));
    CHECK(kinds(*ahead) == Kinds{"clock.ahead"});
    CHECK(ahead->run.exit_code == 3);
    CHECK(kinds(*next).empty());

    // It was wrong: somebody says that it is right now, and the days go on as they should.
    place.at("2026-11-03T04:00:00.000Z");
    CHECK(kinds(place.run(Job::loans)) == Kinds{"clock.behind"});
    CHECK(place.due(Job::loans) == 1);
    CHECK(place.run(Job::loans, ClockTrust::assured).run.exit_code == 0);
    CHECK(place.due(Job::loans) == 0);
    CHECK(kinds(place.run(Job::holds)).empty());
}

TEST_CASE("A hold that is older than a year is told, with its number")
{
    Place place;
    Hold hold;
    hold.reason = "诉讼";
    hold.authority = "法务部";
    hold.scope.query = "anything";
    const auto placed = Holding(*place.archive).place(hold, "");
    REQUIRE(placed.ok());
    CHECK(place.run(Job::holds).run.exit_code == 0);
    place.at("2027-11-02T04:00:00.000Z");
    CHECK(place.run(Job::holds).findings.size() == 2);  // the clock has leapt, but a year is not over
    place.at("2027-11-04T04:00:00.000Z");
    REQUIRE(LogBook(*place.archive).assure_clock("a year without work").ok());
    const JobReport report = place.run(Job::holds);
    REQUIRE(report.findings.size() == 2);
    CHECK(report.findings.back().kind == "hold.old");
    CHECK(report.findings.back().subject == placed->number);
    CHECK(report.run.exit_code == 3);
}

TEST_CASE("A checkpoint is signed every day on which something happened")
{
    Place place;
    const JobReport first = place.run(Job::checkpoint);
    CHECK(first.facts.get("fresh").boolean());
    place.at("2026-11-03T04:00:00.000Z");
    const JobReport idle = place.run(Job::checkpoint);
    CHECK_FALSE(idle.facts.get("fresh").boolean());
    CHECK(idle.facts.get("code").text() == first.facts.get("code").text());
    REQUIRE(place.archive->add_party({}).ok() == false);
    Party party;
    party.name = "华为";
    REQUIRE(place.archive->add_party(party).ok());
    CHECK(place.run(Job::checkpoint).facts.get("fresh").boolean());
    CHECK(LogBook(*place.archive).verify()->checkpoints.size() == 2);
    // Without the key the job fails, is told, and is due again.
    fs::remove(place.root() + "/keys/checkpoint.key");
    place.at("2026-11-04T04:00:00.000Z");
    party.name = "中兴";
    REQUIRE(place.archive->add_party(party).ok());
    const JobReport failed = place.run(Job::checkpoint);
    CHECK(kinds(failed) == Kinds{"job.failed"});
    CHECK(failed.run.exit_code == 1);
    CHECK(place.due(Job::checkpoint) == 1);
}

TEST_CASE("The four-property check is a job that keeps its report, and fails with what it finds")
{
    Place place;
    const JobReport empty = place.run(Job::examination);
    CHECK(empty.run.exit_code == 0);
    CHECK(empty.facts.get("report").number() == 1);
    CHECK(place.due(Job::examination) == 0);
    place.at("2026-11-10T04:00:00.000Z");
    CHECK(place.due(Job::examination) == 1);
    // A record without its date lacks what the settings require.
    test::write_file(place.directory / "undated.txt", "x");
    FilingItem item;
    item.path = place.directory / "undated.txt";
    item.metadata.category = "HT";
    WorkObserver quiet;
    REQUIRE(place.archive->file({item}, {}, quiet).ok());
    const JobReport found = place.run(Job::examination);
    CHECK(found.run.exit_code == 3);
    REQUIRE(found.findings.size() == 1);
    CHECK(found.findings[0].kind == "examination.failed");
    CHECK(found.facts.get("records").number() == 1);
    CHECK(place.runs(Job::examination) == 2);
    CHECK(Examining(*place.archive).list(10, 0)->size() == 2);
}

TEST_CASE("Audits of jobs find what is lost, with the code of lost bytes")
{
    Place place;
    CHECK(place.run(Job::integrity).facts.get("findings").number() == 0);
    fs::create_directories(place.root() + "/objects/00");
    CHECK(place.run(Job::full_check).run.exit_code == 0);
    test::write_file(place.directory / "a.bin", "bytes");
    FilingItem item;
    item.path = place.directory / "a.bin";
    WorkObserver quiet;
    REQUIRE(place.archive->file({item}, {}, quiet).ok());
    for (const auto& entry : fs::recursive_directory_iterator(place.root() + "/objects"))
        if (entry.is_regular_file()) fs::remove(entry.path());
    const JobReport lost = place.run(Job::integrity);
    CHECK(lost.run.exit_code == 20);
    CHECK(place.due(Job::integrity) == 0);  // it did its work
}
