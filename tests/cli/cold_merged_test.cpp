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
    // Taken apart here, it stays so.
    REQUIRE(fresh.fonds({"merge", archive.codes[0], archive.codes[1], "--undo"}).exit_code == 0);
    CHECK(fresh.fonds({"volume", "adopt", archive.volume()}).exit_code == 0);
    REQUIRE(fresh.fonds({"get", archive.codes[1], "-o", fresh.beside("out")}).exit_code == 0);
    CHECK(read_file(fresh.beside("out")) == archive.contents[1]);
}
