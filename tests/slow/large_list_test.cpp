// SPDX-License-Identifier: GPL-3.0-or-later
// A removal of the whole store: 100,000 papers in one list.
#include <sys/resource.h>

#include <chrono>
#include <functional>
#include <iostream>
#include <string>

#include <catch2/catch.hpp>

#include "schema/catalog/places.hpp"
#include "schema/catalog/stocktakes.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/numbered_contract.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

constexpr int papers = 100'000;
constexpr int papers_a_box = 100;
constexpr long most_memory = 300 * 1024;  // KiB
constexpr double most_seconds = 60;       // of any machine, with sanitizers

double seconds_of(const std::function<void()>& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

TEST_CASE("A list of 100,000 papers is placed within seconds and bounded memory, and counted again")
{
    const ArchiveFixture archive;
    std::string list;
    {
        auto opened = Catalog::open(archive.root() + "/catalog.db", Access::write);
        REQUIRE(opened.ok());
        Catalog catalog = std::move(opened).value();
        Places places(catalog);
        const Stamp stamp{"alice", Instant(std::chrono::milliseconds(1'700'000'000'000))};
        const auto made = catalog.transaction([&]() -> Result<void> {
            NewLocation room;
            room.part = "KF01";
            TRY(places.add(room, stamp));
            NewLocation boxes;
            boxes.part = "W0001..W1000";
            boxes.parent = "KF01";
            TRY(places.add(boxes, stamp));
            for (int i = 0; i < papers; ++i) {
                if (i % papers_a_box == 0) {
                    const std::string number = std::to_string(i / papers_a_box + 1);
                    list += "KF01-W" + std::string(4 - number.size(), '0') + number + "\n";
                }
                TRY_ASSIGN(const FiledRecord filed, catalog.file_record(numbered_contract(i), stamp));
                list += filed.code.text() + "\n";
            }
            return {};
        });
        REQUIRE(made.ok());
    }
    const auto path = archive.write("list.txt", list);
    const auto run = [&](const char* what, const CommandLine& command, int exit_code) {
        ProgramResult done;
        const double seconds = seconds_of([&] { done = archive.fonds(command); });
        INFO(what << ": " << done.err);
        CHECK(done.exit_code == exit_code);
        CHECK(seconds < most_seconds);
        std::cerr << what << ": " << seconds << " s\n";
        return done;
    };
    CHECK(run("place", {"place", "--from", path, "--json"}, 0).out.find("\"moved\":100000") != std::string::npos);
    CHECK(run("place again", {"place", "--from", path, "--json"}, 0).out.find("\"already\":100000") != std::string::npos);
    run("location list", {"location", "list", "--json"}, 0);
    run("stocktake start", {"stocktake", "start", "--location", "KF01"}, 0);
    run("stocktake scan", {"stocktake", "scan", "1", "--from", path}, 0);
    run("stocktake report", {"stocktake", "report", "1"}, 0);
    run("stocktake plan", {"stocktake", "plan"}, 0);
    rusage used{};
    REQUIRE(::getrusage(RUSAGE_CHILDREN, &used) == 0);
    std::cerr << "largest: " << used.ru_maxrss / 1024 << " MiB\n";
    CHECK(used.ru_maxrss < most_memory);
}
