// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

using Lines = std::vector<std::string>;

/// A catalog with three records, for somebody to spoil past the program. What the triggers' absence alone would tell is left
/// out.
class Spoiled {
public:
    Spoiled()
    {
        must(catalog->add_folder(folder("HT", "001"), stamp()));
        for (const char* title : {"a", "b", "c"}) catalog.file(title);
    }
    Lines after(const std::string& statements, Depth depth = Depth::full)
    {
        catalog.close();
        sql(catalog.path(), drop_triggers() + statements);
        catalog.open(Access::read);
        auto lines = check(*catalog, depth);
        std::erase_if(lines, [](const auto& line) { return line.starts_with("catalog.damaged trigger"); });
        return lines;
    }
    SampleCatalog catalog;

private:
    std::string drop_triggers()
    {
        std::string drops;
        // Of more than fifty absent ones a check would give the sum.
        for (const auto& row :
             sql(catalog.path(),
                 "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name NOT IN"
                 " ('location', 'paper', 'move', 'loan', 'climate', 'incident',"
                 " 'stocktake', 'stocktake_scan', 'stocktake_expected', 'hold', 'hold_member', "
                 "'retention_rule', 'retention_event', 'account', 'account_role', 'disposition_case', 'case_item', "
                 "'case_signature', 'case_paper', 'destroyed_object', 'log_checkpoint', 'job_run', "
                 "'property_check', 'volume')"))
            drops += "DROP TRIGGER " + row[0] + ";";
        return drops;
    }
};

const std::string first = "J001-HT·2024-D30-0001";

}  // namespace

TEST_CASE("A sound catalog has no findings, quick or full, for readers as well")
{
    SampleCatalog catalog;
    CHECK(check(*catalog, Depth::quick).empty());
    CHECK(check(*catalog, Depth::full).empty());
    catalog.file("a");
    catalog.open(Access::read);
    CHECK(check(*catalog, Depth::quick).empty());
    CHECK(check(*catalog, Depth::full).empty());
}

TEST_CASE("Checking changes nothing")
{
    SampleCatalog catalog;
    catalog.file("a");
    catalog.close();
    const auto before = read_file(catalog.path());
    catalog.open(Access::read);
    must(catalog->check(Depth::full));
    catalog.close();
    CHECK(read_file(catalog.path()) == before);
}

TEST_CASE("Protections that were taken away are found")
{
    SampleCatalog catalog;
    sql(catalog.path(), "DROP TRIGGER event_never_goes; DROP INDEX record_by_year; CREATE TABLE extra (a)");
    CHECK(check(*catalog, Depth::quick) == Lines{"catalog.damaged index record_by_year", "catalog.damaged table extra",
                                                 "catalog.damaged trigger event_never_goes"});
}

TEST_CASE("An event that was edited is found, by its own hash only")
{
    Spoiled spoiled;
    CHECK(spoiled.after("UPDATE event SET actor = 'mallory' WHERE sequence = 3") == Lines{"log.broken 3"});
}

TEST_CASE("An event whose hash was forged too breaks the chain behind it")
{
    Spoiled spoiled;
    const auto lines = spoiled.after("UPDATE event SET hash = zeroblob(32) WHERE sequence = 3");
    CHECK(lines == Lines{"log.broken 3", "log.broken 4"});
}

TEST_CASE("Events removed from the middle and from the end are found")
{
    Spoiled spoiled;
    CHECK(spoiled.after("DELETE FROM event WHERE sequence IN (2, 3)") == Lines{"log.gap 2", "tally.wrong events"});
    Spoiled end;
    const auto lines = end.after("PRAGMA foreign_keys = OFF; DELETE FROM event WHERE sequence = 7");
    CHECK(lines ==
          Lines{"catalog.foreign_key record 3", "log.gap 7", "log.gap J001-HT·2024-D30-0003", "tally.wrong events"});
}

TEST_CASE("A category that was changed, added or removed past the log is found")
{
    Spoiled spoiled;
    CHECK(spoiled.after("UPDATE category SET auto_accept = 1 WHERE code = 'FP'") == Lines{"category.changed FP"});
    Spoiled renamed;
    CHECK(renamed.after("UPDATE category SET code = 'XX' WHERE code = 'FP'") ==
          Lines{"category.changed XX", "category.missing FP"});
    SampleCatalog catalog;
    CategoryEdit edit;
    edit.auto_accept = true;
    must(catalog->edit_category("HT", edit, stamp()));
    edit.scope_note = "rules";
    must(catalog->edit_category("HT", edit, stamp()));
    CHECK(check(*catalog, Depth::full).empty());
}

TEST_CASE("A quick check still sees the end of a long log")
{
    SampleCatalog catalog;
    must(catalog->transaction([&]() -> Result<void> {
        for (int i = 0; i < 1500; ++i) TRY(catalog->log("test.event", "", "{}", stamp()));
        return {};
    }));
    CHECK(check(*catalog, Depth::quick).empty());
    sql(catalog.path(), "DROP TRIGGER event_never_changes; UPDATE event SET at = 'never' WHERE sequence IN (5, 1400)");
    CHECK(check(*catalog, Depth::quick) == Lines{"catalog.damaged trigger event_never_changes", "log.broken 1400"});
    CHECK(check(*catalog, Depth::full) ==
          Lines{"catalog.damaged trigger event_never_changes", "log.broken 1400", "log.broken 5"});
}

TEST_CASE("A record whose filing the log does not tell is found by a full check")
{
    Spoiled spoiled;
    const std::string swap = "UPDATE record SET filed_event = 1 WHERE code = '" + first + "'";
    CHECK(spoiled.after(swap, Depth::quick).empty());
    CHECK(spoiled.after(swap) == Lines{"log.gap " + first});
}

TEST_CASE("A record that was deleted leaves a gap in the numbers")
{
    Spoiled spoiled;
    const auto lines = spoiled.after("DELETE FROM component WHERE record = 2; DELETE FROM outbox WHERE record = 2;"
                                     " DELETE FROM record WHERE id = 2;"
                                     " UPDATE tally SET value = value - 1 WHERE name IN ('components', 'owed', 'records');"
                                     " UPDATE category SET records = records - 1 WHERE code = 'HT'");
    CHECK(lines == Lines{"number.gap J001-HT·2024-D30-{SEQ}", "record.missing J001-HT·2024-D30-0002"});
}

TEST_CASE("A sequence that was set back is found before it can give a number twice")
{
    Spoiled spoiled;
    CHECK(spoiled.after("UPDATE sequence SET next = 2") == Lines{"number.duplicate J001-HT·2024-D30-{SEQ}"});
    Spoiled ahead;
    CHECK(ahead.after("UPDATE sequence SET next = 9") == Lines{"number.gap J001-HT·2024-D30-{SEQ}"});
}

TEST_CASE("Wrong tallies are found")
{
    Spoiled spoiled;
    const auto lines =
        spoiled.after("UPDATE tally SET value = value + 1; UPDATE category SET records = 0 WHERE code = 'HT';"
                      " UPDATE folder SET records = 4; UPDATE object_tally SET bytes = 1 WHERE text_state = 'done';"
                      " UPDATE object_tally SET objects = 0 WHERE text_state = 'pending'");
    CHECK(lines == Lines{"log.gap 8", "tally.wrong bytes", "tally.wrong category HT", "tally.wrong components",
                         "tally.wrong events", "tally.wrong folder 001", "tally.wrong owed", "tally.wrong records",
                         "tally.wrong text.pending"});
}

TEST_CASE("A record without its original is found")
{
    Spoiled spoiled;
    CHECK(spoiled.after("UPDATE component SET role = 'derivative' WHERE record = 1") ==
          Lines{"record.changed " + first, "record.changed " + first, "record.without_original " + first});
}

TEST_CASE("Rows that refer to nothing are found, in the outbox too")
{
    Spoiled spoiled;
    const auto lines = spoiled.after("PRAGMA foreign_keys = OFF; UPDATE outbox SET record = 99 WHERE record = 1;"
                                     " UPDATE record SET party = 7 WHERE id = 2");
    CHECK(lines == Lines{"catalog.foreign_key outbox 1", "catalog.foreign_key record 2"});
}

TEST_CASE("Damaged pages are a finding, not a failure of the check")
{
    for (const std::string table : {"event", "component", "outbox"}) {
        SampleCatalog catalog;
        for (int i = 0; i < 100; ++i) catalog.file("title " + std::to_string(i));
        catalog.close();
        constexpr std::size_t page = 4096;
        const auto root =
            std::stoul(sql_value(catalog.path(), "SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'"));
        auto bytes = read_file(catalog.path());
        REQUIRE(bytes.size() >= root * page);
        for (std::size_t at = (root - 1) * page; at < root * page; ++at) bytes[at] = '\xAA';
        write_file(catalog.path(), bytes);
        catalog.open(Access::read);
        for (const auto depth : {Depth::quick, Depth::full}) {
            const auto lines = check(*catalog, depth);
            INFO(table);
            REQUIRE_FALSE(lines.empty());
            CHECK(lines.front() == "catalog.damaged catalog.db");
        }
    }
}

TEST_CASE("The same trouble many times is told fifty times and summed up")
{
    SampleCatalog catalog;
    for (int i = 0; i < 60; ++i) catalog.file("title " + std::to_string(i));
    catalog.close();
    sql(catalog.path(), "UPDATE component SET role = 'derivative'");
    catalog.open(Access::read);
    const auto findings = must(catalog->check(Depth::quick));
    REQUIRE(findings.size() == 51);
    CHECK(findings.back().what.en.find("10 more") != std::string::npos);
    for (const auto& finding : findings) {
        CHECK(finding.severity == Severity::error);
        CHECK_FALSE(finding.hint.en.empty());
        CHECK_FALSE(finding.hint.zh.empty());
        CHECK_FALSE(finding.what.zh.empty());
    }
}
