// SPDX-License-Identifier: GPL-3.0-or-later
// Volumes of another archive are adopted, and the run is killed before its writes: records that were one are one again as
// soon as somebody adopts again, or repairs what had come in by then.
#include <signal.h>

#include <algorithm>
#include <filesystem>

#include <catch2/catch.hpp>

#include "schema/core/json.hpp"
#include "tests/crash/keeping/cold_office.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

/// An archive of its own that adopts, and can be put back to where it was.
struct Adopter : ArchiveFixture {
    std::string volume;

    explicit Adopter(const ColdOffice& from) : volume(from.root() + "/volumes/J001-V0001.zip")
    {
        write_file(root() + "/fonds.toml", "[cold]\nparity = 0\n");
        fs::copy(root(), beside("kept"), fs::copy_options::recursive);
    }
    void restart() const
    {
        fs::remove_all(root());
        fs::copy(beside("kept"), root(), fs::copy_options::recursive);
    }
    [[nodiscard]] ProgramResult adopt(const std::string& variable = {}, const std::string& value = {}) const
    {
        const CommandLine command{"volume", "adopt", volume};
        return variable.empty() ? fonds(command)
                                : fonds(command, with_environment({{"LD_PRELOAD", fault_shim()}, {variable, value}}));
    }
    [[nodiscard]] std::int64_t records() const
    {
        return Json::parse(fonds({"status", "--json"}).out)->get("records").number();
    }
    /// Adoptions that were cut off before their last step.
    [[nodiscard]] std::size_t left() const
    {
        std::size_t count = 0;
        for (const auto& entry : fs::directory_iterator(root() + "/staging"))
            count += entry.path().extension() == ".merges" ? 1U : 0U;
        return count;
    }
};

}  // namespace

TEST_CASE("An adoption killed before any of its writes leaves no merged records apart")
{
    ColdOffice office;
    office.good({"merge", office.codes[0], office.codes[1]});
    office.good({"cold", "run", "--all", "--yes"});
    const Adopter fresh(office);
    const auto whole = fresh.adopt("FONDS_TEST_COUNT", fresh.beside("count"));
    INFO(whole.out << whole.err);
    REQUIRE(whole.exit_code == 0);
    CHECK(fresh.left() == 0);
    const std::int64_t one_less = fresh.records();
    const long calls = std::stol(read_file(fresh.beside("count")));
    bool apart = false, told = false;
    for (long step = 1; step <= calls; step += std::max(1L, calls / 40)) {
        INFO("step " << step << " of " << calls);
        for (const bool repaired : {true, false}) {
            fresh.restart();
            REQUIRE(fresh.adopt("FONDS_TEST_KILL_AT", std::to_string(step)).signal == SIGKILL);
            apart = apart || fresh.records() > one_less;
            if (repaired) {
                told = told || fresh.fonds({"check"}).out.find("before records that were one") != std::string::npos;
                REQUIRE(fresh.fonds({"repair"}).exit_code == 0);
                CHECK(fresh.left() == 0);
                CHECK(fresh.records() <= one_less);
                const auto checked = fresh.fonds({"check", "--full"});
                INFO(checked.out << checked.err);
                // The file may have come before the catalog knew of it: told, and taken in by the same command.
                const bool is_told = checked.out.find("volume.unknown") != std::string::npos;
                CHECK(checked.exit_code == (is_told ? 3 : 0));
            }
            const auto again = fresh.adopt();
            INFO(again.out << again.err);
            CHECK(again.exit_code == 0);
            CHECK(fresh.records() == one_less);
            CHECK(fresh.left() == 0);
        }
    }
    CHECK(apart);
    CHECK(told);
}
