// SPDX-License-Identifier: GPL-3.0-or-later
// Copies on a disk that is not mounted are out of reach: told once, and no damage.
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::size_t times(const std::string& text, const std::string& word)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
    return count;
}

/// Two volumes with a copy of each on a disk.
struct DiskArchive : ColdArchive {
    DiskArchive()
    {
        std::filesystem::create_directory(disk());
        set("parity = 0\ncopies = [\"" + disk() + "\"]\n");
        good({"cold", "run", "--all", "--yes"});
        codes.push_back(file("late.txt", "late words", {"--category", "HT"}));
        contents.emplace_back("late words");
        good({"cold", "run", "--all", "--yes"});
    }
    [[nodiscard]] std::string disk() const { return beside("disk"); }
    void unmount() const { std::filesystem::rename(disk(), beside("elsewhere")); }
    void mount() const { std::filesystem::rename(beside("elsewhere"), disk()); }
};

}  // namespace

TEST_CASE("A disk that is not mounted is told once by scrub, volume verify and check, and counts as no damage")
{
    DiskArchive archive;
    archive.unmount();
    const auto scrubbed = archive.fonds({"scrub", "--all", "--json"});
    CHECK(scrubbed.exit_code == 3);
    const Json scrub = *Json::parse(scrubbed.out);
    CHECK(scrub.get("damaged").number() == 0);
    CHECK(scrub.get("copies").number() == 2);
    CHECK(scrub.get("out_of_reach").number() == 2);
    REQUIRE(scrub.get("findings").size() == 1);
    CHECK(scrub.get("findings").at(0).get("state").text() == "out_of_reach");
    CHECK(scrub.get("findings").at(0).get("place").text() == archive.disk());

    const auto verified = archive.fonds({"volume", "verify"});
    CHECK(verified.exit_code == 3);
    CHECK(times(verified.err, "is out of reach") == 1);
    CHECK(times(verified.err, "mounted") == 1);
    CHECK(times(verified.out, "out of reach") == 2);

    const auto checked = archive.fonds({"check", "--full", "--json"});
    CHECK(checked.exit_code == 3);
    const Json findings = Json::parse(checked.out)->get("findings");
    REQUIRE(findings.size() == 1);
    CHECK(findings.at(0).get("kind").text() == "volume.out_of_reach");
    CHECK(findings.at(0).get("subject").text() == archive.disk());
    archive.all_readable();

    // What is not due is not read again for a disk that is not there.
    const Json again = *Json::parse(archive.fonds({"scrub", "--json"}).out);
    CHECK(again.get("copies").number() == 0);
    CHECK(again.get("out_of_reach").number() == 2);

    archive.mount();
    archive.good({"scrub"});
    archive.good({"check"});
    CHECK(archive.json({"volume", "list"}).at(1).get("copies").at(1).get("state").text() == "good");
}

TEST_CASE("A copy that is gone from a disk that is there is missing, and made again")
{
    DiskArchive archive;
    std::filesystem::remove(archive.disk() + "/J001-V0001.zip");
    CHECK(archive.fonds({"check"}).exit_code == 20);
    CHECK(archive.fonds({"scrub", "--all"}).exit_code == 3);
    CHECK(read_file(archive.disk() + "/J001-V0001.zip") == read_file(archive.volume()));
}

TEST_CASE("A volume whose only copy is on a disk that is not mounted is out of reach, not damaged")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    std::filesystem::create_directory(archive.beside("disk"));
    archive.good({"volume", "move", "J001-V0001", "--to", archive.beside("disk")});
    std::filesystem::rename(archive.beside("disk"), archive.beside("elsewhere"));
    const auto checked = archive.fonds({"check", "--json"});
    CHECK(checked.exit_code == 3);
    CHECK(Json::parse(checked.out)->get("findings").size() == 1);
    const auto got = archive.fonds({"get", archive.codes[1], "-o", archive.beside("out")});
    CHECK(got.exit_code != 0);
    CHECK(got.exit_code != 20);
    CHECK(got.err.find("mounted") != std::string::npos);
    CHECK(!std::filesystem::exists(archive.beside("out")));
    CHECK(archive.fonds({"recall", archive.codes[1]}).exit_code == 1);
    CHECK(archive.fonds({"volume", "move", "J001-V0001", "--from", archive.beside("disk"), "--to", "volumes"})
              .err.find("out of reach") != std::string::npos);
    std::filesystem::rename(archive.beside("elsewhere"), archive.beside("disk"));
    archive.all_readable();
}

TEST_CASE("What cannot be removed from a disk that is not mounted is not written anew")
{
    DiskArchive archive;
    archive.unmount();
    const auto refused = archive.fonds({"volume", "rewrite", "J001-V0001", "J001-V0002"});
    CHECK(refused.exit_code != 0);
    CHECK(refused.err.find("out of reach") != std::string::npos);
    CHECK(archive.json({"volume", "list"}).size() == 2);
    archive.mount();
    archive.good({"volume", "rewrite", "J001-V0001", "J001-V0002"});
    CHECK(files_below(archive.disk()) == 2);  // and the mark of the folder
}

TEST_CASE("Lists and status call a copy out of reach so, and good again once its disk is back")
{
    DiskArchive archive;
    const auto state_of = [&](const std::string& file) {
        const Json copy = archive.json({"volume", "list"}).at(0).get("copies").at(1);
        CHECK(archive.json({"volume", "show", "J001-V0001"}).get("copies").at(1).get("state").text() ==
              copy.get("state").text());
        CHECK(copy.get("out_of_reach").boolean() == !std::filesystem::exists(file));
        return copy.get("state").text();
    };
    archive.unmount();
    // A look that found nothing is no finding about the copy.
    CHECK(archive.fonds({"scrub", "--all"}).exit_code == 3);
    CHECK(archive.fonds({"volume", "verify"}).exit_code == 3);
    CHECK(state_of(archive.disk()) == "good");
    CHECK(times(archive.good({"volume", "list"}).out, "out of reach") == 2);
    const auto status = archive.good({"status"});
    CHECK(status.out.find("2 out of reach") != std::string::npos);
    CHECK(status.out.find("missing or damaged") == std::string::npos);
    const Json storage = archive.json({"status"}).get("storage");
    CHECK(storage.get("copies_out_of_reach").number() == 2);
    CHECK(storage.get("copies_bad").number() == 0);
    archive.mount();
    CHECK(state_of(archive.disk()) == "good");
    CHECK(archive.json({"status"}).get("storage").get("copies_good").number() == 4);
    // Gone from a disk that is there: seen without any verification.
    std::filesystem::remove(archive.disk() + "/J001-V0001.zip");
    CHECK(state_of(archive.disk()) == "missing");
    CHECK(archive.fonds({"volume", "verify", "J001-V0001"}).exit_code == 3);
    CHECK(state_of(archive.disk()) == "good");
}

TEST_CASE("A copy that was missing and lies there again is told as not verified")
{
    DiskArchive archive;
    const std::string copy = archive.disk() + "/J001-V0001.zip";
    std::filesystem::rename(copy, archive.beside("kept"));
    // What reading finds is remembered.
    std::filesystem::rename(archive.volume(), archive.beside("volume"));
    CHECK(archive.fonds({"get", archive.codes[1], "-o", archive.beside("out")}).exit_code != 0);
    std::filesystem::rename(archive.beside("kept"), copy);
    std::filesystem::rename(archive.beside("volume"), archive.volume());
    CHECK(archive.good({"volume", "list"}).out.find("there again, not verified") != std::string::npos);
    CHECK(archive.json({"volume", "list"}).at(0).get("copies").at(1).get("state").text() == "unverified");
    archive.good({"volume", "verify"});
    CHECK(archive.json({"volume", "list"}).at(0).get("copies").at(1).get("state").text() == "good");
}

TEST_CASE("An empty folder where copies lay is a mount point: nothing is called missing, nothing is written there")
{
    DiskArchive archive;
    archive.unmount();
    std::filesystem::create_directory(archive.disk());
    const auto scrubbed = archive.fonds({"scrub", "--all"});
    CHECK(scrubbed.exit_code == 3);
    CHECK((scrubbed.out + scrubbed.err).find("is out of reach: it is there") != std::string::npos);
    CHECK(archive.fonds({"volume", "verify"}).exit_code == 3);
    const Json findings = Json::parse(archive.fonds({"check", "--json"}).out)->get("findings");
    REQUIRE(findings.size() == 1);
    CHECK(findings.at(0).get("kind").text() == "volume.out_of_reach");
    archive.codes.push_back(archive.file("later.txt", "later words", {"--category", "HT"}));
    archive.contents.emplace_back("later words");
    const auto run = archive.fonds({"cold", "run", "--all", "--yes"});
    CHECK(run.exit_code == 3);
    CHECK(run.err.find("out of reach") != std::string::npos);
    CHECK(archive.fonds({"volume", "rewrite", "J001-V0001"}).exit_code == 1);
    CHECK(files_below(archive.disk()) == 0);
    archive.all_readable();
    // Bytes of the volume that has too few copies have not left.
    CHECK(files_below(archive.root() + "/objects") == 1);

    std::filesystem::remove(archive.disk());
    archive.mount();
    archive.good({"cold", "run", "--yes", "--all"});
    CHECK(files_below(archive.root() + "/objects") == 0);
    CHECK(files_below(archive.disk()) == 4);
    archive.good({"check", "--full"});
}

TEST_CASE("A new disk in the place of a lost one is filled once somebody says that it is one")
{
    DiskArchive archive;
    archive.unmount();
    std::filesystem::create_directory(archive.disk());
    const auto told = archive.fonds({"volume", "verify"});
    CHECK(told.err.find("touch " + archive.disk() + "/fonds-copies.txt") != std::string::npos);
    write_file(archive.disk() + "/fonds-copies.txt", "");
    CHECK(archive.fonds({"volume", "verify"}).exit_code == 3);
    archive.good({"volume", "verify"});
    CHECK(read_file(archive.disk() + "/J001-V0001.zip") == read_file(archive.volume()));
    archive.good({"check", "--full"});
}
