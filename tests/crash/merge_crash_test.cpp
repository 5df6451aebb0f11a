// SPDX-License-Identifier: GPL-3.0-or-later
// A merge, and its undoing, killed before each of their writes: both records are as before, or all of it has happened.
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "schema/catalog/doubles.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/place.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::string filed(const TemporaryDirectory& place, const std::string& name, CommandLine options)
{
    write_file(place / name, "bytes of " + name);
    CommandLine arguments{"-C", place / "fresh", "file", place / name, "--category", "HT", "--date", "2024-03-05"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const auto done = fonds::test::fonds(arguments);
    REQUIRE(done.exit_code == 0);
    return done.out.substr(0, done.out.find(' '));
}

}  // namespace

TEST_CASE("A merge killed before any of its writes has happened whole or not at all, and so has its undoing")
{
    const TemporaryDirectory place;
    REQUIRE(fonds::test::fonds({"init", place / "fresh", "--code", "J001", "--name", "n"}).exit_code == 0);
    const std::string keep = filed(place, "a.txt", {"--title", "keep"});
    const std::string other =
        filed(place, "b.txt", {"--title", "other", "--party", "Acme", "--amount", "5", "--tag", "t", "--note", "n"});
    write_file(place / "c.txt", "attached");
    REQUIRE(fonds::test::fonds({"-C", place / "fresh", "attach", other, place / "c.txt"}).exit_code == 0);

    const auto kill_each = [&](const CommandLine& command, bool merged_before) {
        const auto restart = [&] {
            std::filesystem::remove_all(place / "archive");
            std::filesystem::copy(place / "fresh", place / "archive", std::filesystem::copy_options::recursive);
        };
        const auto run = [&](const std::string& variable, const std::string& value) {
            CommandLine arguments{"-C", place / "archive"};
            arguments.insert(arguments.end(), command.begin(), command.end());
            return fonds::test::fonds(arguments, with_environment({{"LD_PRELOAD", fault_shim()}, {variable, value}}));
        };
        restart();
        REQUIRE(run("FONDS_TEST_COUNT", place / "count").exit_code == 0);
        const long calls = std::stol(read_file(place / "count"));
        REQUIRE(calls > 4);
        bool before = false, after = false;
        const long stride = std::max(1L, calls / 40);
        for (long step = 1; step <= calls; step += stride) {
            restart();
            const auto killed = run("FONDS_TEST_KILL_AT", std::to_string(step));
            INFO("step " << step << " of " << calls << "\n" << killed.err);
            REQUIRE(killed.signal == SIGKILL);
            auto opened = Catalog::open(place / "archive/catalog.db", Access::write);
            REQUIRE(opened.ok());
            Catalog catalog = std::move(opened).value();
            const auto kept = catalog.record(ReferenceCode::parse(keep).value());
            const auto merged = Doubles(catalog).merged_into(ReferenceCode::parse(keep).value());
            REQUIRE((kept.ok() && merged.ok()));
            const bool is_merged = !merged->empty();
            REQUIRE(kept->components.size() == (is_merged ? 3 : 1));
            REQUIRE(kept->metadata.party == (is_merged ? "Acme" : ""));
            REQUIRE(kept->metadata.amount.has_value() == is_merged);
            REQUIRE(kept->metadata.tags.size() == (is_merged ? 1 : 0));
            before = before || is_merged == merged_before;
            after = after || is_merged != merged_before;
            const auto findings = catalog.check(Depth::full);
            REQUIRE(findings.ok());
            REQUIRE(findings->empty());
        }
        CHECK(before);
        CHECK(after);
    };
    kill_each({"merge", keep, other}, false);
    REQUIRE(fonds::test::fonds({"-C", place / "fresh", "merge", keep, other}).exit_code == 0);
    kill_each({"merge", keep, other, "--undo"}, true);
}
