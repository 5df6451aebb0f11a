// SPDX-License-Identifier: GPL-3.0-or-later
// Records that were merged into others go cold with them, and come back whole when that is undone.
#include <catch2/catch.hpp>

#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("A merged record stops no cold run and no rewriting, and is whole when the merge is undone")
{
    ColdArchive archive;
    archive.good({"merge", archive.codes[0], archive.codes[1]});
    archive.good({"cold", "run", "--all", "--yes"});
    CHECK(archive.json({"status"}).get("storage").get("cold_objects").number() == 3);
    archive.good({"volume", "rewrite", "J001-V0001"});
    archive.good({"check", "--full"});
    archive.good({"merge", archive.codes[0], archive.codes[1], "--undo"});
    archive.all_readable();
}

TEST_CASE("A record that was part of another when sealed is so again in an archive made from the volumes")
{
    ColdArchive archive;
    archive.good({"merge", archive.codes[0], archive.codes[1]});
    archive.good({"cold", "run", "--all", "--yes"});
    ArchiveFixture fresh;
    write_file(fresh.root() + "/fonds.toml", "[cold]\nparity = 0\n");
    const auto adopted = fresh.fonds({"volume", "adopt", archive.volume(), "--json"});
    INFO(adopted.out << adopted.err);
    REQUIRE(adopted.exit_code == 0);
    const Json report = *Json::parse(adopted.out);
    CHECK(report.get("records").number() == 3);
    REQUIRE(report.get("merged").size() == 1);
    CHECK(report.get("merged").at(0).get("code").text() == archive.codes[1]);
    CHECK(report.get("merged").at(0).get("into").text() == archive.codes[0]);
    CHECK(Json::parse(fresh.fonds({"status", "--json"}).out)->get("records").number() ==
          archive.json({"status"}).get("records").number());
    CHECK(fresh.fonds({"check", "--full"}).exit_code == 0);
    // Again, nothing is new.
    const Json again = *Json::parse(fresh.fonds({"volume", "adopt", archive.volume(), "--json"}).out);
    CHECK(again.get("known").number() == 3);
    CHECK(again.get("problems").size() == 0);
    // Taken apart here, it stays so.
    REQUIRE(fresh.fonds({"merge", archive.codes[0], archive.codes[1], "--undo"}).exit_code == 0);
    CHECK(fresh.fonds({"volume", "adopt", archive.volume()}).exit_code == 0);
    REQUIRE(fresh.fonds({"get", archive.codes[1], "-o", fresh.beside("out")}).exit_code == 0);
    CHECK(read_file(fresh.beside("out")) == archive.contents[1]);
}

TEST_CASE("A record that is here on its own already, and was part of another when sealed, is told and left")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string before = archive.beside("before") + "/J001-V0001.zip";
    std::filesystem::create_directory(archive.beside("before"));
    std::filesystem::copy_file(archive.volume(), before);
    archive.good({"merge", archive.codes[0], archive.codes[1]});
    archive.good({"volume", "rewrite", "J001-V0001"});
    const ArchiveFixture fresh;
    write_file(fresh.root() + "/fonds.toml", "[cold]\nparity = 0\n");
    REQUIRE(fresh.fonds({"volume", "adopt", before}).exit_code == 0);
    const auto told = fresh.fonds({"volume", "adopt", archive.volume("2")});
    INFO(told.out << told.err);
    CHECK(told.exit_code == 3);
    CHECK(told.err.find("It was part of " + archive.codes[0] + " when it was sealed") != std::string::npos);
    CHECK(told.err.find("fonds merge " + archive.codes[0] + " " + archive.codes[1]) != std::string::npos);
    CHECK(fresh.fonds({"get", archive.codes[1], "-o", fresh.beside("out")}).exit_code == 0);
}

TEST_CASE("Repair tells of records that it could not make one again, and keeps them to be done")
{
    const ColdArchive archive;
    const std::string into = archive.codes[0].substr(0, archive.codes[0].size() - 4) + "0099";
    const std::string left = archive.root() + "/staging/adopt-1-0123456789abcdef.merges";
    const auto kept = [&] {
        std::string all;
        for (const auto& entry : std::filesystem::directory_iterator(archive.root() + "/staging"))
            if (entry.path().extension() == ".merges") all += read_file(entry.path().string());
        return all;
    };
    write_file(left, R"([{"code":")" + archive.codes[1] + R"(","into":")" + into + R"("}])");
    for (int again = 0; again < 2; ++again) {
        const auto repaired = archive.fonds({"repair"});
        INFO(repaired.out << repaired.err);
        CHECK(repaired.exit_code == 3);
        CHECK(repaired.err.find("It was merged into " + into) != std::string::npos);
        CHECK(kept().find(archive.codes[1]) != std::string::npos);
    }
    archive.good({"merge", archive.codes[0], archive.codes[1]});
    archive.good({"repair"});
    CHECK(kept().empty());
}
