// SPDX-License-Identifier: GPL-3.0-or-later
// The disk becomes full at any write of a cold run, a rewriting, a recall, a backup or a restore: it is told, every byte can
// still be had, and once there is room the same command completes the work.
#include <algorithm>
#include <filesystem>

#include "tests/crash/keeping/cold_office.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

enum class Moment { before, when_full, when_done };

/// From some of the writes of a command on nothing can be written any more; then it is done again. `at` comes at each
/// moment.
template <class At>
void fill_each(const ColdOffice& office, const CommandLine& command, long most_steps, const At& at)
{
    office.keep();
    office.restart();
    const long calls = office.count_steps(command);
    REQUIRE(calls > 10);
    const long stride = std::max(1L, calls / most_steps);
    for (long step = 1; step <= calls; step += stride) {
        office.restart();
        at(Moment::before);
        const auto full = office.shimmed(command, "FONDS_TEST_FAIL_AT", std::to_string(step));
        INFO("step " << step << " of " << calls << "\n" << full.out << full.err);
        REQUIRE(full.signal == 0);
        if (full.exit_code != 0) CHECK(!full.err.empty());
        office.all_there();
        office.good({"repair"});
        office.good({"check", "--full"});
        at(Moment::when_full);
        const auto again = office.fonds(command);
        INFO(again.out << again.err);
        // A volume that was replaced already is refused; what a run could not count as copied stays to be done by the next.
        CHECK((again.exit_code == 0 || again.exit_code == 5));
        office.all_there();
        office.good({"check", "--full"});
        at(Moment::when_done);
    }
}

constexpr auto nothing_more = [](Moment) {};

}  // namespace

TEST_CASE("A disk that is full during a cold run costs nothing")
{
    ColdOffice office;
    fill_each(office, {"cold", "run", "--all", "--yes"}, 30, [&](Moment moment) {
        if (moment == Moment::when_done) CHECK(office.fonds({"volume", "verify"}).exit_code == 0);
    });
}

TEST_CASE("A disk that is full while volumes are rewritten costs nothing")
{
    ColdOffice office;
    office.good({"cold", "run", "--all", "--yes"});
    office.codes.push_back(office.file("late.txt", "late words", {"--category", "HT"}));
    office.contents.emplace_back("late words");
    office.good({"cold", "run", "--all", "--yes"});
    fill_each(office, {"volume", "rewrite", "J001-V0001", "J001-V0002"}, 25, nothing_more);
}

TEST_CASE("A disk that is full during a recall costs nothing")
{
    ColdOffice office;
    office.good({"cold", "run", "--all", "--yes"});
    fill_each(office, {"recall", office.codes[0], office.codes[2]}, 20, nothing_more);
}

TEST_CASE("A disk that is full during a backup leaves no half snapshot")
{
    ColdOffice office;
    office.good({"cold", "run", "--all", "--yes"});
    const std::string backup = office.beside("backup");
    fill_each(office, {"backup", "create", backup}, 20, [&](Moment moment) {
        if (moment == Moment::before) std::filesystem::remove_all(backup);
        if (moment == Moment::when_done) CHECK(test::fonds({"backup", "verify", backup}).exit_code == 0);
        if (moment != Moment::when_full || !std::filesystem::exists(backup + "/snapshots")) return;
        // What has its name is whole; two in one second would have one name.
        for (const auto& each : std::filesystem::directory_iterator(backup + "/snapshots")) {
            CHECK(std::filesystem::exists(each.path() / "manifest-sha256.txt"));
            std::filesystem::rename(each.path(), each.path().parent_path() / "20200101T000000Z");
            break;
        }
    });
}

TEST_CASE("A disk that is full during a restore leaves no half archive, and the restore goes on")
{
    ColdOffice office;
    office.good({"cold", "run", "--all", "--yes"});
    const std::string backup = office.beside("backup"), restored = office.beside("restored");
    office.good({"backup", "create", backup});
    const CommandLine command{"backup", "restore", backup, restored};
    const auto clear = [&] {
        std::filesystem::remove_all(restored);
        std::filesystem::remove_all(restored + ".part");
    };
    const long calls = office.count_steps(command);
    for (long step = 1; step <= calls; step += std::max(1L, calls / 20)) {
        clear();
        const auto full = office.shimmed(command, "FONDS_TEST_FAIL_AT", std::to_string(step));
        INFO("step " << step << " of " << calls << "\n" << full.out << full.err);
        REQUIRE(full.signal == 0);
        if (full.exit_code != 0) CHECK(!full.err.empty());
        if (std::filesystem::exists(restored)) {
            // All bytes are there; what is left is the index.
            CHECK(test::fonds({"-C", restored, "reindex"}).exit_code == 0);
        } else {
            const auto again = office.fonds(command);
            INFO(again.out << again.err);
            CHECK(again.exit_code == 0);
        }
        const auto checked = test::fonds({"-C", restored, "check", "--full"});
        INFO(checked.out << checked.err);
        CHECK(checked.exit_code == 0);
        // Never the folder of the living archive's copies.
        CHECK(read_file(restored + "/fonds.toml").find("\ncopies = []") != std::string::npos);
    }
}
