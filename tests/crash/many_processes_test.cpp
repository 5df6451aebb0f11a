// SPDX-License-Identifier: GPL-3.0-or-later
// Several clerks at once, each in a process of its own.
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/support/archive_fixture.hpp"
#include "tests/support/place.hpp"

using fonds::test::ArchiveFixture;
using fonds::test::ProgramCall;
using fonds::test::RunningProgram;

TEST_CASE("Eight processes file at once: every number is given once, none is left out, everything is found")
{
    constexpr int clerks = 8, papers = 12;
    const ArchiveFixture archive;
    std::vector<std::unique_ptr<RunningProgram>> running;
    for (int clerk = 0; clerk < clerks; ++clerk) {
        const std::string folder = archive.beside("clerk" + std::to_string(clerk));
        std::filesystem::create_directory(folder);
        for (int paper = 0; paper < papers; ++paper)
            fonds::test::write_file(folder + "/" + std::to_string(paper) + ".txt",
                                    "采购合同 clerk" + std::to_string(clerk) + " paper" + std::to_string(paper));
        ProgramCall call;
        call.path = fonds::test::programs() + "/fonds";
        call.arguments = {"-C", archive.root(), "file", folder, "--category", "HT"};
        running.push_back(std::make_unique<RunningProgram>(call));
    }
    std::set<std::string> codes;
    for (auto& each : running) {
        const auto result = each->finish();
        INFO(result.out << result.err);
        REQUIRE(result.exit_code == 0);
        for (const auto& line : result.lines()) codes.insert(line.substr(0, line.find(' ')));
    }
    REQUIRE(codes.size() == clerks * papers);
    REQUIRE(codes.rbegin()->ends_with("-0096"));
    REQUIRE(archive.fonds({"check", "--full"}).exit_code == 0);
    const auto found = archive.fonds({"search", "采购合同", "--json", "--limit", "1"});
    REQUIRE(found.out.find("\"total\":96") != std::string::npos);
}

TEST_CASE("Readers are not held up by a filing under way")
{
    const ArchiveFixture archive;
    archive.file("a.txt", "合同");
    ProgramCall call;
    call.path = fonds::test::programs() + "/fonds";
    call.arguments = {"-C", archive.root(), "file", "-"};
    call.input = "still typing";
    RunningProgram filing(call);  // its input stays open: it waits in the middle of staging
    REQUIRE(archive.fonds({"list"}).exit_code == 0);
    REQUIRE(archive.fonds({"search", "合同"}).exit_code == 0);
    REQUIRE(archive.fonds({"check", "--full"}).exit_code == 0);
    REQUIRE(filing.finish().exit_code == 0);
}
