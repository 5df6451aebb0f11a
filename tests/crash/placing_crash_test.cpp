// SPDX-License-Identifier: GPL-3.0-or-later
// A bulk move killed before each of its writes: every step of it has happened whole or not at all.
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "schema/catalog/places.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/numbered_contract.hpp"
#include "tests/support/place.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

constexpr int papers = 1500;  // more than one transaction

}  // namespace

TEST_CASE("A bulk move killed before any of its writes leaves whole steps, and nothing in two places")
{
    const TemporaryDirectory place;
    REQUIRE(fonds::test::fonds({"init", place / "fresh", "--code", "J001", "--name", "n"}).exit_code == 0);
    std::string list = "KF01-W2\n";
    {
        auto opened = Catalog::open(place / "fresh/catalog.db", Access::write);
        REQUIRE(opened.ok());
        Catalog catalog = std::move(opened).value();
        Places places(catalog);
        const Stamp stamp{"alice", Instant(std::chrono::milliseconds(1'700'000'000'000))};
        std::vector<PaperName> names;
        REQUIRE(catalog
                    .transaction([&]() -> Result<void> {
                        NewLocation room;
                        room.part = "KF01";
                        TRY(places.add(room, stamp));
                        NewLocation boxes;
                        boxes.part = "W1..W2";
                        boxes.parent = "KF01";
                        TRY(places.add(boxes, stamp));
                        for (int i = 0; i < papers; ++i) {
                            TRY_ASSIGN(const FiledRecord filed, catalog.file_record(numbered_contract(i), stamp));
                            names.push_back({"", filed.code.text()});
                            list += filed.code.text() + "\n";
                        }
                        TRY(places.put(names, "KF01-W1", "", stamp));
                        return {};
                    })
                    .ok());
    }
    write_file(place / "list.txt", list);
    const auto restart = [&] {
        std::filesystem::remove_all(place / "archive");
        std::filesystem::copy(place / "fresh", place / "archive", std::filesystem::copy_options::recursive);
    };
    const auto move = [&](const std::string& variable, const std::string& value) {
        return fonds::test::fonds({"-C", place / "archive", "place", "--from", place / "list.txt"},
                                  with_environment({{"LD_PRELOAD", fault_shim()}, {variable, value}}));
    };
    restart();
    REQUIRE(move("FONDS_TEST_COUNT", place / "count").exit_code == 0);
    const long calls = std::stol(read_file(place / "count"));
    REQUIRE(calls > 4);
    bool partly = false;
    const long stride = std::max(1L, calls / 40);  // a whole run takes a second
    for (long step = 1; step <= calls; step += stride) {
        restart();
        const auto killed = move("FONDS_TEST_KILL_AT", std::to_string(step));
        INFO("step " << step << " of " << calls << "\n" << killed.err);
        REQUIRE(killed.signal == SIGKILL);
        auto opened = Catalog::open(place / "archive/catalog.db", Access::write);
        REQUIRE(opened.ok());
        Catalog catalog = std::move(opened).value();
        Places places(catalog);
        const auto before = places.location("KF01-W1"), after = places.location("KF01-W2");
        REQUIRE((before.ok() && after.ok()));
        REQUIRE(before->papers + after->papers == papers);
        REQUIRE((after->papers == 0 || after->papers == 1000 || after->papers == papers));
        partly = partly || after->papers == 1000;
        const auto findings = catalog.check(Depth::full);
        REQUIRE(findings.ok());
        REQUIRE(findings->empty());
    }
    CHECK(partly);
}
