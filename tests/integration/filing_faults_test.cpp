// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever file operation of a filing fails: every item is told once, and told as filed exactly when it is.
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "archive/archive.hpp"
#include "tests/support/faulty_file_ops.hpp"
#include "tests/support/place.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;

namespace {

class Teller final : public WorkObserver {
public:
    void filed(const FilingOutcome& outcome) override { told[outcome.item].push_back(outcome); }
    void text_read(std::size_t item, TextState state, const std::string&) override { texts[item].push_back(state); }
    std::map<std::size_t, std::vector<FilingOutcome>> told;
    std::map<std::size_t, std::vector<TextState>> texts;
};

/// An archive for each try, and files to file in it.
class Workshop {
public:
    Workshop() { REQUIRE(Archive::create(place_ / "fresh", "J001", "n", environment_).ok()); }

    void add_file(const std::string& name, const std::string& bytes)
    {
        test::write_file(place_ / name, bytes);
        FilingItem item;
        item.path = place_ / name;
        items_.push_back(item);
    }
    Archive fresh_archive()
    {
        files_.heal();
        root_ = place_ / ("archive" + std::to_string(++archives_));
        std::filesystem::copy(place_ / "fresh", root_, std::filesystem::copy_options::recursive);
        auto archive = Archive::open(root_, Purpose::writing, environment_);
        REQUIRE(archive.ok());
        return std::move(*archive);
    }
    test::FaultyFileOps& files() { return files_; }
    const std::vector<FilingItem>& items() const { return items_; }
    const std::string& root() const { return root_; }

private:
    const test::TemporaryDirectory place_{test::Medium::memory};
    const FixedClock clock_{Instant{}};
    test::FaultyFileOps files_;
    const Environment environment_{&clock_, &files_, "tester", "test", test::programs() + "/fonds-extract"};
    std::vector<FilingItem> items_;
    std::string root_;
    int archives_ = 0;
};

/// Every item is told exactly once, and what is told as filed is in the catalog.
void check_accounts(const Workshop& workshop, Archive& archive, const Result<FilingSummary>& summary, const Teller& teller)
{
    REQUIRE(summary.ok());
    std::map<FilingStatus, std::size_t> count;
    for (std::size_t item = 0; item < workshop.items().size(); ++item) {
        INFO("item " << item);
        REQUIRE(teller.told.contains(item));
        const auto& outcomes = teller.told.at(item);
        REQUIRE(outcomes.size() == 1);
        const FilingStatus status = outcomes.front().status;
        CHECK(outcomes.front().problem.has_value() == (status != FilingStatus::filed));
        CHECK((teller.texts.contains(item) ? teller.texts.at(item).size() : 0) == (status == FilingStatus::filed ? 1U : 0U));
        ++count[status];
    }
    CHECK(summary->filed == count[FilingStatus::filed]);
    CHECK(summary->failed == count[FilingStatus::failed]);
    CHECK(summary->duplicates == count[FilingStatus::duplicate]);
    const auto records = archive.list({});
    REQUIRE(records.ok());
    CHECK(records->size() == count[FilingStatus::filed]);
}

void check_clean_after_repair(Archive& archive)
{
    Teller quiet;
    REQUIRE(archive.repair(quiet).ok());
    const auto findings = archive.check(Depth::full, quiet);
    REQUIRE(findings.ok());
    for (const auto& finding : *findings) UNSCOPED_INFO(finding.subject << ": " << finding.what.en);
    CHECK(findings->empty());
}

}  // namespace

TEST_CASE("Every item is told once, and as filed exactly when it is, whichever operation of the filing fails")
{
    Workshop workshop;
    workshop.add_file("a.bin", "\1\2\3 bytes of a");
    workshop.add_file("b.txt", "合同管理办法 payment terms");
    workshop.add_file("empty.txt", "");
    workshop.add_file("c.txt", "发票 12345678");
    workshop.add_file("same as b.txt", "合同管理办法 payment terms");
    FilingOptions options;
    options.batch_items = 2;  // so that later batches begin, too
    std::size_t text_faults = 0, late_beginnings = 0;
    for (std::size_t nth = 1;; ++nth) {
        Archive archive = workshop.fresh_archive();
        Teller teller;
        workshop.files().fail_at(nth, EIO);
        const auto summary = archive.file(workshop.items(), options, teller);
        const auto log = workshop.files().log();
        const bool struck = workshop.files().struck();
        workshop.files().heal();
        INFO("operation " << nth << ": " << (struck ? log.at(nth - 1) : "none"));
        if (struck && log.at(nth - 1).find("/text") != std::string::npos) ++text_faults;
        if (struck && log.at(nth - 1).starts_with("open_filesystem") && summary->filed > 0) ++late_beginnings;
        check_accounts(workshop, archive, summary, teller);
        check_clean_after_repair(archive);
        if (!struck) break;
    }
    CHECK(text_faults > 0);
    CHECK(late_beginnings > 0);
}

TEST_CASE("A damaged stored object costs its own item at most, and is replaced by the bytes at hand")
{
    Workshop workshop;
    workshop.add_file("a.txt", "alpha");
    for (const char* name : {"b.txt", "c.txt", "d.txt"}) workshop.add_file(name, name);
    Archive archive = workshop.fresh_archive();
    {
        Teller teller;
        REQUIRE(archive.file({workshop.items().front()}, {}, teller)->filed == 1);
    }
    const std::string hex = Digest::of("alpha").hex();
    const std::string object = workshop.root() + "/objects/" + hex.substr(0, 2) + "/" + hex;
    std::filesystem::permissions(object, std::filesystem::perms::owner_all);
    FilingOptions options;
    options.duplicates = Duplicates::allowed;

    SECTION("cut short, it is replaced")
    {
        test::write_file(object, "alp");
        Teller teller;
        const auto summary = archive.file(workshop.items(), options, teller);
        REQUIRE(summary.ok());
        CHECK(summary->filed == 4);
        CHECK(teller.told.at(0).front().restored);
        CHECK_FALSE(teller.told.at(1).front().restored);
        CHECK(test::read_file(object) == "alpha");
        check_clean_after_repair(archive);
    }
    SECTION("where it cannot be replaced, the others are filed")
    {
        std::filesystem::remove(object);
        std::filesystem::create_directories(object + "/in the way");
        Teller teller;
        const auto summary = archive.file(workshop.items(), options, teller);
        REQUIRE(summary.ok());
        CHECK(summary->filed == 3);
        CHECK(summary->failed == 1);
        CHECK(teller.told.at(0).front().problem->where == object);
    }
}

TEST_CASE("An attachment that is in the catalog is attached, whatever fails behind")
{
    Workshop workshop;
    workshop.add_file("a.txt", "original");
    workshop.add_file("b.txt", "annex");
    std::size_t unsearchable = 0;
    for (std::size_t nth = 1;; ++nth) {
        Archive archive = workshop.fresh_archive();
        Teller teller;
        REQUIRE(archive.file({workshop.items().front()}, {}, teller)->filed == 1);
        const ReferenceCode code = teller.told.at(0).front().code;
        workshop.files().fail_at(nth, EIO);
        const auto attached = archive.attach(code, workshop.items().back().path, teller);
        const bool struck = workshop.files().struck();
        workshop.files().heal();
        INFO("operation " << nth);
        const auto record = archive.record(code);
        REQUIRE(record.ok());
        CHECK(record->components.size() == (attached.ok() ? 2U : 1U));
        if (attached.ok()) CHECK((attached->text == TextState::pending) == attached->index_problem.has_value());
        if (attached.ok() && attached->text == TextState::pending) ++unsearchable;
        check_clean_after_repair(archive);
        if (!struck) break;
    }
    CHECK(unsearchable > 0);
}
