// SPDX-License-Identifier: GPL-3.0-or-later
// Cold runs, rewriting, recalling and adopting, killed before their writes: every byte can still be had, also before
// anything is repaired; one repair makes all of it clean, and the next run completes the work.
#include <signal.h>

#include <algorithm>
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/crash/keeping/cold_office.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// Before some of the writes of a command.
void kill_each(const ColdOffice& office, const CommandLine& command, long most_steps)
{
    office.keep();
    office.restart();
    const long calls = office.count_steps(command);
    REQUIRE(calls > 10);
    const long stride = std::max(1L, calls / most_steps);
    for (long step = 1; step <= calls; step += stride) {
        office.restart();
        const auto killed = office.shimmed(command, "FONDS_TEST_KILL_AT", std::to_string(step));
        INFO("step " << step << " of " << calls << "\n" << killed.out << killed.err);
        REQUIRE(killed.signal == SIGKILL);
        office.all_there();
        office.good({"repair"});
        const auto checked = office.fonds({"check", "--full"});
        INFO(checked.out << checked.err);
        REQUIRE(checked.exit_code == 0);
        office.all_there();
        const auto again = office.fonds(command);
        INFO(again.out << again.err);
        // A volume that was replaced already is refused.
        REQUIRE((again.exit_code == 0 || again.exit_code == 5));
        office.all_there();
        office.good({"check"});
    }
}

}  // namespace

TEST_CASE("A cold run killed before any of its writes loses nothing")
{
    ColdOffice office;
    kill_each(office, {"cold", "run", "--all", "--yes"}, 80);
}

TEST_CASE("Volumes that are merged, killed before any write, lose nothing")
{
    ColdOffice office;
    office.good({"cold", "run", "--all", "--yes"});
    office.codes.push_back(office.file("late.txt", "late words", {"--category", "HT"}));
    office.contents.emplace_back("late words");
    office.good({"cold", "run", "--all", "--yes"});
    kill_each(office, {"volume", "rewrite", "J001-V0001", "J001-V0002"}, 40);
}

TEST_CASE("A recall killed before any of its writes loses nothing")
{
    ColdOffice office;
    office.good({"cold", "run", "--all", "--yes"});
    kill_each(office, {"recall", office.codes[0], office.codes[2]}, 40);
}

TEST_CASE("A copy that is made again, killed before any write, is completed by the next run")
{
    ColdOffice office;
    office.good({"cold", "run", "--all", "--yes"});
    const CommandLine command{"volume", "verify"};
    std::filesystem::remove(office.beside("second") + "/J001-V0001.zip");
    office.keep();
    const auto whole = office.fonds(
        command, with_environment({{"LD_PRELOAD", fault_shim()}, {"FONDS_TEST_COUNT", office.beside("count")}}));
    REQUIRE(whole.exit_code == 3);
    const long calls = std::stol(read_file(office.beside("count")));
    for (long step = 1; step <= calls; step += std::max(1L, calls / 20)) {
        office.restart();
        const auto killed = office.fonds(
            command, with_environment({{"LD_PRELOAD", fault_shim()}, {"FONDS_TEST_KILL_AT", std::to_string(step)}}));
        INFO("step " << step);
        REQUIRE(killed.signal == SIGKILL);
        office.all_there();
        const auto again = office.fonds(command);
        REQUIRE((again.exit_code == 0 || again.exit_code == 3));
        office.good({"check", "--full"});
    }
}

TEST_CASE("Reading what parity has to repair ends when somebody stops it, and leaves nothing")
{
    ColdOffice office;
    write_file(office.root() + "/fonds.toml", "[cold]\nparity = 20\n");
    office.good({"cold", "run", "--all", "--yes"});
    const std::string volume = office.root() + "/volumes/J001-V0001.zip";
    std::string bytes = read_file(volume);
    bytes[bytes.find("words of paper 0")] ^= 1;
    write_file(volume, bytes);
    const CommandLine command{"get", office.codes[0], "-o", office.beside("out")};
    std::filesystem::remove(office.beside("out"));
    const long calls = office.count_steps(command);
    int stopped = 0;
    for (long step = 1; step <= calls; ++step) {
        std::filesystem::remove(office.beside("out"));
        const auto run = office.fonds(command, with_environment({{"LD_PRELOAD", fault_shim()},
                                                                 {"FONDS_TEST_RUN_AT", std::to_string(step)},
                                                                 {"FONDS_TEST_RUN", "kill -TERM $PPID"}}));
        INFO("step " << step << " of " << calls << "\n" << run.out << run.err);
        REQUIRE((run.exit_code == 0 || run.exit_code == 130));
        CHECK(std::filesystem::exists(office.beside("out")) == (run.exit_code == 0));
        stopped += run.exit_code == 130 ? 1 : 0;
        for (const auto& entry : std::filesystem::directory_iterator(office.root() + "/staging"))
            CHECK(!entry.path().filename().string().starts_with("repair-"));
    }
    CHECK(stopped > 0);
}
