// SPDX-License-Identifier: GPL-3.0-or-later
// What a cold run does is what its plan tells, asked for by --yes, and within its filters.
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::int64_t hot(const ColdArchive& archive)
{
    return archive.json({"status"}).get("storage").get("hot_objects").number();
}

}  // namespace

TEST_CASE("What was recalled leaves again as the plan tells, when it is asked for, and within the filters")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    archive.good({"recall", archive.codes[1]});
    REQUIRE(hot(archive) == 1);

    // Used today: only whatever its age.
    Json plan = archive.json({"cold", "plan"});
    CHECK(plan.get("sealed_before").number() == 0);
    CHECK(plan.get("staying").get("in_use").number() == 1);
    CHECK(plan.get("freed_bytes").number() == 0);
    archive.good({"cold", "run"});
    CHECK(hot(archive) == 1);

    plan = archive.json({"cold", "plan", "--all"});
    CHECK(plan.get("records").number() == 0);
    CHECK(plan.get("sealed_before").number() == 1);
    CHECK(plan.get("freed_bytes").number() == 200'000);
    CHECK(plan.get("list").at(0).get("code").text() == archive.codes[1]);
    CHECK(plan.get("list").at(0).get("sealed").boolean());
    const auto told = archive.good({"cold", "plan", "--all"}).out;
    CHECK(told.find("1 record was sealed before") != std::string::npos);
    CHECK(told.find("Nothing is cold enough") == std::string::npos);

    const auto asked = archive.fonds({"cold", "run", "--all"});
    CHECK(asked.exit_code == 2);
    CHECK(asked.out.find(archive.codes[1]) != std::string::npos);
    CHECK(archive.good({"cold", "run", "--all", "--dry-run"}).out.find(archive.codes[1]) != std::string::npos);
    CHECK(hot(archive) == 1);

    for (const CommandLine& filter : {CommandLine{"--grades", "A"}, CommandLine{"--category", "WX"}}) {
        CommandLine command{"cold", "run", "--all", "--yes"};
        command.insert(command.end(), filter.begin(), filter.end());
        const Json done = archive.json(command);
        INFO(filter[0]);
        CHECK(done.get("freed_bytes").number() == 0);
        CHECK(hot(archive) == 1);
    }
    CHECK(archive.json({"cold", "run", "--all", "--yes"}).get("freed_bytes").number() == 200'000);
    CHECK(hot(archive) == 0);
    archive.good({"cold", "run", "--all"});  // nothing is left to do, and nothing is asked
}

TEST_CASE("A copy of a volume that is missing is told by the plan, and made when it is asked for")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    std::filesystem::create_directory(archive.beside("second"));
    archive.set("parity = 0\ncopies = [\"" + archive.beside("second") + "\"]\n");
    CHECK(archive.json({"cold", "plan"}).get("missing_copies").number() == 1);
    CHECK(archive.good({"cold", "plan"}).out.find("1 copy of a volume is missing") != std::string::npos);
    CHECK(archive.fonds({"cold", "run"}).exit_code == 2);
    CHECK_FALSE(std::filesystem::exists(archive.beside("second") + "/J001-V0001.zip"));
    archive.good({"cold", "run", "--yes"});
    CHECK(std::filesystem::exists(archive.beside("second") + "/J001-V0001.zip"));
    archive.good({"cold", "run"});
}
