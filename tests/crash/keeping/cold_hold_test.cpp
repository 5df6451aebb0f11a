// SPDX-License-Identifier: GPL-3.0-or-later
// A hold that arrives in the middle of a cold run: the record keeps two copies of its bytes from then on.
#include <algorithm>
#include <filesystem>

#include "schema/core/digest.hpp"
#include "schema/core/json.hpp"
#include "tests/crash/keeping/cold_office.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("A hold that arrives during a cold run is asked before bytes leave, or finds them gone into a volume")
{
    ColdOffice office;
    // No second copy: bytes of what is held may not leave.
    write_file(office.root() + "/fonds.toml", "lock_wait = 0.2\n[cold]\nparity = 0\n");
    const CommandLine command{"cold", "run", "--all", "--yes"};
    office.keep();
    const long calls = office.count_steps(command);
    const std::string hex = Digest::of(office.contents[1]).hex();
    const std::string object = office.root() + "/objects/" + hex.substr(0, 2) + "/" + hex, done = office.beside("held");
    int in_time = 0, too_late = 0;
    for (long step = 1; step <= calls; step += std::max(1L, calls / 40)) {
        office.restart();
        std::filesystem::remove(done);
        const std::string hold = "'" + programs() + "/fonds' -C '" + office.root() +
                                 "' hold add --reason r --authority a '" + office.codes[1] + "' >/dev/null 2>&1 && touch '" +
                                 done + "'";
        const auto run = office.fonds(command, with_environment({{"LD_PRELOAD", fault_shim()},
                                                                 {"FONDS_TEST_RUN_AT", std::to_string(step)},
                                                                 {"FONDS_TEST_RUN", hold}}));
        INFO("step " << step << " of " << calls << "\n" << run.out << run.err);
        CHECK((run.exit_code == 0 || run.exit_code == 3));
        office.all_there();
        office.good({"check", "--full"});
        if (!std::filesystem::exists(done)) continue;  // the run was writing to the catalog at that moment
        const bool hot = std::filesystem::exists(object);
        ++(hot ? in_time : too_late);
        CHECK(run.exit_code == (hot ? 3 : 0));
        // The log tells which came first.
        const auto log = office.fonds({"log", "export"}).out;
        const auto held = log.find("hold.placed"), cold = log.find("records.cold");
        REQUIRE(held != std::string::npos);
        if (!hot) CHECK(cold < held);
        if (hot) CHECK(held < cold);
        CHECK(office.fonds({"edit", office.codes[1], "--title", "other"}).exit_code == 5);
    }
    CHECK(in_time > 0);
    CHECK(too_late > 0);
}
