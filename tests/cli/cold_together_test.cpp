// SPDX-License-Identifier: GPL-3.0-or-later
// Two that work on volumes at once.
#include <catch2/catch.hpp>

#include "archive/store/lock.hpp"
#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("While one works on volumes, whoever wants to is told so, and nothing is done")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    archive.file("late.txt", "late words", {"--category", "HT"});
    {
        const auto other = Lock::try_acquire(archive.root() + "/staging/cold.lock", LockMode::exclusive, "test");
        REQUIRE((other.ok() && *other));
        for (const CommandLine& command : {CommandLine{"cold", "run", "--all", "--yes"}, CommandLine{"scrub", "--all"},
                                           CommandLine{"volume", "verify"}, CommandLine{"volume", "rewrite", "J001-V0001"},
                                           CommandLine{"volume", "move", "J001-V0001", "--to", archive.beside("")},
                                           CommandLine{"volume", "adopt", archive.volume()}}) {
            const auto refused = archive.fonds(command);
            INFO(command[0] << " " << command[1] << refused.out << refused.err);
            CHECK(refused.exit_code == 11);
            CHECK(refused.err.find("Another run works on the volumes") != std::string::npos);
        }
        // Reading goes on.
        archive.all_readable();
    }
    CHECK(archive.json({"volume", "list"}).size() == 1);
    archive.good({"cold", "run", "--all", "--yes"});
    CHECK(archive.json({"volume", "list"}).size() == 2);
}

TEST_CASE("Two cold runs at once seal each record once")
{
    ColdArchive archive;
    for (unsigned i = 0; i < 6; ++i) {
        archive.contents.push_back(noise(1'000'000, i + 10));
        archive.codes.push_back(archive.file("big" + std::to_string(i), archive.contents.back(), {"--category", "HT"}));
    }
    archive.set("parity = 0\nvolume_size = 2\n");
    ProgramCall call;
    call.path = programs() + "/fonds";
    call.arguments = {"-C", archive.root(), "cold", "run", "--all", "--yes"};
    RunningProgram first(call), second(call);
    const auto one = first.finish(), two = second.finish();
    INFO(one.out << one.err << two.out << two.err);
    for (const auto* each : {&one, &two}) CHECK((each->exit_code == 0 || each->exit_code == 11));
    CHECK((one.exit_code == 0 || two.exit_code == 0));
    archive.good({"cold", "run", "--all", "--yes"});
    std::int64_t files = 0;
    const Json volumes = archive.json({"volume", "list"});
    for (std::size_t i = 0; i < volumes.size(); ++i) files += volumes.at(i).get("files").number();
    CHECK(files == static_cast<std::int64_t>(archive.codes.size()));
    CHECK(files_below(archive.root() + "/objects") == 0);
    archive.all_readable();
    archive.good({"check", "--full"});
}
