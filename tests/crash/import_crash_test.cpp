// SPDX-License-Identifier: GPL-3.0-or-later
// An import that is killed leaves whole steps, and coming again finishes it.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "schema/catalog/catalog.hpp"
#include "tests/support/archive_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

constexpr int rows = 1500;  // more than one transaction

std::int64_t records_in(const std::string& archive)
{
    auto opened = Catalog::open(archive + "/catalog.db", Access::write);
    REQUIRE(opened.ok());
    Catalog catalog = std::move(opened).value();
    const auto tallies = catalog.tallies();
    REQUIRE(tallies.ok());
    const auto findings = catalog.check(Depth::full);
    REQUIRE(findings.ok());
    REQUIRE(findings->empty());
    return tallies->records;
}

void killed_anywhere(const CommandLine& options, const std::vector<std::int64_t>& allowed)
{
    const TemporaryDirectory place;
    REQUIRE(fonds::test::fonds({"init", place / "fresh", "--code", "J001", "--name", "n"}).exit_code == 0);
    write_file(place / "scan.txt", "words");
    std::string list = "title,category,party,path\n";
    for (int i = 0; i < rows; ++i)
        list += "r" + std::to_string(i) + ",HT,p" + std::to_string(i % 10) + "," + (i == 7 ? "scan.txt" : "") + "\n";
    write_file(place / "list.csv", list);
    const auto import = [&](const ProgramCall& call) {
        CommandLine command{"-C", place / "archive", "import", "records", place / "list.csv"};
        command.insert(command.end(), options.begin(), options.end());
        return fonds::test::fonds(command, call);
    };
    const auto restart = [&] {
        std::filesystem::remove_all(place / "archive");
        std::filesystem::copy(place / "fresh", place / "archive", std::filesystem::copy_options::recursive);
    };
    const auto faulty = [](const std::string& variable, const std::string& value) {
        return with_environment({{"LD_PRELOAD", fault_shim()}, {variable, value}});
    };
    restart();
    REQUIRE(import(faulty("FONDS_TEST_COUNT", place / "count")).exit_code == 0);
    const long calls = std::stol(read_file(place / "count"));
    const long stride = std::max(1L, calls / 12);  // each takes a second
    bool left_any = false;
    for (long step = 1; step <= calls; step += stride) {
        restart();
        const auto killed = import(faulty("FONDS_TEST_KILL_AT", std::to_string(step)));
        INFO("step " << step << " of " << calls << "\n" << killed.err);
        REQUIRE(killed.signal == SIGKILL);
        const auto found = records_in(place / "archive");
        CAPTURE(found);
        REQUIRE(std::ranges::find(allowed, found) != allowed.end());
        const auto again = import({});
        REQUIRE(again.exit_code == 0);
        REQUIRE(records_in(place / "archive") == rows);
        const auto repaired = fonds::test::fonds({"-C", place / "archive", "repair", "--json"});
        REQUIRE(repaired.exit_code == 0);
        // What the killed run left is told by the next one, and swept by repair, which keeps what a record refers to.
        const bool left = again.err.find("unfinished filing") != std::string::npos;
        REQUIRE((repaired.out.find("\"unfinished_filings\":0") == std::string::npos) == left);
        left_any = left_any || left;
        REQUIRE(fonds::test::fonds({"-C", place / "archive", "check", "--full"}).exit_code == 0);
    }
    CHECK(left_any);
}

}  // namespace

TEST_CASE("An import killed before any of its writes leaves whole steps, and the same list finishes it")
{
    killed_anywhere({}, {0, 1000, rows});
}

TEST_CASE("An import of all or nothing killed before any of its writes leaves nothing or all")
{
    killed_anywhere({"--all-or-nothing"}, {0, rows});
}
