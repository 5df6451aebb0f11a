// SPDX-License-Identifier: GPL-3.0-or-later
// An audit while others file, and over parts that cannot be read: no false alarm, and no finding lost.
#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "archive/archive.hpp"
#include "archive/store/layout.hpp"
#include "archive/store/object_store.hpp"
#include "tests/support/faulty_file_ops.hpp"
#include "tests/support/object_store_conformance.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
namespace fs = std::filesystem;

namespace {

using Kinds = std::vector<std::string>;

/// Does something when it is asked for the `nth` time whether to stop.
class Meddler final : public WorkObserver {
public:
    bool stop_requested() override
    {
        if (++asked_ == nth) meddle();
        return false;
    }
    std::size_t nth = 0;
    std::function<void()> meddle;

private:
    std::size_t asked_ = 0;
};

/// An archive, and a way to file into it by another hand than the one that audits.
struct Place {
    Place()
    {
        REQUIRE(Archive::create(root(), "J001", "n", environment(posix_file_ops())).ok());
        writer.emplace(*Archive::open(root(), Purpose::writing, environment(posix_file_ops())));
    }

    [[nodiscard]] std::string root() const { return directory / "archive"; }
    [[nodiscard]] Layout layout() const { return Layout(root()); }
    [[nodiscard]] Environment environment(FileOps& ops) const { return {&clock, &ops, "tester", "test", "/nonexistent"}; }

    /// Files bytes without text; the digest.
    Digest file(const std::string& bytes)
    {
        test::write_file(directory / "source.bin", bytes);
        FilingItem item;
        item.path = directory / "source.bin";
        WorkObserver quiet;
        const auto summary = writer->file({item}, {}, quiet);
        REQUIRE(summary.ok());
        REQUIRE(summary->filed == 1);
        return Digest::of(bytes);
    }

    /// The kinds that an audit over `ops` finds, sorted.
    Kinds check(FileOps& ops, WorkObserver& observer, Depth depth = Depth::full)
    {
        auto auditor = Archive::open(root(), Purpose::reading, environment(ops));
        REQUIRE(auditor.ok());
        const auto findings = auditor->check(depth, observer);
        REQUIRE(findings.ok());
        Kinds kinds;
        for (const auto& finding : *findings) {
            INFO(finding.what.en);
            CHECK_FALSE(finding.subject.empty());
            CHECK_FALSE(finding.what.zh.empty());
            kinds.push_back(finding.kind);
        }
        std::ranges::sort(kinds);
        return kinds;
    }
    Kinds check(Depth depth = Depth::full)
    {
        WorkObserver quiet;
        return check(posix_file_ops(), quiet, depth);
    }

    test::TemporaryDirectory directory{test::Medium::memory};
    FixedClock clock{Instant{}};
    std::optional<Archive> writer;
};

/// Bytes like `beginning`1, `beginning`2 … whose digest satisfies `wanted`.
std::string bytes_with(const std::string& beginning, const std::function<bool(const std::string& hex)>& wanted)
{
    for (int i = 0;; ++i)
        if (auto bytes = std::string("\1\2\3") + beginning + std::to_string(i); wanted(Digest::of(bytes).hex()))
            return bytes;
}

/// How many file operations an audit of this archive makes.
std::size_t operations_of_a_check(Place& place)
{
    test::FaultyFileOps counting;
    WorkObserver quiet;
    REQUIRE(place.check(counting, quiet).empty());
    return counting.count();
}

}  // namespace

TEST_CASE("What somebody files between any two steps of an audit is no finding")
{
    const std::string low = bytes_with("low", [](const auto& hex) { return hex.starts_with("0"); });
    const std::string high = bytes_with("high", [](const auto& hex) { return hex.starts_with("f") && hex[2] > '8'; });
    const auto folder = Digest::of(high).hex().substr(0, 2);
    // One into a folder that the audit may have listed already, one into a folder it will list later.
    const std::string early = bytes_with("early", [](const auto& hex) { return hex < "08"; });
    const std::string late =
        bytes_with("late", [&](const auto& hex) { return hex.starts_with(folder) && hex < Digest::of(high).hex(); });
    std::size_t steps = 1;
    for (std::size_t nth = 1; nth <= steps; ++nth) {
        INFO("before operation " << nth);
        Place place;
        place.file(low);
        place.file(high);
        if (nth == 1) steps = operations_of_a_check(place);
        test::FaultyFileOps files;
        WorkObserver quiet;
        auto auditor = Archive::open(place.root(), Purpose::reading, place.environment(files));
        REQUIRE(auditor.ok());
        files.run_at(nth, [&] {
            place.file(early);
            place.file(late);
        });
        const auto findings = auditor->check(Depth::full, quiet);
        REQUIRE(findings.ok());
        for (const auto& finding : *findings) {
            INFO(finding.kind << " " << finding.subject);
            CHECK(finding.kind.empty());
        }
    }
    CHECK(steps >= 5);
}

TEST_CASE("A record that is edited while its index entry is looked at is no finding")
{
    Place place;
    place.file("\1\2one");
    const auto code = place.writer->list({})->front().code;
    Meddler observer;
    std::size_t meddled = 0;
    observer.meddle = [&] {
        RecordEdit edit;
        edit.title = "another title " + std::to_string(++meddled);
        WorkObserver quiet;
        REQUIRE(place.writer->edit(code, edit, quiet).ok());
    };
    for (observer.nth = 1; observer.nth <= 4; ++observer.nth) {
        Meddler once = observer;
        CHECK(place.check(posix_file_ops(), once).empty());
    }
    CHECK(meddled >= 3);
}

TEST_CASE("The objects of a living batch are no finding, those of a dead one are")
{
    Place place;
    const auto store = make_directory_store(place.layout(), posix_file_ops());
    {
        auto intake = *store->begin_intake();
        REQUIRE(intake->add(test::source_of("\1\2\3 arriving"), "x").ok());
        REQUIRE(intake->publish().ok());
        CHECK(place.check().empty());
    }
    CHECK(place.check() == Kinds{"object.unknown", "staging.left_over"});
}

TEST_CASE("An operation that fails during an audit never takes the other findings away")
{
    std::size_t steps = 1;
    for (std::size_t nth = 1; nth <= steps; ++nth) {
        INFO("operation " << nth);
        Place place;
        const Digest lost = place.file(bytes_with("lost", [](const auto& hex) { return hex.starts_with("f"); }));
        place.file(bytes_with("kept", [](const auto& hex) { return hex.starts_with("0"); }));
        if (nth == 1) steps = operations_of_a_check(place);
        const std::string path = place.layout().object(lost);
        fs::remove(path);
        test::FaultyFileOps files;
        auto auditor = Archive::open(place.root(), Purpose::reading, place.environment(files));
        REQUIRE(auditor.ok());
        files.fail_at(nth, EIO);
        WorkObserver quiet;
        const auto findings = auditor->check(Depth::full, quiet);
        REQUIRE(findings.ok());
        CHECK(std::ranges::any_of(*findings, [](const Finding& each) { return each.severity == Severity::fixity; }));
    }
}

TEST_CASE("Damage of the index hides no damage of the bytes")
{
    Place place;
    const Digest damaged = place.file("\1\2\3 whole");
    const std::string path = place.layout().object(damaged);
    fs::permissions(path, fs::perms::owner_all);
    test::write_file(path, "\1\2\3 whoop");
    for (const auto& entry : fs::directory_iterator(place.root() + "/index/gen-1"))
        if (entry.path().extension() == ".glass") fs::resize_file(entry.path(), 100);
    CHECK(place.check() == Kinds{"index.unusable", "object.damaged"});
    CHECK(place.check(Depth::quick) == Kinds{"index.unusable"});
    WorkObserver quiet;
    REQUIRE(place.writer->repair(quiet).ok());
    CHECK(place.check() == Kinds{"object.damaged"});
}

TEST_CASE("A staging folder that cannot be listed is a finding")
{
    Place place;
    place.file("\1\2\3 a");
    fs::remove_all(place.root() + "/staging");
    test::write_file(place.root() + "/staging", "no folder");
    CHECK(place.check() == Kinds{"staging.unreadable"});
}

TEST_CASE("An audit that is stopped ends as interrupted")
{
    class Stopper final : public WorkObserver {
        bool stop_requested() override { return true; }
    } stopper;
    Place place;
    const auto stopped = place.writer->check(Depth::quick, stopper);
    REQUIRE_FALSE(stopped.ok());
    CHECK(stopped.error().kind == ErrorKind::interrupted);
}
