// SPDX-License-Identifier: GPL-3.0-or-later
// Which archive a command works on.
#include <filesystem>

#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::string code_of(const ProgramResult& status)
{
    INFO(status.err);
    REQUIRE(status.exit_code == 0);
    return parse_json(status.out).get("code").text();
}

}  // namespace

TEST_CASE("-C beats FONDS_ARCHIVE, which beats the working directory")
{
    const TemporaryDirectory place;
    for (const char* code : {"A1", "B1", "C1"})
        REQUIRE(test::fonds({"init", place / code, "--code", code, "--name", code}).exit_code == 0);
    ProgramCall call = working_in(place / "C1");
    CHECK(code_of(test::fonds({"status", "--json"}, call)) == "C1");
    call.environment["FONDS_ARCHIVE"] = place / "B1";
    CHECK(code_of(test::fonds({"status", "--json"}, call)) == "B1");
    CHECK(code_of(test::fonds({"-C", place / "A1", "status", "--json"}, call)) == "A1");
    CHECK(code_of(test::fonds({"status", "--json", "--archive", "../A1"}, call)) == "A1");
}

TEST_CASE("an archive is found from any directory below it")
{
    const ArchiveFixture archive;
    std::filesystem::create_directories(archive.root() + "/inbox/scans/2024");
    CHECK(code_of(test::fonds({"status", "--json"}, working_in(archive.root() + "/inbox/scans/2024"))) == "J001");
}

TEST_CASE("without an archive every command that needs one says so")
{
    const TemporaryDirectory place;
    const CommandLine commands[] = {
        {"list"},  {"show", "J001-QT·2024-D10-0001"}, {"search", "x"}, {"file", "x"}, {"status"}, {"check"}, {"reindex"},
        {"repair"}};
    for (const auto& arguments : commands) {
        INFO(arguments.front());
        const auto result = test::fonds(arguments, working_in(place.path()));
        CHECK(result.exit_code == 10);
        CHECK(result.out.empty());
        CHECK(contains(result.err, "fonds init"));
    }
    CHECK(test::fonds({"-C", place / "nowhere", "list"}).exit_code == 10);
    CHECK(test::fonds({"list"}, with_environment({{"FONDS_ARCHIVE", place.path()}})).exit_code == 10);
}
