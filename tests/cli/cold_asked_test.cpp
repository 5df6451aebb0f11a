// SPDX-License-Identifier: GPL-3.0-or-later
// What a cold run does is what its plan tells, asked for by --yes, and within its filters; and how volumes are encrypted.
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

TEST_CASE("A key in the settings encrypts new volumes, whatever makes them")
{
    ColdArchive archive;
    write_file(archive.beside("key"), "correct horse battery staple\n");
    const std::string keyed = "parity = 0\nkey_file = \"" + archive.beside("key") + "\"\n";
    CHECK_FALSE(archive.json({"cold", "plan", "--all"}).get("encrypted").boolean());
    CHECK(archive.good({"cold", "plan", "--all"}).out.find("not encrypted") != std::string::npos);
    const auto volumes = [&] { return archive.json({"volume", "list"}); };
    SECTION("sealing")
    {
        archive.set(keyed);
        CHECK(archive.json({"cold", "plan", "--all"}).get("encrypted").boolean());
        CHECK(archive.good({"cold", "plan", "--all"}).out.find("encrypted (AES-256)") != std::string::npos);
        const auto run = archive.good({"cold", "run", "--all", "--yes"});
        CHECK(run.out.find("encrypted (AES-256)") != std::string::npos);
        CHECK(volumes().at(0).get("encrypted").boolean());
    }
    SECTION("sealing anew")
    {
        archive.good({"cold", "run", "--all", "--yes"});
        CHECK_FALSE(volumes().at(0).get("encrypted").boolean());
        archive.set(keyed);
        archive.good({"volume", "rewrite", "J001-V0001"});
        CHECK(volumes().at(0).get("encrypted").boolean());
    }
    SECTION("a key that is too short")
    {
        archive.set(keyed);
        write_file(archive.beside("key"), "too short\n");
        const auto refused = archive.fonds({"cold", "run", "--all", "--yes"});
        CHECK(refused.exit_code == 5);
        CHECK(refused.err.find("16 characters") != std::string::npos);
        CHECK(volumes().size() == 0);
        write_file(archive.beside("key"), "correct horse battery staple\n");
        archive.good({"cold", "run", "--all", "--yes"});
    }
    archive.all_readable();
}
