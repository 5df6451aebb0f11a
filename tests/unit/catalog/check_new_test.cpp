// SPDX-License-Identifier: GPL-3.0-or-later
// What a filing asks before it publishes bytes.
#include <catch2/catch.hpp>

#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

ErrorKind refusal(Catalog& catalog, const RecordMetadata& metadata)
{
    const auto checked = catalog.check_new(metadata);
    REQUIRE_FALSE(checked.ok());
    return checked.error().kind;
}

}  // namespace

TEST_CASE("Metadata that can be filed are accepted, and asking writes nothing")
{
    SampleCatalog catalog;
    const auto before = must(catalog->tallies()).events;
    auto metadata = contract("a", "a").metadata;
    CHECK(catalog->check_new(metadata).ok());
    metadata.party = "nobody knows this party yet";
    CHECK(catalog->check_new(metadata).ok());
    CHECK(must(catalog->tallies()).events == before);
    CHECK(must(catalog->tallies()).records == 0);
}

TEST_CASE("What filing would refuse is refused beforehand, with the same kind of error")
{
    SampleCatalog catalog;
    const auto good = contract("a", "a").metadata;
    auto metadata = good;
    metadata.category = "XX";
    CHECK(refusal(*catalog, metadata) == ErrorKind::not_found);
    metadata = good;
    metadata.folder = "no such folder";
    CHECK(refusal(*catalog, metadata) == ErrorKind::not_found);
    for (const char* title : {"", "  ", "a\x01z", "\xff"}) {
        metadata = good;
        metadata.title = title;
        CHECK(refusal(*catalog, metadata) == ErrorKind::usage);
    }
    metadata = good;
    metadata.party = "two\nlines";
    CHECK(refusal(*catalog, metadata) == ErrorKind::usage);
    metadata = good;
    metadata.tags = {"two\nlines"};
    CHECK(refusal(*catalog, metadata) == ErrorKind::usage);

    Folder folder;
    folder.category_code = good.category;
    folder.number = "909";
    must(catalog->add_folder(folder, stamp()));
    metadata = good;
    metadata.folder = folder.number;
    CHECK(catalog->check_new(metadata).ok());
    FolderEdit closed;
    closed.open = false;
    closed.reason = "as it is";
    must(catalog->edit_folder("HT", folder.number, closed, stamp()));
    CHECK(refusal(*catalog, metadata) == ErrorKind::refused);
}

TEST_CASE("A category whose template has a folder accepts no record without one")
{
    SampleCatalog catalog;
    CategoryEdit category;
    category.code_template = "{fonds}-{category}-{folder}-{seq:4}";
    must(catalog->edit_category("HT", category, stamp()));
    auto metadata = contract("a", "a").metadata;
    metadata.folder.clear();
    CHECK(refusal(*catalog, metadata) == ErrorKind::usage);
}
