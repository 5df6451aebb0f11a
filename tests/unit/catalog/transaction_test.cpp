// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("A transaction commits whole or not at all, and its numbers with it")
{
    SampleCatalog catalog;
    const auto failed = catalog->transaction([&]() -> Result<void> {
        TRY(catalog->file_record(contract("a", "a"), stamp()));
        TRY(catalog->file_record(contract("b", "b"), stamp()));
        return error(ErrorKind::interrupted, say("stop", "停"));
    });
    CHECK(failed.error().kind == ErrorKind::interrupted);
    CHECK(must(catalog->tallies()).records == 0);
    must(catalog->transaction([&]() -> Result<void> {
        TRY(catalog->file_record(contract("c", "c"), stamp()));
        TRY(catalog->file_record(contract("d", "d"), stamp()));
        return {};
    }));
    CHECK(titles(must(catalog->records_after(RecordId{}, 9))) == std::vector<std::string>{"c", "d"});
    CHECK(catalog.file("e") == "J001-HT·2024-D30-0003");
    CHECK(check(*catalog).empty());
}

TEST_CASE("Nothing of a transaction is seen by others before it is committed")
{
    SampleCatalog catalog;
    auto reader = must(Catalog::open(catalog.path(), Access::read));
    must(catalog->transaction([&]() -> Result<void> {
        TRY(catalog->file_record(contract("a", "a"), stamp()));
        CHECK(must(reader.tallies()).records == 0);
        CHECK(must(catalog->tallies()).records == 1);
        CHECK(check(reader).empty());
        return {};
    }));
    CHECK(must(reader.tallies()).records == 1);
}

TEST_CASE("Nested transactions join the outer one")
{
    SampleCatalog catalog;
    const auto failed = catalog->transaction([&]() -> Result<void> {
        TRY(catalog->transaction([&]() -> Result<void> {
            TRY(catalog->file_record(contract("a", "a"), stamp()));
            return {};
        }));
        return error(ErrorKind::interrupted, say("stop", "停"));
    });
    CHECK_FALSE(failed.ok());
    CHECK(must(catalog->tallies()).records == 0);
}

TEST_CASE("A filing that is refused leaves no trace in a batch that goes on")
{
    SampleCatalog catalog;
    catalog.file("a");
    must(catalog->transaction([&]() -> Result<void> {
        TRY(catalog->file_record(contract("b", "b"), stamp()));
        CHECK(refused(catalog->file_record(contract("dup", "bytes of a"), stamp())).kind == ErrorKind::duplicate);
        auto nowhere = contract("nowhere", "nowhere");
        nowhere.metadata.folder = "009";
        CHECK(refused(catalog->file_record(nowhere, stamp())).kind == ErrorKind::not_found);
        CHECK(refused(catalog->edit_party("nobody", {}, stamp())).kind == ErrorKind::not_found);
        TRY(catalog->file_record(contract("c", "c"), stamp()));
        return {};
    }));
    CHECK(titles(must(catalog->records_after(RecordId{}, 9))) == std::vector<std::string>{"a", "b", "c"});
    CHECK(check(*catalog).empty());
}

TEST_CASE("Once a part of a transaction failed after writing, the whole is lost even when that is ignored")
{
    SampleCatalog catalog;
    const auto done = catalog->transaction([&]() -> Result<void> {
        TRY(catalog->file_record(contract("a", "a"), stamp()));
        const auto part = catalog->transaction([&]() -> Result<void> {
            TRY(catalog->file_record(contract("b", "b"), stamp()));
            return error(ErrorKind::io, say("the disk is gone", "磁盘不可用"));
        });
        CHECK_FALSE(part.ok());
        const auto next = catalog->file_record(contract("c", "c"), stamp());
        CHECK(refused(next).kind == ErrorKind::io);
        return {};
    });
    REQUIRE_FALSE(done.ok());
    CHECK(done.error().what.en == "the disk is gone");
    CHECK(must(catalog->tallies()).records == 0);
    CHECK(catalog.file("d") == "J001-HT·2024-D30-0001");
    CHECK(check(*catalog).empty());
}

TEST_CASE("A transaction left by an exception is rolled back")
{
    SampleCatalog catalog;
    CHECK_THROWS_AS(catalog->transaction([&]() -> Result<void> {
        must(catalog->file_record(contract("a", "a"), stamp()));
        throw std::runtime_error("defect");
    }),
                    std::runtime_error);
    CHECK(must(catalog->tallies()).records == 0);
    CHECK(catalog.file("b") == "J001-HT·2024-D30-0001");
}
