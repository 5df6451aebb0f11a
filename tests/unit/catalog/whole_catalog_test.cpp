// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include <catch2/catch.hpp>

#include "schema/catalog/numbers.hpp"
#include "schema/catalog/whole_catalog.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("A copy of the catalog is whole by itself, while another connection writes")
{
    SampleCatalog catalog;
    catalog.file("one");
    const std::string copy = catalog.directory() / "copy.db";
    must(catalog->transaction([&]() -> Result<void> {
        catalog.file("two");
        // What is not committed is nobody else's.
        Catalog other = must(Catalog::open(catalog.path(), Access::read));
        return WholeCatalog(other).copy_to(copy);
    }));
    CHECK(refused([&]() -> Result<int> {
              TRY(WholeCatalog(*catalog).copy_to(copy));
              return 0;
          }())
              .kind == ErrorKind::duplicate);
    for (const char* suffix : {"-wal", "-shm", "-journal"}) CHECK_FALSE(std::filesystem::exists(copy + suffix));
    Catalog copied = must(Catalog::open(copy, Access::read));
    CHECK(titles(must(copied.list({}))) == std::vector<std::string>{"one"});
    CHECK(copied.identity().id == catalog->identity().id);
    CHECK(check(copied).empty());
}

TEST_CASE("A copy that cannot be made leaves nothing behind")
{
    SampleCatalog catalog;
    const std::string nowhere = catalog.directory() / "missing/copy.db";
    CHECK_FALSE(WholeCatalog(*catalog).copy_to(nowhere).ok());
    CHECK_FALSE(std::filesystem::exists(nowhere));
}

TEST_CASE("A record that was filed elsewhere keeps its day and who filed it, and the log tells both")
{
    SampleCatalog catalog;
    NewRecord record = contract("old", "bytes");
    record.code = code("J001-HT·2024-D30-0009");
    record.earlier = EarlierFiling{stamp("", 1'500'000'000'000).at, "lan"};
    record.original.added_at = record.earlier->at;
    must(catalog->file_record(record, stamp()));
    const Record there = must(catalog->record(*record.code));
    CHECK(there.filed_at == record.earlier->at);
    CHECK(there.filed_by == "lan");
    CHECK(there.components.at(0).added_at == record.earlier->at);
    const auto events = must(catalog->events(0, 100));
    CHECK(events.back().actor == "alice");
    CHECK(events.back().at == stamp().at);
    CHECK(events.back().detail.find("\"filed_by\":\"lan\"") != std::string::npos);
    CHECK(check(*catalog).empty());
}

TEST_CASE("What is left of records, and numbers without one, are told")
{
    SampleCatalog catalog;
    const ReferenceCode gone = code(catalog.file("gone"));
    catalog.file("stays");
    Numbers numbers(*catalog);
    must(numbers.bury(gone, "due", stamp("bob")));
    NumberRequest request;
    request.category = "HT";
    request.count = 2;
    const auto reserved = must(numbers.reserve(request, day("2024-01-01"), "labels", stamp()));
    must(numbers.make_void(reserved.at(0), "torn", stamp()));
    WholeCatalog whole(*catalog);
    std::vector<std::string> told;
    must(whole.each_tombstone([&](const BuriedRecord& each) -> Result<void> {
        told.push_back(each.record.metadata.title + " " + each.stone.reason + " " + each.stone.actor);
        return {};
    }));
    must(whole.each_held([&](const HeldNumber& each) -> Result<void> {
        told.push_back(each.code.text() + (each.is_void ? " void" : " reserved"));
        return {};
    }));
    CHECK(told ==
          std::vector<std::string>{"gone due bob", reserved.at(0).text() + " void", reserved.at(1).text() + " reserved"});
}
