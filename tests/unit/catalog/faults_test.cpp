// SPDX-License-Identifier: GPL-3.0-or-later
// The Nth write or sync fails, for N = 1, 2, 3 … until none does: a change is then reported as failed and leaves the state
// before it, or it is complete.
#include <catch2/catch.hpp>

#include "tests/unit/catalog/catalog_fixture.hpp"
#include "tests/unit/catalog/faulty_vfs.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

constexpr int enough = 600;

Catalog::Options faulty()
{
    Catalog::Options options;
    options.vfs = FaultyVfs::name();
    return options;
}

/// What can be seen of a catalog's state.
std::vector<std::string> state_of(Catalog& catalog)
{
    std::vector<std::string> state;
    for (const auto& record : must(catalog.records_after(RecordId{}, 1000)))
        state.push_back(record.code.text() + " " + record.metadata.title + " " + std::to_string(record.components.size()));
    const auto tallies = must(catalog.tallies());
    state.push_back(std::to_string(tallies.events) + " events, " + std::to_string(tallies.owed) + " owed");
    return state;
}

using Change = std::function<Result<void>(Catalog&)>;

/// Tries `change` on fresh catalogs with the Nth operation failing; says how often it failed.
int fail_at_every_step(Fault fault, const Change& change)
{
    int failures = 0;
    for (int nth = 1; nth < enough; ++nth) {
        SampleCatalog sample;
        sample.file("before");
        sample.close();
        std::vector<std::string> before, after;
        bool reported = false;
        {
            auto catalog = must(Catalog::open(sample.path(), Access::write, faulty()));
            before = state_of(catalog);
            FaultyVfs::arm(fault, nth);
            const auto done = change(catalog);
            reported = !done.ok();
            if (reported) CHECK(done.error().kind == ErrorKind::io);
            const bool struck = FaultyVfs::struck();
            FaultyVfs::arm(fault, 0);
            after = state_of(catalog);
            INFO("operation " << nth);
            CHECK((after == before) == reported);
            CHECK(check(catalog).empty());
            if (!struck) {
                CHECK_FALSE(reported);
                return failures;
            }
        }
        failures += reported ? 1 : 0;
        // The same holds for who opens the catalog later, and it can be written to.
        sample.open();
        INFO("reopened after operation " << nth);
        CHECK(state_of(*sample) == after);
        sample.file("later");
        CHECK(check(*sample).empty());
    }
    FAIL("operations never end");
    return failures;
}

Result<void> file_one(Catalog& catalog)
{
    auto record = contract("during", std::string("bytes"));
    record.metadata.tags = {"tag"};
    TRY(catalog.file_record(record, stamp()));
    return {};
}

}  // namespace

TEST_CASE("A filing survives a disk that is full at any write")
{
    CHECK(fail_at_every_step(Fault::no_space, file_one) > 5);
}

TEST_CASE("A filing survives any torn write")
{
    CHECK(fail_at_every_step(Fault::torn_write, file_one) > 5);
}

TEST_CASE("A filing survives any failed sync")
{
    CHECK(fail_at_every_step(Fault::sync, file_one) >= 1);
}

TEST_CASE("A batch that ignores the failure of one filing is lost whole when the disk fills up")
{
    const auto batch = [](Catalog& catalog) {
        return catalog.transaction([&]() -> Result<void> {
            for (int i = 0; i < 6; ++i) {
                auto record = contract("batch " + std::to_string(i), std::to_string(i));
                record.metadata.note = std::string(9000, 'n');
                [[maybe_unused]] const auto ignored = catalog.file_record(record, stamp());
            }
            return {};
        });
    };
    CHECK(fail_at_every_step(Fault::no_space, batch) > 50);
}

TEST_CASE("Reading that fails within a transaction undoes all of it, not only what came before")
{
    SampleCatalog sample;
    for (int i = 0; i < 200; ++i) sample.file("title " + std::to_string(i));
    sample.close();
    auto catalog = must(Catalog::open(sample.path(), Access::write, faulty()));
    const auto done = catalog.transaction([&]() -> Result<void> {
        TRY(catalog.file_record(contract("first", "first"), stamp()));
        FaultyVfs::arm(Fault::read, 1);
        CHECK(refused(catalog.records_after(RecordId{}, 1000)).kind == ErrorKind::io);
        FaultyVfs::arm(Fault::read, 0);
        // SQLite has rolled back: this would be committed by itself, without what came before.
        CHECK(refused(catalog.file_record(contract("second", "second"), stamp())).kind == ErrorKind::io);
        return {};
    });
    CHECK(refused(done).kind == ErrorKind::io);
    CHECK(must(catalog.tallies()).records == 200);
    CHECK(check(catalog).empty());
}

TEST_CASE("Other changes survive a full disk too")
{
    const auto edit = [](Catalog& catalog) {
        RecordEdit wanted;
        wanted.title = "edited";
        wanted.add_tags = {"new"};
        return catalog.edit_record(code("J001-HT·2024-D30-0001"), wanted, stamp());
    };
    CHECK(fail_at_every_step(Fault::no_space, edit) > 5);
    const auto attach = [](Catalog& catalog) {
        return catalog.attach(code("J001-HT·2024-D30-0001"), attachment("annex", "annex.txt"), stamp());
    };
    CHECK(fail_at_every_step(Fault::torn_write, attach) > 5);
    const auto settle = [](Catalog& catalog) -> Result<void> {
        TRY_ASSIGN(const auto owed, catalog.owed(0, 10));
        return catalog.settle(owed);
    };
    CHECK(fail_at_every_step(Fault::no_space, settle) > 1);
}

TEST_CASE("A creation that fails at any step leaves no file, and can be tried again")
{
    for (const auto fault : {Fault::no_space, Fault::torn_write, Fault::sync}) {
        bool ended = false;
        for (int nth = 1; nth < enough && !ended; ++nth) {
            TemporaryDirectory directory(Medium::memory);
            FaultyVfs::arm(fault, nth);
            const bool created = Catalog::create(directory / "c.db", identity(), stamp(), faulty()).ok();
            ended = !FaultyVfs::struck();
            FaultyVfs::arm(fault, 0);
            if (created) {
                CHECK(check(*std::make_unique<Catalog>(must(Catalog::open(directory / "c.db", Access::read)))).empty());
                continue;
            }
            INFO("operation " << nth);
            CHECK(refused(Catalog::open(directory / "c.db", Access::read)).kind == ErrorKind::not_found);
            must(Catalog::create(directory / "c.db", identity(), stamp(), faulty()));
        }
        CHECK(ended);
    }
}
