// SPDX-License-Identifier: GPL-3.0-or-later
// What is damaged here and whole in a backup is put back into its place.
#include <filesystem>

#include <catch2/catch.hpp>

#include "schema/core/digest.hpp"
#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::string object_of(const ColdArchive& archive, const std::string& content)
{
    const std::string hex = Digest::of(content).hex();
    return archive.root() + "/objects/" + hex.substr(0, 2) + "/" + hex;
}

}  // namespace

TEST_CASE("A damaged and a missing file come back from a backup, whole ones stay")
{
    ColdArchive archive;
    archive.good({"backup", "create", archive.beside("backup")});
    flip(object_of(archive, archive.contents[1]), 100);
    std::filesystem::remove(object_of(archive, archive.contents[2]));
    const auto scrubbed = archive.fonds({"scrub", "--all"});
    CHECK(scrubbed.exit_code == 20);
    // The way out is told, with the place of the backup.
    CHECK((scrubbed.out + scrubbed.err).find("fonds backup mend " + archive.beside("backup") + " ") != std::string::npos);
    const Json report =
        archive.json({"backup", "mend", archive.beside("backup"), archive.codes[0], archive.codes[1], archive.codes[2]});
    CHECK(report.get("whole").size() == 1);
    CHECK(report.get("mended").size() == 2);
    archive.all_readable();
    archive.good({"check", "--full"});
    archive.good({"scrub"});
}

TEST_CASE("A damaged volume comes back from a backup, and its copies and parity from it")
{
    ColdArchive archive;
    std::filesystem::create_directory(archive.beside("second"));
    archive.set("parity = 5\ncopies = [\"" + archive.beside("second") + "\"]\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string whole = read_file(archive.volume());
    archive.good({"backup", "create", archive.beside("backup")});
    for (const auto& entry : std::filesystem::directory_iterator(archive.root() + "/volumes"))
        std::filesystem::remove(entry.path());
    std::filesystem::resize_file(archive.beside("second") + "/J001-V0001.zip", 1000);
    const auto verified = archive.fonds({"volume", "verify"});
    CHECK(verified.exit_code == 20);
    CHECK(verified.err.find("fonds backup mend " + archive.beside("backup") + " J001-V0001") != std::string::npos);
    // By the code of a record in it, or by its name.
    archive.good({"backup", "mend", archive.beside("backup"), archive.codes[1]});
    CHECK(read_file(archive.volume()) == whole);
    CHECK(read_file(archive.beside("second") + "/J001-V0001.zip") == whole);
    CHECK(archive.json({"backup", "mend", archive.beside("backup"), "J001-V0001"}).get("whole").size() == 1);
    archive.good({"volume", "verify"});
    archive.good({"check", "--full"});
    archive.all_readable();
}

TEST_CASE("What the backup does not have, or has damaged, is told and takes no other's place")
{
    ColdArchive archive;
    archive.good({"backup", "create", archive.beside("backup")});
    const std::string late = archive.file("late.txt", "late words", {"--category", "HT"});
    std::filesystem::remove(object_of(archive, "late words"));
    flip(object_of(archive, archive.contents[1]), 100);
    const std::string hex = Digest::of(archive.contents[1]).hex();
    flip(archive.beside("backup") + "/files/" + hex.substr(0, 2) + "/" + hex, 200);
    const auto mended = archive.fonds({"backup", "mend", archive.beside("backup"), late, archive.codes[1], "J001-V0009"});
    INFO(mended.out << mended.err);
    CHECK(mended.exit_code == 20);
    CHECK(mended.err.find("does not have") != std::string::npos);
    CHECK(mended.err.find("damaged, too") != std::string::npos);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 20);
    // A name that is none is told as it was written.
    CHECK(archive.fonds({"backup", "mend", archive.beside("backup"), "j001-v9"}).err.find("j001-v9") != std::string::npos);
    CHECK(archive.fonds({"backup", "mend", archive.beside("none"), late}).exit_code == 4);
    CHECK(archive.fonds({"backup", "mend", archive.beside("backup")}).exit_code == 2);
}

TEST_CASE("Cold files whose volume no backup has come back from a backup that has the files")
{
    ColdArchive archive;
    archive.good({"backup", "create", archive.beside("backup")});
    archive.good({"cold", "run", "--all", "--yes"});
    std::filesystem::remove(archive.volume());
    CHECK(archive.fonds({"check", "--full"}).exit_code == 20);
    const auto whole = archive.fonds({"backup", "mend", archive.beside("backup"), "J001-V0001"});
    CHECK(whole.exit_code != 0);
    CHECK(whole.err.find("does not have") != std::string::npos);
    const Json report =
        archive.json({"backup", "mend", archive.beside("backup"), archive.codes[0], archive.codes[1], archive.codes[2]});
    CHECK(report.get("mended").size() == 3);
    CHECK(report.get("problems").size() == 0);
    archive.all_readable();
    CHECK(archive.json({"backup", "mend", archive.beside("backup"), archive.codes[0]}).get("whole").size() == 1);
    // Nothing calls them cold any more.
    CHECK(files_below(archive.root() + "/objects") == 3);
    archive.good({"repair"});
    CHECK(files_below(archive.root() + "/objects") == 3);
    archive.all_readable();
}

TEST_CASE("A volume out of reach is not called whole, and parity that is damaged is made anew")
{
    ColdArchive archive("parity = 5\n");
    archive.good({"cold", "run", "--all", "--yes"});
    archive.good({"backup", "create", archive.beside("backup")});
    std::filesystem::remove(archive.volume() + ".par2");
    CHECK(archive.json({"backup", "mend", archive.beside("backup"), "J001-V0001"}).get("mended").size() == 1);
    CHECK(std::filesystem::exists(archive.volume() + ".par2"));
    CHECK(archive.json({"backup", "mend", archive.beside("backup"), "J001-V0001"}).get("whole").size() == 1);

    const std::string disk = archive.beside("disk");
    std::filesystem::create_directory(disk);
    archive.good({"volume", "move", "J001-V0001", "--to", disk});
    std::filesystem::rename(disk, archive.beside("elsewhere"));
    const auto told = archive.fonds({"backup", "mend", archive.beside("backup"), "J001-V0001", "--json"});
    CHECK(told.exit_code == 3);
    const Json report = *Json::parse(told.out);
    CHECK(report.get("whole").size() == 0);
    REQUIRE(report.get("problems").size() == 1);
    CHECK(report.get("problems").at(0).get("name").text() == "J001-V0001");
    CHECK(told.err.find("J001-V0001") != std::string::npos);
    CHECK(told.err.find("mkdir -p " + disk) != std::string::npos);
    // The disk is lost: the way that was told.
    std::filesystem::create_directory(disk);
    write_file(disk + "/fonds-copies.txt", "");
    archive.good({"backup", "mend", archive.beside("backup"), "J001-V0001"});
    archive.all_readable();
    archive.good({"check", "--full"});
}
