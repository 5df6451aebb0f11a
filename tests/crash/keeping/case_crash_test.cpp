// SPDX-License-Identifier: GPL-3.0-or-later
// A destruction, and a hand-over, killed before each of their writes: not begun, or completed by the next run.
#include <signal.h>

#include <algorithm>
#include <filesystem>

#include <catch2/catch.hpp>

#include "schema/catalog/cases.hpp"
#include "tests/support/staffed_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

bool holds_bytes(const std::string& folder, const std::string& words)
{
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && read_file(entry.path().string()).find(words) != std::string::npos) return true;
    return false;
}

void kill_each(const StaffedArchive& office, const CommandLine& command, const std::string& words)
{
    const std::string fresh = office.beside("fresh");
    std::filesystem::rename(office.root(), fresh);
    const auto restart = [&] {
        std::filesystem::remove_all(office.root());
        std::filesystem::copy(fresh, office.root(), std::filesystem::copy_options::recursive);
    };
    const auto run = [&](const std::string& variable, const std::string& value) {
        return office.fonds(command, with_environment({{"LD_PRELOAD", fault_shim()}, {variable, value}}));
    };
    restart();
    const auto whole = run("FONDS_TEST_COUNT", office.beside("count"));
    INFO(whole.out << whole.err);
    REQUIRE(whole.exit_code == 0);
    const long calls = std::stol(read_file(office.beside("count")));
    REQUIRE(calls > 10);
    const long stride = std::max(1L, calls / 60);
    for (long step = 1; step <= calls; step += stride) {
        restart();
        const auto killed = run("FONDS_TEST_KILL_AT", std::to_string(step));
        INFO("step " << step << " of " << calls << "\n" << killed.out << killed.err);
        REQUIRE(killed.signal == SIGKILL);
        {
            // Each record is there with its file, or a tombstone; its file may outlive it, never the other way round.
            auto opened = Catalog::open(office.root() + "/catalog.db", Access::write);
            REQUIRE(opened.ok());
            Catalog catalog = std::move(opened).value();
            const auto items = Cases(catalog).items("D-2026-0001", std::nullopt, 100, 0);
            REQUIRE(items.ok());
            for (const CaseItem& item : *items) {
                const auto record = catalog.record(item.code);
                REQUIRE(record.ok());
                REQUIRE((item.outcome == CaseOutcome::none) == (record->components.size() == 1));
                if (item.outcome != CaseOutcome::none) continue;
                const std::string hex = record->components.front().digest.hex();
                REQUIRE(std::filesystem::exists(office.root() + "/objects/" + hex.substr(0, 2) + "/" + hex));
            }
            const auto findings = catalog.check(Depth::full);
            REQUIRE(findings.ok());
            REQUIRE(findings->empty());
        }
        const auto again = office.fonds(command);
        INFO(again.out << again.err);
        // Killed after its last write, it is done.
        REQUIRE((again.exit_code == 0 || again.exit_code == 5));
        REQUIRE(!holds_bytes(office.root() + "/objects", words));
        REQUIRE(!holds_bytes(office.root() + "/text", words));
        const auto checked = office.fonds({"check", "--full"});
        INFO(checked.out << checked.err);
        REQUIRE(checked.exit_code == 0);
    }
}

void signed_by_all(const StaffedArchive& office)
{
    office.good_as("li", {"case", "opinion", "D-2026-0001", "--participants", "li", "--receiver", "省档案馆"});
    office.good_as("li", {"case", "register", "D-2026-0001"});
    office.good_as("zhao", {"case", "sign", "D-2026-0001", "unit_head"});
    office.good_as("qian", {"case", "sign", "D-2026-0001", "archives_head"});
}

}  // namespace

TEST_CASE("A destruction killed before any of its writes is completed by the next run")
{
    StaffedArchive office;
    for (const char* name : {"a", "b", "c"})
        office.file(std::string(name) + ".txt", std::string("secret words of ") + name,
                    {"--category", "HT", "--date", "1990-03-05"});
    office.good_as("li", {"case", "draft"});
    office.good_as("li", {"case", "decide", "D-2026-0001", "--destroy"});
    signed_by_all(office);
    office.good_as("sun", {"case", "witness", "D-2026-0001", "archives", "--before"});
    office.good_as("zhou", {"case", "witness", "D-2026-0001", "business", "--before"});
    kill_each(office, {"case", "destroy", "D-2026-0001", "--yes"}, "secret words");
}

TEST_CASE("A hand-over killed before any of its writes is completed by the next run")
{
    StaffedArchive office;
    for (const char* name : {"a", "b"})
        office.file(std::string(name) + ".txt", std::string("secret words of ") + name,
                    {"--category", "HT", "--date", "1990-03-05"});
    office.good_as("li", {"case", "draft"});
    office.good_as("li", {"case", "decide", "D-2026-0001", "--transfer", "--reason", "移交"});
    signed_by_all(office);
    office.good_as("li", {"case", "pack", "D-2026-0001", "-o", office.beside("package")});
    kill_each(office, {"case", "handover", "D-2026-0001", "--yes", "--receipt", "回执"}, "secret words");
}
