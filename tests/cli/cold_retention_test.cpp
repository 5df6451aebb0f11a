// SPDX-License-Identifier: GPL-3.0-or-later
// How long records are kept goes into volumes with them, and comes out with them.
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

struct EmptyArchive : ArchiveFixture {
    EmptyArchive() { write_file(root() + "/fonds.toml", "[cold]\nparity = 0\n"); }
    [[nodiscard]] Json answer(CommandLine command) const
    {
        command.emplace_back("--json");
        const auto told = fonds(command);
        INFO(told.out << told.err);
        return *Json::parse(told.out);
    }
    [[nodiscard]] std::string state_of(const std::string& code) const
    {
        return answer({"retention", "show", code}).get("state").text();
    }
};

}  // namespace

TEST_CASE("A rule that somebody gave a record comes with its volume, and keeps it as long")
{
    ColdArchive archive;
    archive.good(
        {"rule", "add", "X-50", "--name", "永久保管", "--period", "permanent", "--action", "permanent", "--source", "章程"});
    archive.good({"rule", "add", "X-51", "--name", "别的", "--period", "5y"});
    archive.good({"rule", "give", "X-50", archive.codes[1], "--reason", "kept"});
    archive.good({"cold", "run", "--all", "--yes"});
    EmptyArchive fresh;
    CHECK(fresh.fonds({"volume", "adopt", archive.volume()}).exit_code == 0);
    CHECK(fresh.state_of(archive.codes[1]) == "permanent");
    CHECK(fresh.state_of(archive.codes[0]) == archive.json({"retention", "show", archive.codes[0]}).get("state").text());
    CHECK(fresh.answer({"rule", "show", "X-50"}).dump().find("章程") != std::string::npos);
    CHECK(fresh.fonds({"rule", "show", "X-51"}).exit_code == 4);
    CHECK(fresh.fonds({"volume", "adopt", archive.volume()}).exit_code == 0);
    CHECK(fresh.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("The rules of categories and what they count from come with a volume")
{
    ColdArchive archive;
    archive.good({"rule", "add", "X-7", "--name", "合同", "--period", "90y", "--starts", "contract_end"});
    archive.good({"rule", "assign", "X-7", "--category", "HT"});
    archive.good({"event", "add", "contract_end", "2012-05-06", archive.codes[0]});
    archive.good({"cold", "run", "--all", "--yes"});
    EmptyArchive fresh;
    CHECK(fresh.fonds({"volume", "adopt", archive.volume()}).exit_code == 0);
    for (const auto& code : archive.codes) {
        const Json there = archive.json({"retention", "show", code}), here = fresh.answer({"retention", "show", code});
        CHECK(here.get("state").text() == there.get("state").text());
        CHECK(here.get("due").text() == there.get("due").text());
    }
    // What was told is not told twice.
    CHECK(fresh.fonds({"volume", "adopt", archive.volume()}).exit_code == 0);
    CHECK(fresh.answer({"event", "list"}).dump().size() == archive.json({"event", "list"}).dump().size());
}

TEST_CASE("An archive with records of its own keeps what it says of their category, and is told what differs")
{
    ColdArchive archive;
    archive.good({"rule", "add", "X-7", "--name", "合同", "--period", "90y"});
    archive.good({"rule", "add", "X-8", "--name", "另", "--period", "permanent", "--action", "permanent"});
    archive.good({"rule", "assign", "X-7", "--category", "HT"});
    archive.good({"rule", "give", "X-8", archive.codes[0], "--reason", "kept"});
    archive.good({"cold", "run", "--all", "--yes"});
    EmptyArchive other;
    other.file("own.txt", "own words", {"--category", "FP", "--date", "2020-01-01"});
    REQUIRE(other.fonds({"rule", "add", "X-8", "--name", "短", "--period", "1y"}).exit_code == 0);
    const auto adopted = other.fonds({"volume", "adopt", archive.volume()});
    CHECK(adopted.exit_code == 3);
    CHECK(adopted.err.find("Category HT had rule X-7") != std::string::npos);
    CHECK(adopted.err.find("Rule X-8 keeps for") != std::string::npos);
    CHECK(other.fonds({"retention", "show", archive.codes[1]}).out.find("X-7") == std::string::npos);
}

TEST_CASE("Where the paper of an adopted record stood is told when that place is not here")
{
    ColdArchive archive;
    archive.good({"location", "add", "A1", "--kind", "storeroom"});
    archive.good({"place", archive.codes[2], "A1"});
    archive.good({"cold", "run", "--all", "--yes"});
    EmptyArchive fresh;
    const auto adopted = fresh.fonds({"volume", "adopt", archive.volume()});
    CHECK(adopted.exit_code == 3);
    CHECK(adopted.err.find("its paper stood at A1") != std::string::npos);
    CHECK(adopted.err.find(archive.codes[2]) != std::string::npos);
}
