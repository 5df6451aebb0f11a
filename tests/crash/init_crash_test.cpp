// SPDX-License-Identifier: GPL-3.0-or-later
// fonds init on a disk that fills up.
#include <filesystem>
#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "tests/support/archive_fixture.hpp"
#include "tests/support/place.hpp"

using fonds::test::TemporaryDirectory;
using fonds::test::with_environment;

TEST_CASE("An init that a full disk stops leaves nothing, so that the next one succeeds")
{
    const TemporaryDirectory place;
    const auto init = [&](std::map<std::string, std::string> environment) {
        if (!environment.empty()) environment["LD_PRELOAD"] = fonds::test::fault_shim();
        return fonds::test::fonds({"init", place / "a/b", "--code", "J001", "--name", "x"},
                                  with_environment(std::move(environment)));
    };
    REQUIRE(init({{"FONDS_TEST_COUNT", place / "count"}}).exit_code == 0);
    const long calls = std::stol(fonds::test::read_file(place / "count"));
    CHECK(calls > 20);
    for (long step = 1; step <= calls; ++step) {
        INFO("step " << step);
        std::filesystem::remove_all(place / "a");
        const auto failed = init({{"FONDS_TEST_FAIL_AT", std::to_string(step)}});
        if (failed.exit_code == 0) continue;
        CHECK(failed.err.find("fonds: ") != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(place / "a"));
    }
    REQUIRE(init({}).exit_code == 0);
    // A directory that was there stays, and is empty again.
    std::filesystem::remove_all(place / "a");
    std::filesystem::create_directories(place / "a/b");
    CHECK(init({{"FONDS_TEST_FAIL_AT", std::to_string(calls / 2)}}).exit_code == 1);
    CHECK(std::filesystem::is_empty(place / "a/b"));
    CHECK(init({}).exit_code == 0);
}
