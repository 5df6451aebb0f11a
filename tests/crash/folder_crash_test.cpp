// SPDX-License-Identifier: GPL-3.0-or-later
// A folder split, and merged, killed before each write: it has happened whole or not at all.
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "schema/catalog/folders.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/place.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

constexpr int papers = 120;

NewRecord contract(int number)
{
    NewRecord record;
    record.metadata.title = "r" + std::to_string(number);
    record.metadata.category = "HT";
    record.metadata.folder = number % 2 == 0 ? "001" : "002";
    record.original.digest = Digest::of(record.metadata.title);
    record.original.size = 2;
    record.original.media_type = "text/plain";
    record.original.text = TextState::none;
    record.year = 2024;
    return record;
}

Catalog open(const std::string& path)
{
    auto opened = Catalog::open(path, Access::write);
    REQUIRE(opened.ok());
    return std::move(opened).value();
}

/// Records of a folder; none: there is no such folder.
std::int64_t records_in(Catalog& catalog, const std::string& number)
{
    const auto folder = catalog.folder("HT", number);
    return folder.ok() ? folder->records : -1;
}

}  // namespace

TEST_CASE("Splitting and merging folders, killed before any of their writes, happens whole or not at all")
{
    const TemporaryDirectory place;
    REQUIRE(fonds::test::fonds({"init", place / "fresh", "--code", "J001", "--name", "n"}).exit_code == 0);
    CommandLine splitting{"folder", "split", "HT", "001", "003"};
    const CommandLine merging{"folder", "merge", "HT", "001", "002"};
    {
        Catalog catalog = open(place / "fresh/catalog.db");
        const Stamp stamp{"alice", Instant(std::chrono::milliseconds(1'700'000'000'000))};
        REQUIRE(catalog
                    .transaction([&]() -> Result<void> {
                        for (const char* number : {"001", "002"}) {
                            Folder folder;
                            folder.category_code = "HT";
                            folder.number = number;
                            TRY(catalog.add_folder(folder, stamp));
                        }
                        for (int i = 0; i < papers; ++i) {
                            TRY_ASSIGN(const FiledRecord filed, catalog.file_record(contract(i), stamp));
                            if (i % 4 == 0) splitting.push_back(filed.code.text());
                        }
                        return {};
                    })
                    .ok());
    }
    const auto restart = [&] {
        std::filesystem::remove_all(place / "archive");
        std::filesystem::copy(place / "fresh", place / "archive", std::filesystem::copy_options::recursive);
    };
    const auto call = [&](const CommandLine& command, const std::string& variable, const std::string& value) {
        CommandLine whole{"-C", place / "archive"};
        whole.insert(whole.end(), command.begin(), command.end());
        return fonds::test::fonds(whole, with_environment({{"LD_PRELOAD", fault_shim()}, {variable, value}}));
    };
    for (const CommandLine& command : {splitting, merging}) {
        restart();
        REQUIRE(call(command, "FONDS_TEST_COUNT", place / "count").exit_code == 0);
        const long calls = std::stol(read_file(place / "count"));
        REQUIRE(calls > 4);
        bool before = false, after = false;
        const long stride = std::max(1L, calls / 30);
        for (long step = 1; step <= calls; step += stride) {
            restart();
            const auto killed = call(command, "FONDS_TEST_KILL_AT", std::to_string(step));
            INFO(command.at(1) << ", step " << step << " of " << calls << "\n" << killed.err);
            REQUIRE(killed.signal == SIGKILL);
            Catalog catalog = open(place / "archive/catalog.db");
            const auto first = records_in(catalog, "001"), second = records_in(catalog, "002"),
                       third = records_in(catalog, "003");
            const bool untouched = first == papers / 2 && second == papers / 2 && third == -1;
            const bool split = first == papers / 4 && second == papers / 2 && third == papers / 4;
            const bool merged = first == papers && second == 0 && third == -1;
            REQUIRE((untouched || (command.at(1) == "split" ? split : merged)));
            before = before || untouched;
            after = after || !untouched;
            const auto findings = catalog.check(Depth::full);
            REQUIRE(findings.ok());
            REQUIRE(findings->empty());
        }
        CHECK(before);
        CHECK(after);
    }
}
