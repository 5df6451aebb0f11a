// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever file operation of a filing fails: every item is told once, and told as filed exactly when it is.
#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "archive/archive.hpp"
#include "tests/support/faulty_file_ops.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;

namespace {

class Teller final : public WorkObserver {
public:
    void filed(const FilingOutcome& outcome) override { told[outcome.item].push_back(outcome.status); }
    std::map<std::size_t, std::vector<FilingStatus>> told;
};

}  // namespace

TEST_CASE("An item is told as filed exactly when it is, whichever operation of the filing fails")
{
    const test::TemporaryDirectory place;
    std::vector<FilingItem> items;
    for (const char* name : {"a.bin", "b.bin", "c.bin"}) {
        test::write_file(place / name, std::string("\1\2\3 bytes of ") + name);
        FilingItem item;
        item.path = place / name;
        items.push_back(item);
    }
    const FixedClock clock{Instant{}};
    test::FaultyFileOps files;
    const Environment environment{&clock, &files, "tester", "test", "/nonexistent"};
    bool struck = true;
    for (std::size_t nth = 1; struck; ++nth) {
        const std::string root = place / ("archive" + std::to_string(nth));
        files.heal();
        REQUIRE(Archive::create(root, "J001", "n", environment).ok());
        auto archive = Archive::open(root, Purpose::writing, environment);
        REQUIRE(archive.ok());
        Teller teller;
        files.fail_at(nth, EIO);
        const auto summary = archive->file(items, {}, teller);
        struck = files.struck();
        files.heal();
        std::size_t filed = 0;
        for (const auto& [item, statuses] : teller.told) {
            INFO("operation " << nth << ", item " << item);
            REQUIRE(statuses.size() == 1);
            filed += statuses.front() == FilingStatus::filed ? 1 : 0;
        }
        const auto records = archive->list({});
        REQUIRE(records.ok());
        INFO("operation " << nth);
        REQUIRE(records->size() == filed);
        REQUIRE((summary.ok() ? summary->filed : filed) == filed);
        Teller quiet;
        REQUIRE(archive->repair(quiet).ok());
        const auto findings = archive->check(Depth::full, quiet);
        REQUIRE(findings.ok());
        REQUIRE(findings->empty());
    }
}
