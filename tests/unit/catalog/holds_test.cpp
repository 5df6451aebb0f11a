// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>
#include <vector>

#include <catch2/catch.hpp>

#include "schema/catalog/doubles.hpp"
#include "schema/catalog/folders.hpp"
#include "schema/catalog/holds.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/retention.hpp"
#include "schema/catalog/volumes.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

Hold hold_over(HoldScope scope)
{
    Hold made;
    made.kind = HoldKind::litigation;
    made.reason = "诉讼 2026-17";
    made.authority = "法务部";
    made.scope = std::move(scope);
    return made;
}

ErrorKind editing(SampleCatalog& catalog, const std::string& of, const RecordEdit& edit)
{
    const auto edited = catalog->edit_record(code(of), edit, stamp());
    return edited.ok() ? ErrorKind::internal : edited.error().kind;
}

RecordEdit new_title()
{
    RecordEdit edit;
    edit.title = "changed";
    return edit;
}

}  // namespace

TEST_CASE("What is on hold is neither changed nor destroyed nor merged; notes and tags are not what matters")
{
    SampleCatalog catalog;
    const std::string one = catalog.file("one"), two = catalog.file("two");
    Holds holds(*catalog);
    const std::string number = must(holds.place(hold_over({{code(one)}, {}, {}, ""}), {}, stamp()));
    CHECK(number == "H-2023-0001");
    CHECK(must(holds.over(code(one))) == std::vector<std::string>{number});
    CHECK(must(holds.over(code(two))).empty());

    const auto changed = catalog->edit_record(code(one), new_title(), stamp());
    REQUIRE_FALSE(changed.ok());
    CHECK(changed.error().kind == ErrorKind::refused);
    CHECK(changed.error().what.en.find(number) != std::string::npos);
    CHECK(editing(catalog, two, new_title()) == ErrorKind::internal);
    RecordEdit note;
    note.note = "the lawyer has seen it";
    note.add_tags = {"诉讼"};
    must(catalog->edit_record(code(one), note, stamp()));
    CHECK(refused(Numbers(*catalog).bury(code(one), "case 1", stamp())).kind == ErrorKind::refused);
    CHECK(refused(Doubles(*catalog).merge(code(two), code(one), "", stamp())).kind == ErrorKind::refused);
    CHECK(refused(Doubles(*catalog).merge(code(one), code(two), "", stamp())).kind == ErrorKind::refused);
    CHECK_THROWS_WITH(sql(catalog.path(), "UPDATE record SET title = 'x' WHERE id = 1"), Catch::Contains("on hold"));

    CHECK(refused(holds.release(number, " ", stamp())).kind == ErrorKind::usage);
    must(holds.release(number, "settled", stamp()));
    CHECK(refused(holds.release(number, "again", stamp())).kind == ErrorKind::refused);
    CHECK(editing(catalog, one, new_title()) == ErrorKind::internal);
    CHECK(check(*catalog).empty());
}

TEST_CASE("A rule by hand comes to a record on hold, and none is replaced, overridden or taken away")
{
    SampleCatalog catalog;
    const auto one = code(catalog.file("one")), two = code(catalog.file("two"));
    Retention retention(*catalog);
    for (const char* name : {"R-1", "R-2"}) {
        RetentionRule rule;
        rule.code = name;
        rule.name_zh = "规则";
        rule.period = must(RetentionPeriod::parse("10y"));
        must(retention.put_rule(rule, stamp()));
    }
    must(retention.give_rule(two, GivenRule{"R-1", "r", false}, "r", stamp()));
    Holds holds(*catalog);
    const auto number = must(holds.place(hold_over({{one, two}, {}, {}, ""}), {}, stamp()));
    const auto giving = [&](const ReferenceCode& to, const std::optional<GivenRule>& rule) {
        const auto given = retention.give_rule(to, rule, "r", stamp());
        return given.ok() ? std::string() : given.error().what.en;
    };
    CHECK(giving(one, GivenRule{"R-1", "r", true}).find(number) != std::string::npos);
    CHECK(giving(two, GivenRule{"R-2", "r", false}).find(number) != std::string::npos);
    CHECK(giving(two, std::nullopt).find(number) != std::string::npos);
    CHECK(giving(one, GivenRule{"R-1", "r", false}).empty());
    must(holds.release(number, "settled", stamp()));
    CHECK(giving(two, std::nullopt).empty());
    CHECK(giving(one, GivenRule{"R-2", "r", true}).empty());
}

TEST_CASE("A folder on hold keeps its title, its period and its order; its limits may change")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "7"), stamp()));
    NewRecord record = contract("in it", "in it");
    record.metadata.folder = "7";
    const auto in_it = must(catalog->file_record(record, stamp())).code;
    Holds holds(*catalog);
    const auto number = must(holds.place(hold_over({{}, {"HT/7"}, {}, ""}), {}, stamp()));
    FolderEdit title, period, limit;
    title.title = "别的题名";
    period.period = "10年";
    limit.most_pieces = 20;
    CHECK(refused(catalog->edit_folder("HT", "7", title, stamp())).what.en.find(number) != std::string::npos);
    CHECK(refused(catalog->edit_folder("HT", "7", period, stamp())).kind == ErrorKind::refused);
    must(catalog->edit_folder("HT", "7", limit, stamp()));
    CHECK(refused(Folders(*catalog).arrange({"HT", "7"}, {in_it}, stamp())).kind == ErrorKind::refused);
    CHECK(refused(Folders(*catalog).rank({"HT", "7"}, {{in_it, 3}}, stamp())).kind == ErrorKind::refused);
    must(holds.release(number, "settled", stamp()));
    must(catalog->edit_folder("HT", "7", title, stamp()));
    must(Folders(*catalog).arrange({"HT", "7"}, {in_it}, stamp()));
}

TEST_CASE("A record can be on many holds and is free when the last has ended")
{
    SampleCatalog catalog;
    const std::string one = catalog.file("one");
    Holds holds(*catalog);
    const auto first = must(holds.place(hold_over({{code(one)}, {}, {}, ""}), {}, stamp()));
    const auto second = must(holds.place(hold_over({{code(one)}, {}, {}, ""}), {}, stamp()));
    must(holds.release(first, "settled", stamp()));
    CHECK(editing(catalog, one, new_title()) == ErrorKind::refused);
    must(holds.release(second, "settled", stamp()));
    CHECK(editing(catalog, one, new_title()) == ErrorKind::internal);
    CHECK(must(holds.list(false)).empty());
    const auto all = must(holds.list(true));
    REQUIRE(all.size() == 2);
    CHECK(all[0].number == second);
    CHECK(all[0].released_why == "settled");
}

TEST_CASE("Records that come into a folder or to a party fall under its hold, and cannot be taken out of it")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "7"), stamp()));
    must(catalog->add_party(party("华为技术"), stamp()));
    Holds holds(*catalog);
    const auto number = must(holds.place(hold_over({{}, {"HT/7"}, {"华为技术"}, ""}), {}, stamp()));
    NewRecord record = contract("later", "later");
    record.metadata.folder = "7";
    const std::string later = must(catalog->file_record(record, stamp())).code.text();
    record = contract("theirs", "theirs");
    record.metadata.party = "华为技术";
    const std::string theirs = must(catalog->file_record(record, stamp())).code.text();
    CHECK(must(holds.hold(number)).records == 2);
    CHECK(must(holds.covered(number, 10)).size() == 2);
    RecordEdit out;
    out.folder = "";
    CHECK(editing(catalog, later, out) == ErrorKind::refused);
    out = {};
    out.party = "";
    CHECK(editing(catalog, theirs, out) == ErrorKind::refused);
    PartyEdit renamed;
    renamed.name = "别的公司";
    CHECK(refused(catalog->edit_party("华为技术", renamed, stamp())).kind == ErrorKind::refused);
}

TEST_CASE("What of few records is on hold, and what of many, is the same")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "7"), stamp()));
    const std::string one = catalog.file("one"), two = catalog.file("two"), three = catalog.file("three");
    NewRecord within = contract("within", "within");
    within.metadata.folder = "7";
    const RecordId in_folder = must(catalog->file_record(within, stamp())).id;
    Holds holds(*catalog);
    must(holds.place(hold_over({{code(one)}, {"HT/7"}, {}, ""}), {}, stamp()));
    must(holds.release(must(holds.place(hold_over({{code(two)}, {}, {}, ""}), {}, stamp())), "settled", stamp()));
    const auto id_of = [&](const std::string& of) { return must(catalog->record(code(of))).id; };
    const std::set<RecordId> held{id_of(one), in_folder};
    std::vector<RecordId> asked{id_of(two), in_folder, id_of(three), id_of(one)};
    CHECK(must(Volumes(*catalog).held(asked)) == held);
    for (std::int64_t i = 0; i < 1'000; ++i) asked.push_back(RecordId{10'000 + i});
    CHECK(must(Volumes(*catalog).held(asked)) == held);
    // Only what was asked about.
    std::erase(asked, in_folder);
    CHECK(must(Volumes(*catalog).held(asked)) == std::set<RecordId>{id_of(one)});
}

TEST_CASE("What a hold covered to its end is known, and nothing comes to it afterwards")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "7"), stamp()));
    Holds holds(*catalog);
    const auto number = must(holds.place(hold_over({{}, {"HT/7"}, {}, ""}), {}, stamp()));
    NewRecord record = contract("in time", "in time");
    record.metadata.folder = "7";
    const auto first = must(catalog->file_record(record, stamp())).code;
    must(holds.release(number, "settled", stamp()));
    record = contract("too late", "too late");
    record.metadata.folder = "7";
    must(catalog->file_record(record, stamp()));
    CHECK(must(holds.hold(number)).records == 1);
    CHECK(must(holds.covered(number, 10)) == std::vector{first});
    CHECK(check(*catalog).empty());
}

TEST_CASE("What was changed of a hold or a rule past Fonds is found")
{
    SampleCatalog catalog;
    const std::string one = catalog.file("one");
    must(catalog->add_folder(folder("HT", "7"), stamp()));
    Holds holds(*catalog);
    must(holds.place(hold_over({{code(one)}, {"HT/7"}, {}, ""}), {}, stamp()));
    Retention retention(*catalog);
    RetentionRule rule;
    rule.code = "R";
    rule.name_en = "r";
    rule.period = must(RetentionPeriod::parse("10y"));
    must(retention.put_rule(rule, stamp()));
    must(retention.assign({"HT", {}, "", "R"}, stamp()));
    must(retention.give_rule(code(one), GivenRule{"R", "", false}, "why", stamp()));
    REQUIRE(check(*catalog).empty());
    const auto after = [&](const std::string& statement) {
        const std::string copy = catalog.directory() / "copy.db";
        sql(catalog.path(), "VACUUM INTO '" + copy + "'");
        sql(copy, "DROP TRIGGER hold_scope_never_goes; DROP TRIGGER hold_member_never_goes;" + statement);
        std::vector<std::string> found;
        {
            Catalog copied = must(Catalog::open(copy, Access::read));
            found = check(copied);
        }
        std::erase_if(found, [](const auto& line) { return line.starts_with("catalog.damaged trigger"); });
        sql(copy, "SELECT 1");
        std::remove(copy.c_str());
        return found;
    };
    CHECK_THROWS(sql(catalog.path(), "DELETE FROM hold_scope"));
    CHECK(after("DELETE FROM hold_scope") == std::vector<std::string>{"hold.changed H-2023-0001"});
    CHECK(after("DELETE FROM hold_member") == std::vector<std::string>{"hold.changed H-2023-0001 " + one});
    CHECK(after("DELETE FROM rule_assignment") == std::vector<std::string>{"rule.changed HT R"});
    CHECK(after("DELETE FROM record_rule") == std::vector<std::string>{"rule.changed " + one});
    CHECK(after("UPDATE record_rule SET overrides = 1") == std::vector<std::string>{"rule.changed " + one});
}

TEST_CASE("What a query finds later joins its hold, once")
{
    SampleCatalog catalog;
    const std::string one = catalog.file("one"), two = catalog.file("two");
    Holds holds(*catalog);
    const auto number = must(holds.place(hold_over({{}, {}, {}, "华为"}), {RecordId{1}}, stamp()));
    REQUIRE(must(holds.standing_queries()).size() == 1);
    CHECK(must(holds.standing_queries())[0].query == "华为");
    CHECK(must(holds.join(number, {RecordId{1}}, stamp())) == 0);
    CHECK(must(holds.join(number, {RecordId{1}, RecordId{2}}, stamp())) == 1);
    CHECK(editing(catalog, two, new_title()) == ErrorKind::refused);
    must(holds.release(number, "done", stamp()));
    CHECK(must(holds.standing_queries()).empty());
}

TEST_CASE("A hold says why, by whom and over what")
{
    SampleCatalog catalog;
    const std::string one = catalog.file("one");
    Holds holds(*catalog);
    Hold wanted = hold_over({{code(one)}, {}, {}, ""});
    wanted.reason = " ";
    CHECK(refused(holds.place(wanted, {}, stamp())).kind == ErrorKind::usage);
    wanted = hold_over({{code(one)}, {}, {}, ""});
    wanted.authority = "";
    CHECK(refused(holds.place(wanted, {}, stamp())).kind == ErrorKind::usage);
    CHECK(refused(holds.place(hold_over({}), {}, stamp())).kind == ErrorKind::usage);
    CHECK(refused(holds.place(hold_over({{code("J001-HT·2024-D30-9999")}, {}, {}, ""}), {}, stamp())).kind ==
          ErrorKind::not_found);
    CHECK(refused(holds.hold("H-1")).kind == ErrorKind::not_found);
    CHECK(parse_hold_kind("未了事项").value() == HoldKind::unsettled);
    CHECK_FALSE(parse_hold_kind("whim").ok());
}

TEST_CASE("The clock runs on while a record is on hold")
{
    SampleCatalog catalog;
    const std::string one = catalog.file("one");
    must(Holds(*catalog).place(hold_over({{code(one)}, {}, {}, ""}), {}, stamp()));
    Retention retention(*catalog);
    must(retention.wind_clocks({day("2026-01-01"), 0}));
    ClockRequest request;
    request.held = true;
    const auto held = must(retention.list(request));
    REQUIRE(held.size() == 1);
    CHECK(held[0].held);
    CHECK(held[0].due->text() == "2055-01-01");
    request.held = false;
    CHECK(must(retention.list(request)).empty());
    CHECK(must(retention.tally(day("2026-01-01"))).held == 1);
}

TEST_CASE("On a record on hold no tag comes or goes that decides which rule holds")
{
    SampleCatalog catalog;
    const std::string one = catalog.file("one");
    RetentionRule longer;
    longer.code = "LONG";
    longer.name_zh = "重要";
    longer.period = must(RetentionPeriod::parse("50y"));
    must(Retention(*catalog).put_rule(longer, stamp()));
    must(Retention(*catalog).assign({"HT", {}, "重要", "LONG"}, stamp()));
    RecordEdit typed, plain;
    typed.add_tags = {"重要"};
    plain.add_tags = {"常用"};
    must(catalog->edit_record(code(one), typed, stamp()));
    HoldScope scope;
    scope.records = {code(one)};
    must(Holds(*catalog).place(hold_over(scope), {}, stamp()));
    RecordEdit untyped;
    untyped.remove_tags = {"重要"};
    CHECK(editing(catalog, one, untyped) == ErrorKind::refused);
    must(catalog->edit_record(code(one), plain, stamp()));
}

TEST_CASE("A hold from elsewhere keeps its number where that is free; the next is after the last")
{
    SampleCatalog catalog;
    const std::string one = catalog.file("one");
    Holds holds(*catalog);
    const auto place = [&](const std::string& number) {
        Hold hold = hold_over({{code(one)}, {}, {}, ""});
        hold.number = number;
        return must(holds.place(hold, {}, stamp()));
    };
    CHECK(place("H-2023-0003") == "H-2023-0003");
    CHECK(place("") == "H-2023-0004");
    CHECK(place("H-2023-0003") == "H-2023-0005");
    CHECK(place("H-2021-0002") == "H-2021-0002");
    CHECK(place("H-2023-10001") == "H-2023-10001");
    CHECK(place("") == "H-2023-10002");
    // What no archive gives is no number.
    for (const char* number : {"17", "H-2023-1", "H-2023-00006", "H-2023-0000", "H-23-0001", "h-2023-0001", "H-2023-000x",
                               "H-2023-9999999999", "H-2023-"})
        CHECK(place(number).starts_with("H-2023-100"));
}
