// SPDX-License-Identifier: GPL-3.0-or-later
// Backups, restores and bags that are killed before any of their writes: nothing is half there, and the same command goes
// on.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <functional>
#include <string>

#include <catch2/catch.hpp>

#include "tests/support/archive_fixture.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

class Killed {
public:
    Killed()
    {
        REQUIRE(test::fonds({"init", place_ / "archive", "--code", "J001", "--name", "n"}).exit_code == 0);
        for (const std::string name : {"one", "two", "three"}) {
            write_file(place_ / (name + ".txt"), "words of " + name);
            REQUIRE(in("archive", {"file", place_ / (name + ".txt")}).exit_code == 0);
        }
    }
    [[nodiscard]] std::string at(const std::string& name) const { return place_ / name; }
    [[nodiscard]] ProgramResult in(const std::string& archive, CommandLine arguments, const ProgramCall& call = {}) const
    {
        arguments.insert(arguments.begin(), {"-C", at(archive)});
        return test::fonds(std::move(arguments), call);
    }

    /// Kills the command at some of its writes, all of the first and last among them. `begin` before each, `look` after it
    /// was killed; then it runs to its end.
    void everywhere(const CommandLine& command, const std::function<void()>& begin, const std::function<void()>& look,
                    const std::function<void()>& end) const
    {
        const auto faulty = [](const std::string& variable, const std::string& value) {
            return with_environment({{"LD_PRELOAD", fault_shim()}, {variable, value}});
        };
        begin();
        REQUIRE(test::fonds(command, faulty("FONDS_TEST_COUNT", at("count"))).exit_code == 0);
        const long calls = std::stol(read_file(at("count")));
        const long stride = std::max(1L, calls / 15);
        constexpr long ends = 6;
        for (long step = 1; step <= calls; step += step < ends || step >= calls - ends ? 1 : stride) {
            begin();
            const auto killed = test::fonds(command, faulty("FONDS_TEST_KILL_AT", std::to_string(step)));
            INFO("step " << step << " of " << calls << "\n" << killed.err);
            REQUIRE(killed.signal == SIGKILL);
            look();
            const auto again = test::fonds(command);
            INFO(again.out << again.err);
            REQUIRE(again.exit_code == 0);
            end();
        }
    }

private:
    TemporaryDirectory place_;
};

}  // namespace

TEST_CASE("A backup killed before any of its writes leaves no half snapshot, and the next one is whole")
{
    const Killed killed;
    const std::string backup = killed.at("backup");
    killed.everywhere(
        {"-C", killed.at("archive"), "backup", "create", backup}, [&] { fs::remove_all(backup); },
        [&] {
            if (!fs::exists(backup + "/snapshots")) return;
            for (const auto& each : fs::directory_iterator(backup + "/snapshots")) {
                CHECK(fs::exists(each.path() / "manifest-sha256.txt"));
                CHECK(test::fonds({"backup", "verify", backup}).exit_code == 0);
                // Two in one second have one name.
                fs::rename(each.path(), each.path().parent_path() / "20200101T000000Z");
                break;
            }
        },
        [&] {
            CHECK(test::fonds({"backup", "verify", backup}).exit_code == 0);
            CHECK(killed.in("archive", {"check", "--full"}).exit_code == 0);
        });
}

TEST_CASE("A restore killed before any of its writes leaves no half archive, and goes on")
{
    const Killed killed;
    REQUIRE(killed.in("archive", {"backup", "create", killed.at("backup")}).exit_code == 0);
    const std::string restored = killed.at("restored");
    const CommandLine command{"backup", "restore", killed.at("backup"), restored};
    const auto clear = [&] {
        fs::remove_all(restored);
        fs::remove_all(restored + ".part");
    };
    killed.everywhere(
        command, clear,
        [&] {
            if (!fs::exists(restored)) return;
            // Once it has its name, all bytes are there; what is left is the index.
            const auto checked = killed.in("restored", {"check", "--full"});
            INFO(checked.out << checked.err);
            CHECK((checked.exit_code == 0 || checked.exit_code == 3));
            // The same command goes on while it has its mark, and once it has not, it was done.
            if (!fs::exists(restored + "/fonds-restore.part")) clear();
        },
        [&] {
            CHECK(killed.in("restored", {"check", "--full"}).exit_code == 0);
            CHECK(!fs::exists(restored + "/fonds-restore.part"));
            const std::string log = killed.in("restored", {"log", "list"}).out;
            CHECK(log.find("backup.restored") == log.rfind("backup.restored"));
        });
}

TEST_CASE("An export of the archive killed before any of its writes gives no half bag, and goes on")
{
    const Killed killed;
    const std::string bag = killed.at("bag");
    killed.everywhere(
        {"-C", killed.at("archive"), "export", "archive", bag},
        [&] {
            fs::remove_all(bag);
            fs::remove_all(bag + ".part");
        },
        [&] {
            if (fs::exists(bag)) fs::remove_all(bag);  // it was whole, and is made once more
            // Before its mark was made the folder is nobody's.
            if (fs::exists(bag + ".part") && !fs::exists(bag + ".part/fonds-export.part")) fs::remove_all(bag + ".part");
        },
        [&] {
            std::size_t files = 0;
            for (const auto& each : fs::recursive_directory_iterator(bag + "/data")) files += each.is_regular_file() ? 1 : 0;
            CHECK(files == 3);
            CHECK_FALSE(fs::exists(bag + "/fonds-export.part"));
        });
}

TEST_CASE("An import of an archive killed before any of its writes goes on to the same end")
{
    const Killed killed;
    REQUIRE(killed.in("archive", {"export", "archive", killed.at("bag")}).exit_code == 0);
    REQUIRE(test::fonds({"init", killed.at("fresh"), "--code", "J001", "--name", "n"}).exit_code == 0);
    const std::string records = killed.in("archive", {"export", "records"}).out;
    killed.everywhere(
        {"-C", killed.at("copy"), "import", "archive", killed.at("bag")},
        [&] {
            fs::remove_all(killed.at("copy"));
            fs::copy(killed.at("fresh"), killed.at("copy"), fs::copy_options::recursive);
        },
        [] {},
        [&] {
            CHECK(killed.in("copy", {"export", "records"}).out == records);
            CHECK(killed.in("copy", {"repair"}).exit_code == 0);
            CHECK(killed.in("copy", {"check", "--full"}).exit_code == 0);
        });
}
