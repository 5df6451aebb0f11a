// SPDX-License-Identifier: GPL-3.0-or-later
// Facts changed past the program, which only the audit log gives away.
#include <catch2/catch.hpp>

#include "schema/core/json.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

using Lines = std::vector<std::string>;

/// A catalog in which everything has happened that may happen to a record.
class Lived {
public:
    Lived()
    {
        must(catalog->add_folder(folder("HT", "001"), stamp()));
        must(catalog->add_party(party("甲公司", "甲\n老甲"), stamp()));
        must(catalog->add_party(party("乙公司"), stamp()));
        auto record = contract("题名", "x");
        record.metadata.party = "甲";  // by an alias
        record.metadata.tags = {"b", "a"};
        record.metadata.amount = Amount{123450};
        record.metadata.currency = "CNY";
        record.metadata.note = "第一行\n\t第二行 \"引号\"";
        record.metadata.security = Security::secret;
        first = must(catalog->file_record(record, stamp())).code.text();
        record = contract("second", "y");
        record.metadata.party = "乙公司";
        record.original.file_name = "odd \xFF\xC3 name.pdf";
        second = must(catalog->file_record(record, stamp("bob"))).code.text();
        must(catalog->attach(code(first), attachment("z", "\xFE\xFE.txt"), stamp()));
        must(catalog->attach(code(first), attachment("w", ""), stamp()));
        auto derivative = attachment("x", "stamped.pdf");
        derivative.role = ComponentRole::derivative;
        must(catalog->attach(code(second), derivative, stamp()));
    }
    Lived(const Lived&) = delete;

    void edit(const std::string& record, const RecordEdit& edit) { must(catalog->edit_record(code(record), edit, stamp())); }

    /// Without what any record that lost its protection tells of the triggers.
    Lines after(const std::string& statements, Depth depth = Depth::full)
    {
        catalog.close();
        std::string drops;
        for (const auto& row : sql(catalog.path(), "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name NOT LIKE"
                                                   " '%counted' AND tbl_name IN ('event', 'record', 'component',"
                                                   " 'history', 'record_tag', 'party', 'object')"))
            drops += "DROP TRIGGER " + row[0] + ";";
        sql(catalog.path(), drops + statements);
        catalog.open(Access::read);
        auto lines = check(*catalog, depth);
        std::erase_if(lines, [](const auto& line) { return line.starts_with("catalog.damaged trigger"); });
        return lines;
    }

    SampleCatalog catalog;
    std::string first, second;
};

RecordEdit titled(const std::string& title)
{
    RecordEdit edit;
    edit.title = title;
    return edit;
}

PartyEdit renamed(const std::string& name, const std::string& aliases = "")
{
    PartyEdit edit;
    edit.name = name;
    edit.aliases = aliases;
    return edit;
}

}  // namespace

TEST_CASE("Whatever was done through the catalog is as the log tells")
{
    Lived lived;
    CHECK(check(*lived.catalog).empty());
    RecordEdit edit = titled("新题名");
    edit.folder = "001";
    edit.party = "老甲";
    edit.date = std::optional<Date>();
    edit.grade = Grade::A;
    edit.amount = std::optional(Amount{-5});
    edit.add_tags = {"c"};
    edit.remove_tags = {"a"};
    lived.edit(lived.first, edit);
    lived.edit(lived.first, titled("题名"));
    lived.edit(lived.second, titled("题名"));
    CHECK(check(*lived.catalog).empty());
}

TEST_CASE("Parties that are renamed, swap names, and hand aliases on, are not taken for a change of their records")
{
    Lived lived;
    must(lived.catalog->edit_party("甲公司", renamed("甲集团", "老甲"), stamp()));
    CHECK(check(*lived.catalog).empty());
    // 甲 is free now, and becomes the alias of another, who also takes the first one's old name.
    must(lived.catalog->edit_party("乙公司", renamed("甲公司", "甲"), stamp()));
    CHECK(check(*lived.catalog).empty());
    RecordEdit edit;
    edit.party = "甲";
    lived.edit(lived.first, edit);
    edit.party = "老甲";
    lived.edit(lived.second, edit);
    must(lived.catalog->edit_party("甲集团", renamed("乙公司"), stamp()));
    must(lived.catalog->add_party(party("甲集团", "老甲"), stamp()));
    CHECK(check(*lived.catalog).empty());
    CHECK(must(lived.catalog->record(code(lived.first))).metadata.party == "甲公司");
    CHECK(must(lived.catalog->record(code(lived.second))).metadata.party == "乙公司");
}

TEST_CASE("The history tells what parties were renamed to while the record had them, and no more")
{
    Lived lived;
    PartyEdit rename;
    rename.name = "甲集团";
    must(lived.catalog->edit_party("甲公司", rename, stamp()));
    RecordEdit moved;
    moved.party = "乙公司";
    lived.edit(lived.first, moved);
    rename.name = "甲控股";
    must(lived.catalog->edit_party("甲公司", rename, stamp()));
    moved.party = "甲";
    lived.edit(lived.second, moved);
    rename.name = "甲";
    must(lived.catalog->edit_party("甲控股", rename, stamp()));
    CHECK(check(*lived.catalog).empty());
    const auto renamed = sql(lived.catalog.path(), "SELECT record, after FROM history JOIN event ON event = sequence"
                                                   " WHERE action = 'party.edited' ORDER BY history.id");
    CHECK(renamed == std::vector<Lines>{{"1", "甲集团"}, {"2", "甲"}});
    CHECK(lived.after("UPDATE history SET after = 'x' WHERE after = '甲集团'") == Lines{"history.changed " + lived.first});
}

TEST_CASE("A renaming from before histories told it is no finding, and a told one that lacks there is")
{
    Lived lived;
    must(lived.catalog->log("party.edited", "甲公司", R"({"name":{"before":"甲公司","after":"甲集团"}})", stamp()));
    sql(lived.catalog.path(), "UPDATE party SET name = '甲集团' WHERE name = '甲公司'");
    CHECK(check(*lived.catalog).empty());
    PartyEdit rename;
    rename.name = "甲控股";
    must(lived.catalog->edit_party("甲集团", rename, stamp()));
    CHECK(check(*lived.catalog).empty());
    CHECK(lived.after("DELETE FROM history WHERE after = '甲控股'") == Lines{"history.changed " + lived.first});
}

TEST_CASE("Each fact of a record that was changed past Fonds is found, by a full check only")
{
    for (const std::string change : {"title = 'forged'",
                                     "grade = 'A'",
                                     "amount = 1",
                                     "amount = NULL",
                                     "currency = 'USD'",
                                     "note = ''",
                                     "number = '9'",
                                     "date = '2024-03-06'",
                                     "party = 2",
                                     "party = NULL",
                                     "folder = 1",
                                     "filed_by = 'mallory'",
                                     "filed_at = '2020-01-01T00:00:00.000Z'",
                                     "category = 2",
                                     "responsible = 'x'",
                                     "security = 'open'",
                                     "security = ''",
                                     "unit = 'X'",
                                     "project = 'x'",
                                     "paper_pages = 3",
                                     "page_from = 1, page_to = 1"}) {
        INFO(change);
        Lived lived;
        const auto lines = lived.after("UPDATE record SET " + change + " WHERE id = 1");
        CHECK(std::count(lines.begin(), lines.end(), "record.changed " + lived.first) == 1);
    }
    Lived quick;
    CHECK(quick.after("UPDATE record SET title = 'forged'", Depth::quick).empty());
}

TEST_CASE("Tags and components that were added or taken past Fonds are found")
{
    const auto one = [](const std::string& statement) {
        Lived lived;
        auto lines = lived.after(statement);
        return lines.size() == 1 && lines.front() == "record.changed " + lived.first;
    };
    CHECK(one("DELETE FROM record_tag WHERE tag = 1"));
    CHECK(one("INSERT INTO tag (name) VALUES ('new'); INSERT INTO record_tag (tag, record) VALUES (3, 1)"));
    CHECK(one("DELETE FROM component WHERE role = 'attachment' AND file_name <> x''"));
    CHECK(one("INSERT INTO component (record, object, role, file_name, added_at)"
              " SELECT 1, object, 'attachment', x'79', added_at FROM component WHERE record = 2 AND role = 'original'"));
    Lived exchanged;
    CHECK(exchanged.after("UPDATE component SET file_name = x'79' WHERE record = 1 AND role = 'original'") ==
          Lines{"record.changed " + exchanged.first, "record.changed " + exchanged.first});
}

TEST_CASE("A forgery that Fonds edited over is still told")
{
    Lived lived;
    CHECK(lived.after("UPDATE record SET title = 'forged' WHERE id = 2").size() == 1);
    lived.catalog.close();
    lived.catalog.open(Access::write);
    lived.edit(lived.second, titled("another"));
    auto lines = check(*lived.catalog);
    std::erase_if(lines, [](const auto& line) { return line.starts_with("catalog.damaged trigger"); });
    CHECK(lines == Lines{"record.changed " + lived.second});
}

TEST_CASE("A history that was rewritten is found")
{
    for (const std::string change :
         {"DELETE FROM history", "UPDATE history SET before = 'x'",
          "INSERT INTO history (record, event, field, before, after) VALUES (2, 3, 'title', 'a', 'b')"}) {
        INFO(change);
        Lived lived;
        lived.edit(lived.second, titled("another"));
        const auto lines = lived.after(change + (change.starts_with("INSERT") ? "" : " WHERE record = 2"));
        CHECK(lines == Lines{"history.changed " + lived.second});
    }
}

TEST_CASE("A record whose event was forged is told by the log, not once more")
{
    Lived lived;
    const auto lines =
        lived.after("UPDATE event SET detail = replace(detail, '题名', '假名') WHERE action = 'record.filed'");
    CHECK(lines == Lines{"log.broken 7"});
}

TEST_CASE("The newest event is told with its number and hash")
{
    SampleCatalog catalog;
    catalog.file("a");
    const auto newest = must(catalog->newest_event());
    REQUIRE(newest);
    CHECK(newest->sequence == 4);
    CHECK(newest->action == "record.filed");
    CHECK(newest->hash == must(catalog->events(3, 10)).back().hash);
    catalog.close();
    sql(catalog.path(), "DROP TRIGGER event_never_goes; PRAGMA foreign_keys = OFF; DELETE FROM event");
    catalog.open(Access::read);
    CHECK_FALSE(must(catalog->newest_event()));
}

TEST_CASE("The log quotes a tag that has a comma")
{
    SampleCatalog catalog;
    auto record = contract("one", "bytes");
    record.metadata.tags = {"a, b", "c"};
    must(catalog->file_record(record, stamp()));
    CHECK(check(*catalog).empty());
    CHECK(must(Json::parse(must(catalog->events(0, 100)).back().detail)).get("tags").text() == "\"a, b\", c");
}
