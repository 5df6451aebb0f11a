// SPDX-License-Identifier: GPL-3.0-or-later
// A restored archive leaves the copies of the one that was backed up alone.
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("The folders of copies are out of use in a restored archive, until somebody writes them again")
{
    ColdArchive archive;
    const std::string second = archive.beside("second"), again = archive.beside("again");
    std::filesystem::create_directory(second);
    archive.set("parity = 0\ncopies = [\n  \"" + second + "\",  # 第二块磁盘\n]\ndeflate = false\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string whole = read_file(second + "/J001-V0001.zip");
    archive.good({"backup", "create", archive.beside("backup")});
    const auto restored = archive.good({"backup", "restore", archive.beside("backup"), again});
    CHECK((restored.out + restored.err).find("out of use: " + second) != std::string::npos);
    const std::string settings = read_file(again + "/fonds.toml");
    CHECK(settings.find("\ncopies = []\ndeflate = false\n") != std::string::npos);
    CHECK(settings.find("# copies = [\n#   \"" + second + "\",") != std::string::npos);

    // What the restored archive writes anew or moves leaves the living archive's copy where it is.
    const auto in_again = [&](CommandLine command) {
        command.insert(command.begin(), {"-C", again});
        const auto result = test::fonds(command);
        INFO(result.out << result.err);
        CHECK(result.exit_code == 0);
        return result;
    };
    in_again({"check", "--full"});
    in_again({"volume", "rewrite", "J001-V0001"});
    CHECK(read_file(second + "/J001-V0001.zip") == whole);
    CHECK(files_below(second) == 2);  // and the mark of the folder
    archive.good({"volume", "verify"});

    // In the place of the other: the copies that are there are taken for its own.
    std::filesystem::remove_all(again);
    const auto told = Json::parse(archive.good({"backup", "restore", "--json", archive.beside("backup"), again}).out);
    CHECK(told->get("copies_out_of_use").at(0).text() == second);
    write_file(again + "/fonds.toml", "[cold]\nparity = 0\ncopies = [\"" + second + "\"]\n");
    in_again({"cold", "run", "--yes"});
    const auto volumes = Json::parse(in_again({"volume", "list", "--json"}).out);
    REQUIRE(volumes->at(0).get("copies").size() == 2);
    CHECK(volumes->at(0).get("copies").at(1).get("state").text() == "good");
    CHECK(read_file(second + "/J001-V0001.zip") == whole);
}
