// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever file operation of a save fails: no file is left behind, none is lost, and a success is durable.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "archive/archive.hpp"
#include "tests/support/faulty_file_ops.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;

namespace {

class Codes final : public WorkObserver {
public:
    void filed(const FilingOutcome& outcome) override { code = outcome.code; }
    ReferenceCode code;
};

std::vector<std::string> names_in(const std::string& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) names.push_back(entry.path().filename());
    std::ranges::sort(names);
    return names;
}

}  // namespace

TEST_CASE("A save that fails at any operation leaves nothing behind and replaces nothing")
{
    const test::TemporaryDirectory place;
    const std::string bytes("\1\2\3 bytes", 9);
    test::write_file(place / "a.bin", bytes);
    const FixedClock clock{Instant{}};
    test::FaultyFileOps files;
    const Environment environment{&clock, &files, "tester", "test", "/nonexistent"};
    REQUIRE(Archive::create(place / "archive", "J001", "n", environment).ok());
    auto archive = Archive::open(place / "archive", Purpose::writing, environment);
    REQUIRE(archive.ok());
    FilingItem item;
    item.path = place / "a.bin";
    Codes codes;
    REQUIRE(archive->file({item}, {}, codes).ok());

    for (const bool replace : {false, true}) {
        bool struck = true;
        for (std::size_t nth = 1; struck; ++nth) {
            const std::string folder = place / ("out" + std::to_string(replace) + std::to_string(nth));
            std::filesystem::create_directory(folder);
            if (replace) test::write_file(folder + "/copy", "old");
            files.fail_at(nth, EIO);
            const auto saved = archive->save(codes.code, 0, folder + "/copy", replace);
            struck = files.struck();
            const auto log = files.log();
            files.heal();
            INFO("operation " << nth << (replace ? " of a replacement: " : ": ") << log.back());
            const bool whole = std::filesystem::exists(folder + "/copy") && test::read_file(folder + "/copy") == bytes;
            if (saved.ok()) CHECK(whole);
            if (saved.ok() && !struck) CHECK(log.back().starts_with("sync_directory "));
            if (!whole) {
                CHECK(names_in(folder) == (replace ? std::vector<std::string>{"copy"} : std::vector<std::string>{}));
                if (replace) CHECK(test::read_file(folder + "/copy") == "old");
            }
            CHECK(names_in(folder).size() <= 1);
        }
    }
}

TEST_CASE("A file that appears while another is saved to its name is not replaced")
{
    const test::TemporaryDirectory place;
    test::write_file(place / "a.bin", "bytes");
    const FixedClock clock{Instant{}};
    test::FaultyFileOps files;
    const Environment environment{&clock, &files, "tester", "test", "/nonexistent"};
    REQUIRE(Archive::create(place / "archive", "J001", "n", environment).ok());
    auto archive = Archive::open(place / "archive", Purpose::writing, environment);
    REQUIRE(archive.ok());
    FilingItem item;
    item.path = place / "a.bin";
    Codes codes;
    REQUIRE(archive->file({item}, {}, codes).ok());
    std::filesystem::create_directory(place / "out");
    files.run_at(3, [&] { test::write_file(place / "out/copy", "somebody's"); });
    const auto saved = archive->save(codes.code, 0, place / "out/copy", false);
    REQUIRE(files.struck());
    REQUIRE_FALSE(saved.ok());
    CHECK(saved.error().kind == ErrorKind::duplicate);
    CHECK(test::read_file(place / "out/copy") == "somebody's");
    CHECK(names_in(place / "out").size() == 1);
}
