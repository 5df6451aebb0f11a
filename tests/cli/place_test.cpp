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

TEST_CASE("what can be made again may be missing, and no command fails for it")
{
    for (const char* folder : {"staging", "text", "volumes", "inbox"}) {
        INFO(folder);
        const ArchiveFixture archive;
        const auto code = archive.file("a.txt", "报价");
        const CommandLine commands[] = {{"file", archive.write("b.txt", "b")},
                                        {"edit", code, "--title", "t"},
                                        {"category", "add", "XX"},
                                        {"text", code},
                                        {"search", "报价"},
                                        {"status"},
                                        {"index"},
                                        {"repair"},
                                        {"reindex"}};
        for (const auto& command : commands) {
            INFO(command.front());
            std::filesystem::remove_all(archive.root() + "/" + folder);
            const auto result = archive.fonds(command);
            INFO(result.err);
            CHECK(result.exit_code == 0);
        }
        CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
    }
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "报价");
    std::filesystem::remove_all(archive.root() + "/index");
    CHECK(archive.fonds({"repair"}).exit_code == 0);
    CHECK(contains(archive.fonds({"search", "报价"}).out, code));
}

TEST_CASE("an archive without fonds.toml works by the defaults, and status says so")
{
    const ArchiveFixture archive;
    CHECK_FALSE(answer(archive, {"status", "--json"}).get("default_settings").boolean());
    REQUIRE(std::filesystem::remove(archive.root() + "/fonds.toml"));
    const auto code = archive.file("a.txt", "报价");
    CHECK(archive.fonds({"show", code}).exit_code == 0);
    CHECK(code_of(test::fonds({"status", "--json"}, working_in(archive.root() + "/inbox"))) == "J001");
    CHECK(answer(archive, {"status", "--json"}).get("default_settings").boolean());
    CHECK(contains(archive.fonds({"status"}).out, "no fonds.toml"));
    CHECK(archive.fonds({"check"}).exit_code == 0);
}

TEST_CASE("no archive is told with the whole path")
{
    const TemporaryDirectory place;
    CHECK(contains(test::fonds({"list"}, working_in(place.path())).err, "(" + place.path() + ")"));
    CHECK(contains(test::fonds({"-C", ".", "list"}, working_in(place.path())).err, "(" + place.path() + ")"));
    CHECK(contains(test::fonds({"-C", "x", "list"}, working_in(place.path())).err, "(" + place.path() + "/x)"));
}
