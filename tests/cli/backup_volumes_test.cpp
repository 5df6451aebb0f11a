// SPDX-License-Identifier: GPL-3.0-or-later
// Volumes and their copies in a backup: whichever copy is whole, with its parity, and what is wrong with the others is told.
#include <algorithm>
#include <filesystem>

#include <catch2/catch.hpp>

#include "schema/core/digest.hpp"
#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// A volume with a copy on a disk, in a backup that has no snapshot yet.
struct CopiedArchive : ColdArchive {
    explicit CopiedArchive(const std::string& parity = "0")
    {
        std::filesystem::create_directory(disk());
        set("parity = " + parity + "\ncopies = [\"" + disk() + "\"]\n");
        good({"cold", "run", "--all", "--yes"});
    }
    [[nodiscard]] std::string disk() const { return beside("disk"); }
    [[nodiscard]] ProgramResult backup() const { return fonds({"backup", "create", beside("backup"), "--json"}); }
};

}  // namespace

TEST_CASE("A snapshot that has everything is no loss, though a copy of a volume is damaged")
{
    CopiedArchive archive;
    flip(archive.volume(), 1000);
    const auto made = archive.backup();
    INFO(made.out << made.err);
    CHECK(made.exit_code == 3);
    CHECK(made.err.find("volume verify J001-V0001") != std::string::npos);
    const Json snapshot = *Json::parse(made.out);
    CHECK(snapshot.get("missing").size() == 0);
    CHECK(snapshot.get("problems").size() == 1);
    archive.good({"backup", "verify", archive.beside("backup")});

    // Both: then bytes are lost.
    flip(archive.disk() + "/J001-V0001.zip", 1000);
    std::filesystem::remove_all(archive.beside("backup"));
    const auto lost = archive.backup();
    CHECK(lost.exit_code == 20);
    CHECK(Json::parse(lost.out)->get("missing").size() == 1);
}

TEST_CASE("A volume of which no copy is within reach is missing from a snapshot, and no damage")
{
    CopiedArchive archive;
    archive.good({"volume", "verify"});
    std::filesystem::remove(archive.volume());
    std::filesystem::rename(archive.disk(), archive.beside("elsewhere"));
    const auto other = archive.backup();  // its own copy is gone, which is damage
    CHECK(other.exit_code == 3);
    CHECK(other.err.find(archive.disk() + " is out of reach") != std::string::npos);
    const Json snapshot = *Json::parse(other.out);
    REQUIRE(snapshot.get("missing").size() == 1);
    CHECK(snapshot.get("missing").at(0).text() == "volumes/J001-V0001.zip");
    CHECK(other.err.find("volumes/J001-V0001.zip") != std::string::npos);
    // Its own is whole: the disk is told, once, and everything is in the snapshot.
    std::filesystem::rename(archive.beside("elsewhere"), archive.disk());
    CHECK(archive.fonds({"volume", "verify"}).exit_code == 3);
    std::filesystem::rename(archive.disk(), archive.beside("elsewhere"));
    std::filesystem::remove_all(archive.beside("backup"));  // two snapshots of one second have one name
    const auto made = archive.backup();
    CHECK(Json::parse(made.out)->get("missing").size() == 0);
}

TEST_CASE("The parity of a volume that lies elsewhere is in the backup, and comes back")
{
    ColdArchive archive("parity = 20\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string disk = archive.beside("disk");
    std::filesystem::create_directory(disk);
    archive.good({"volume", "move", "J001-V0001", "--to", disk});
    archive.good({"backup", "create", archive.beside("backup")});
    archive.good({"backup", "restore", archive.beside("backup"), archive.beside("again")});
    const std::string again = archive.beside("again") + "/volumes/J001-V0001.zip";
    CHECK(read_file(again + ".par2") == read_file(disk + "/J001-V0001.zip.par2"));
    CHECK(test::fonds({"-C", archive.beside("again"), "check", "--full"}).exit_code == 0);
    // A second snapshot copies nothing anew but the catalog and the log.
    const std::string snapshots = archive.beside("backup") + "/snapshots/";
    std::filesystem::rename(std::filesystem::directory_iterator(snapshots)->path(), snapshots + "20200101T000000Z");
    const Json second = archive.json({"backup", "create", archive.beside("backup")});
    CHECK(second.get("problems").size() == 0);
    CHECK(second.get("new_files").number() == 2);
}

TEST_CASE("Restoring tells that jobs go on in the folder of the archive that was backed up")
{
    ColdArchive archive;
    archive.good({"backup", "create", archive.beside("backup")});
    const auto restored = archive.good({"backup", "restore", archive.beside("backup"), archive.beside("again")});
    CHECK((restored.out + restored.err).find("fonds -C " + archive.beside("again") + " jobs install --force") !=
          std::string::npos);
    CHECK(!std::filesystem::exists(archive.beside("again") + "/fonds-restore.part"));
}

TEST_CASE("A full backup replaces a file that an older snapshot has, also when it lies in a volume by now")
{
    ColdArchive archive;
    const std::string backup = archive.beside("backup"), hex = Digest::of(archive.contents[1]).hex();
    const std::string stored = backup + "/files/" + hex.substr(0, 2) + "/" + hex;
    archive.good({"backup", "create", backup});
    archive.good({"cold", "run", "--all", "--yes"});
    archive.good({"backup", "create", backup});
    for (const bool gone : {false, true}) {
        if (gone)
            std::filesystem::remove(stored);
        else
            flip(stored, 1000);
        CHECK(archive.fonds({"backup", "verify", backup}).exit_code == 20);
        archive.good({"backup", "create", backup, "--full"});
        CHECK(read_file(stored) == archive.contents[1]);
        archive.good({"backup", "verify", backup});
    }
    // Not for its own sake: a new backup has such files in the volume alone.
    archive.good({"backup", "create", archive.beside("other"), "--full"});
    archive.good({"backup", "create", archive.beside("other"), "--full"});
    CHECK(!std::filesystem::exists(archive.beside("other") + stored.substr(backup.size())));
}
