// SPDX-License-Identifier: GPL-3.0-or-later
// Cold runs, rewriting, recalling and adopting, killed before their writes: every byte can still be had, also before
// anything is repaired; one repair makes all of it clean, and the next run completes the work.
#include <signal.h>

#include <algorithm>
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/support/archive_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

struct ColdOffice : ArchiveFixture {
    std::vector<std::string> codes, contents;

    ColdOffice()
    {
        std::filesystem::create_directory(beside("second"));
        write_file(root() + "/fonds.toml", "[cold]\nparity = 0\nvolume_size = 1\ncopies = [\"" + beside("second") + "\"]\n");
        for (int i = 0; i < 3; ++i) {
            contents.push_back("words of paper " + std::to_string(i) +
                               std::string(static_cast<std::size_t>(i) * 300'000, 'x'));
            codes.push_back(file("paper" + std::to_string(i) + ".txt", contents.back(), {"--category", "HT"}));
        }
    }

    void good(const CommandLine& command) const
    {
        const auto result = fonds(command);
        INFO(result.out << result.err);
        REQUIRE(result.exit_code == 0);
    }

    void all_there() const
    {
        for (std::size_t i = 0; i < codes.size(); ++i) {
            std::filesystem::remove(beside("out"));
            const auto got = fonds({"get", codes[i], "-o", beside("out")});
            INFO(codes[i] << got.out << got.err);
            REQUIRE(got.exit_code == 0);
            REQUIRE(read_file(beside("out")) == contents[i]);
        }
    }

    /// Everything beside and in the archive as it is now, and back.
    void keep() const
    {
        for (const char* name : {"archive", "second"})
            std::filesystem::copy(beside(name), beside(std::string("kept-") + name),
                                  std::filesystem::copy_options::recursive);
    }
    void restart() const
    {
        for (const char* name : {"archive", "second"}) {
            std::filesystem::remove_all(beside(name));
            std::filesystem::copy(beside(std::string("kept-") + name), beside(name),
                                  std::filesystem::copy_options::recursive);
        }
    }

    void kill_each(const CommandLine& command, long most_steps) const
    {
        keep();
        const auto run = [&](const std::string& variable, const std::string& value) {
            return fonds(command, with_environment({{"LD_PRELOAD", fault_shim()}, {variable, value}}));
        };
        restart();
        const auto whole = run("FONDS_TEST_COUNT", beside("count"));
        INFO(whole.out << whole.err);
        REQUIRE(whole.exit_code == 0);
        const long calls = std::stol(read_file(beside("count")));
        REQUIRE(calls > 10);
        const long stride = std::max(1L, calls / most_steps);
        for (long step = 1; step <= calls; step += stride) {
            restart();
            const auto killed = run("FONDS_TEST_KILL_AT", std::to_string(step));
            INFO("step " << step << " of " << calls << "\n" << killed.out << killed.err);
            REQUIRE(killed.signal == SIGKILL);
            all_there();
            good({"repair"});
            const auto checked = fonds({"check", "--full"});
            INFO(checked.out << checked.err);
            REQUIRE(checked.exit_code == 0);
            all_there();
            const auto again = fonds(command);
            INFO(again.out << again.err);
            // A volume that was replaced already is refused.
            REQUIRE((again.exit_code == 0 || again.exit_code == 5));
            all_there();
            good({"check"});
        }
    }
};

}  // namespace

TEST_CASE("A cold run killed before any of its writes loses nothing")
{
    ColdOffice office;
    office.kill_each({"cold", "run", "--all", "--yes"}, 80);
}

TEST_CASE("Volumes that are merged, killed before any write, lose nothing")
{
    ColdOffice office;
    office.good({"cold", "run", "--all", "--yes"});
    office.codes.push_back(office.file("late.txt", "late words", {"--category", "HT"}));
    office.contents.emplace_back("late words");
    office.good({"cold", "run", "--all", "--yes"});
    office.kill_each({"volume", "rewrite", "J001-V0001", "J001-V0002"}, 40);
}

TEST_CASE("A recall killed before any of its writes loses nothing")
{
    ColdOffice office;
    office.good({"cold", "run", "--all", "--yes"});
    office.kill_each({"recall", office.codes[0], office.codes[2]}, 40);
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
