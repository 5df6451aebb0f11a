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
