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
    CHECK(files_below(archive.disk()) == 1);
}
