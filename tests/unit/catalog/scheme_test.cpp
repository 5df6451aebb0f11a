// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include <catch2/catch.hpp>

#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::vector<std::string> names(const std::vector<Party>& parties)
{
    std::vector<std::string> all;
    for (const auto& party : parties) all.push_back(party.name);
    return all;
}

std::string last_action(Catalog& catalog)
{
    return must(catalog.events(must(catalog.tallies()).events - 1, 1)).at(0).action;
}

}  // namespace

TEST_CASE("A category reads back as it was added, with the standard template when it has none")
{
    SampleCatalog catalog;
    auto added = category("GC");
    added.retention = "Y";
    added.default_grade = Grade::A;
    added.scope_note = "工程资料";
    must(catalog->add_category(added, stamp()));
    CHECK(last_action(*catalog) == "category.added");
    const auto read = must(catalog->category("GC"));
    CHECK(read.name_zh == "门类GC");
    CHECK(read.name_en == "Category GC");
    CHECK(read.retention == "Y");
    CHECK(read.default_grade == Grade::A);
    CHECK(read.code_template == CodeTemplate::standard);
    CHECK(read.scope_note == "工程资料");
    CHECK(read.records == 0);
    std::vector<std::string> codes;
    for (const auto& each : must(catalog->categories())) codes.push_back(each.code);
    CHECK(codes == std::vector<std::string>{"FP", "GC", "HT"});
}

TEST_CASE("A category that cannot number records is refused when it is added")
{
    SampleCatalog catalog;
    CHECK(refused(catalog->add_category(category("HT"), stamp())).kind == ErrorKind::duplicate);
    CHECK(refused(catalog->add_category(category("HT"), stamp())).where == "HT");
    for (const char* bad : {"", "H-T", "H T", "合同", "ABCDEFGHIJKLMNOPQ"})
        CHECK(refused(catalog->add_category(category(bad), stamp())).kind == ErrorKind::usage);
    auto made = category("AA");
    made.code_template = "{fonds}-{nonsense}-{seq:4}";
    CHECK(refused(catalog->add_category(made, stamp())).kind == ErrorKind::usage);
    made.code_template.clear();
    made.retention = "a/b";
    CHECK(refused(catalog->add_category(made, stamp())).kind == ErrorKind::usage);
    made.retention = "";
    CHECK(refused(catalog->add_category(made, stamp())).kind == ErrorKind::usage);
    made.retention = "D10";
    made.name_en = made.name_zh = " ";
    CHECK(refused(catalog->add_category(made, stamp())).kind == ErrorKind::usage);
    CHECK(must(catalog->categories()).size() == 2);
}

TEST_CASE("An edited category numbers what comes next and leaves what is there")
{
    SampleCatalog catalog;
    const auto first = catalog.file("first");
    CategoryEdit edited;
    edited.code_template = "{category}.{year}.{seq:3}";
    edited.name_zh = "合同";
    must(catalog->edit_category("HT", edited, stamp()));
    CHECK(last_action(*catalog) == "category.edited");
    CHECK(catalog.file("second") == "HT·2024·001");
    CHECK(must(catalog->record(code(first))).metadata.title == "first");
    CHECK(must(catalog->category("HT")).records == 2);

    const auto events = must(catalog->tallies()).events;
    must(catalog->edit_category("HT", edited, stamp()));
    CHECK(must(catalog->tallies()).events == events);
    CHECK(refused(catalog->edit_category("XX", edited, stamp())).kind == ErrorKind::not_found);
    CHECK(check(*catalog).empty());
}

TEST_CASE("A template that would make the numbers of another category is refused, one that shares them is not")
{
    SampleCatalog catalog;
    auto sales = category("XS");
    sales.code_template = "CG{year:2}{seq:5}";
    must(catalog->add_category(sales, stamp()));
    auto purchases = category("CG");
    purchases.code_template = "CG{seq:7}";
    const auto problem = refused(catalog->add_category(purchases, stamp()));
    CHECK(problem.kind == ErrorKind::refused);
    CHECK(problem.what.zh.find("XS") != std::string::npos);
    purchases.code_template = "{folder}{seq:3}";
    CHECK(refused(catalog->add_category(purchases, stamp())).kind == ErrorKind::usage);
    purchases.code_template = sales.code_template;
    must(catalog->add_category(purchases, stamp()));

    auto record = contract("a", "a");
    record.metadata.category = "XS";
    CHECK(must(catalog->file_record(record, stamp())).code.text() == "CG2400001");
    record = contract("b", "b");
    record.metadata.category = "CG";
    CHECK(must(catalog->file_record(record, stamp())).code.text() == "CG2400002");

    CategoryEdit edit;
    edit.numbering = Numbering::category;
    CHECK(refused(catalog->edit_category("CG", edit, stamp())).kind == ErrorKind::refused);
    CHECK(check(*catalog).empty());
}

TEST_CASE("Numbers run on through the years when the category says so")
{
    SampleCatalog catalog;
    auto running = category("AA");
    running.code_template = "{category}-{year}-{seq:4}";
    running.numbering = Numbering::category;
    must(catalog->add_category(running, stamp()));
    CHECK(must(catalog->category("AA")).numbering == Numbering::category);
    const auto file = [&](const char* title, const char* date) {
        auto record = contract(title, title);
        record.metadata.category = "AA";
        record.metadata.date = day(date);
        return must(catalog->file_record(record, stamp())).code.text();
    };
    CHECK(file("a", "2023-12-31") == "AA-2023-0001");
    CHECK(file("b", "2024-01-01") == "AA-2024-0002");
    auto old = contract("old", "old");
    old.metadata.category = "AA";
    old.code = code("AA-2019-0009");  // of another year than its date
    must(catalog->file_record(old, stamp()));
    CHECK(file("c", "2024-01-01") == "AA-2024-0010");
    CHECK(check(*catalog).empty());

    CategoryEdit edit;
    edit.code_template = "{category}-{seq:4}";
    edit.numbering = Numbering::year;
    const auto problem = refused(catalog->edit_category("AA", edit, stamp()));
    CHECK(problem.what.en.find("repeat each year") != std::string::npos);
}

TEST_CASE("A branch that moves changes no number that is assigned")
{
    SampleCatalog catalog;
    auto below = category("HT·CG");
    below.parent = "HT";
    must(catalog->add_category(below, stamp()));
    auto record = contract("a", "a");
    record.metadata.category = "HT·CG";
    const auto first = must(catalog->file_record(record, stamp())).code;
    CHECK(first.text() == "J001-HT·CG·2024-D30-0001");
    CategoryEdit edit;
    edit.parent = "FP";
    must(catalog->edit_category("HT·CG", edit, stamp()));
    CHECK(must(catalog->record(first)).metadata.category == "HT·CG");
    record = contract("b", "b");
    record.metadata.category = "HT·CG";
    CHECK(must(catalog->file_record(record, stamp())).code.text() == "J001-HT·CG·2024-D30-0002");
    CHECK(check(*catalog).empty());
}

TEST_CASE("Folders belong to a category")
{
    SampleCatalog catalog;
    auto made = folder("HT", "001");
    made.period = "2024年度";
    must(catalog->add_folder(made, stamp()));
    CHECK(last_action(*catalog) == "folder.added");
    must(catalog->add_folder(folder("FP", "001"), stamp()));
    must(catalog->add_folder(folder("FP", "002"), stamp()));

    const auto read = must(catalog->folder("HT", "001"));
    CHECK(read.category_code == "HT");
    CHECK(read.title == "案卷001");
    CHECK(read.period == "2024年度");
    CHECK(read.open);
    CHECK(must(catalog->folders("FP")).size() == 2);
    CHECK(must(catalog->folders("")).size() == 3);
    CHECK(refused(catalog->folders("XX")).kind == ErrorKind::not_found);
    CHECK(refused(catalog->folder("HT", "009")).kind == ErrorKind::not_found);
    CHECK(refused(catalog->add_folder(folder("HT", "001"), stamp())).kind == ErrorKind::duplicate);
    CHECK(refused(catalog->add_folder(folder("XX", "001"), stamp())).kind == ErrorKind::not_found);
    CHECK(refused(catalog->add_folder(folder("HT", ""), stamp())).kind == ErrorKind::usage);
    CHECK(refused(catalog->add_folder(folder("HT", "a/b"), stamp())).kind == ErrorKind::usage);
    CHECK(refused(catalog->add_folder(folder("HT", "{seq}"), stamp())).kind == ErrorKind::usage);

    FolderEdit edit;
    edit.title = "新题名";
    edit.open = false;
    edit.reason = "as it is";
    must(catalog->edit_folder("HT", "001", edit, stamp()));
    CHECK(must(catalog->folder("HT", "001")).title == "新题名");
    CHECK_FALSE(must(catalog->folder("HT", "001")).open);
    const auto events = must(catalog->tallies()).events;
    must(catalog->edit_folder("HT", "001", edit, stamp()));
    CHECK(must(catalog->tallies()).events == events);
}

TEST_CASE("Categories make a tree, whose codes do not depend on where they stand")
{
    SampleCatalog catalog;
    Category below;
    below.code = "ht.fw";
    below.name_zh = "房屋合同";
    below.parent = "ht";
    must(catalog->add_category(below, stamp()));
    CHECK(must(catalog->category("HT·FW")).parent == "HT");
    CHECK(must(catalog->category("HT．fw")).code == "HT·FW");

    CategoryEdit edit;
    edit.parent = "HT·FW";
    CHECK(refused(catalog->edit_category("HT", edit, stamp())).kind == ErrorKind::refused);
    CHECK(refused(catalog->edit_category("HT·FW", edit, stamp())).kind == ErrorKind::refused);
    edit.parent = "NONE";
    CHECK(refused(catalog->edit_category("HT", edit, stamp())).kind == ErrorKind::not_found);
    edit.parent = "FP";
    must(catalog->edit_category("HT·FW", edit, stamp()));
    CHECK(must(catalog->category("HT·FW")).parent == "FP");
    edit.parent = "";
    must(catalog->edit_category("HT·FW", edit, stamp()));
    CHECK(must(catalog->category("HT·FW")).parent.empty());
    CHECK(must(catalog->check(Depth::full)).empty());

    std::string above = "HT";
    for (const char* code : {"L2", "L3", "L4", "L5", "L6", "L7", "L8"}) {
        below.code = code;
        below.parent = std::exchange(above, code);
        must(catalog->add_category(below, stamp()));
    }
    below.code = "L9";
    below.parent = above;
    CHECK(refused(catalog->add_category(below, stamp())).kind == ErrorKind::refused);
    for (const char* bad : {"HT·", "·HT", "HT··FW", "H T", "合同"}) {
        below.code = bad;
        CHECK(refused(catalog->add_category(below, stamp())).kind == ErrorKind::usage);
    }
}

TEST_CASE("A category takes documents of its time alone")
{
    SampleCatalog catalog;
    CategoryEdit edit;
    edit.effective_from = must(Date::parse("2020-01-01"));
    edit.effective_until = must(Date::parse("2022-12-31"));
    must(catalog->edit_category("HT", edit, stamp()));
    CHECK(must(catalog->category("HT")).effective_until->text() == "2022-12-31");
    auto record = contract("old", "old");
    record.metadata.category = "HT";
    const auto file = [&](const char* day) {
        record.metadata.date = must(Date::parse(day));
        record.original.digest = Digest::of(day);
        return catalog->file_record(record, stamp());
    };
    CHECK(refused(file("2019-12-31")).kind == ErrorKind::refused);
    CHECK(file("2020-01-01").ok());
    CHECK(file("2022-12-31").ok());
    const Error late = refused(file("2023-01-01"));
    CHECK(late.what.en == "Category HT takes documents until 2022-12-31, not of 2023-01-01");
    CHECK(refused(catalog->check_new(record.metadata)).kind == ErrorKind::refused);
    edit.effective_until = must(Date::parse("2019-12-31"));
    CHECK(refused(catalog->edit_category("HT", edit, stamp())).kind == ErrorKind::usage);
    edit.effective_from = std::optional<Date>();
    edit.effective_until = std::optional<Date>();
    must(catalog->edit_category("HT", edit, stamp()));
    CHECK(file("2023-01-01").ok());
    CHECK(must(catalog->check(Depth::full)).empty());
}

TEST_CASE("A party is found by its name and by every alias")
{
    SampleCatalog catalog;
    auto made = party("华为技术有限公司", "华为\n\n Huawei \n华为\n华为技术有限公司");
    made.initials = "HWJSYXGS";
    made.note = "供应商";
    must(catalog->add_party(made, stamp()));
    CHECK(last_action(*catalog) == "party.added");
    for (const char* name : {"华为技术有限公司", "华为", "Huawei"}) {
        const auto read = must(catalog->party(name));
        CHECK(read.name == "华为技术有限公司");
        CHECK(read.aliases == "华为\nHuawei");
        CHECK(read.initials == "hwjsyxgs");
        CHECK(read.note == "供应商");
    }
    CHECK(refused(catalog->party("小米")).kind == ErrorKind::not_found);
}

TEST_CASE("A name or an alias belongs to one party only")
{
    SampleCatalog catalog;
    must(catalog->add_party(party("甲公司", "甲"), stamp()));
    CHECK(refused(catalog->add_party(party("甲公司"), stamp())).kind == ErrorKind::duplicate);
    CHECK(refused(catalog->add_party(party("甲"), stamp())).where == "甲公司");
    CHECK(refused(catalog->add_party(party("乙公司", "甲"), stamp())).kind == ErrorKind::duplicate);
    CHECK(refused(catalog->add_party(party("乙公司", "甲公司"), stamp())).kind == ErrorKind::duplicate);
    CHECK(refused(catalog->add_party(party(" "), stamp())).kind == ErrorKind::usage);
    CHECK(refused(catalog->add_party(party("两\n行"), stamp())).kind == ErrorKind::usage);
    CHECK(names(must(catalog->parties(10, 0))) == std::vector<std::string>{"甲公司"});
}

TEST_CASE("A renamed party takes its records along, and they owe the index")
{
    SampleCatalog catalog;
    must(catalog->add_party(party("旧名", "别名"), stamp()));
    auto record = contract("a", "a");
    record.metadata.party = "别名";
    const auto filed = must(catalog->file_record(record, stamp()));
    catalog.file("other");
    CHECK(must(catalog->record(filed.code)).metadata.party == "旧名");
    must(catalog->settle(must(catalog->owed(0, 10))));

    PartyEdit renamed;
    renamed.name = " 新名 ";
    renamed.aliases = "旧名";
    const auto edited = must(catalog->edit_party("旧名", renamed, stamp()));
    CHECK(edited.party.name == "新名");
    CHECK(edited.owing == std::vector<RecordId>{filed.id});
    CHECK(last_action(*catalog) == "party.edited");
    CHECK(must(catalog->record(filed.code)).metadata.party == "新名");
    CHECK(must(catalog->party("旧名")).name == "新名");
    CHECK(refused(catalog->party("别名")).kind == ErrorKind::not_found);
    const auto owed = must(catalog->owed(0, 10));
    REQUIRE(owed.size() == 1);
    CHECK(owed[0].record == filed.id);
    CHECK(owed[0].revision == 2);

    must(catalog->settle(owed));
    PartyEdit noted;
    noted.note = "only a note";
    CHECK(must(catalog->edit_party("新名", noted, stamp())).owing.empty());
    CHECK(must(catalog->owed(0, 10)).empty());
    const auto events = must(catalog->tallies()).events;
    must(catalog->edit_party("新名", noted, stamp()));
    CHECK(must(catalog->tallies()).events == events);
    CHECK(check(*catalog).empty());
}

TEST_CASE("A new name of a party stands in the history of its records, and the old one stays known")
{
    SampleCatalog catalog;
    must(catalog->add_party(party("旧名", "别名"), stamp()));
    auto record = contract("a", "a");
    record.metadata.party = "旧名";
    const auto filed = must(catalog->file_record(record, stamp()));
    PartyEdit renamed;
    renamed.name = "新名";
    must(catalog->edit_party("旧名", renamed, stamp("bob")));
    CHECK(must(catalog->party("旧名")).name == "新名");
    CHECK(must(catalog->party("新名")).aliases == "别名\n旧名");
    const auto history = must(catalog->history(filed.code));
    REQUIRE(history.size() == 1);
    CHECK(history[0].field == "party");
    CHECK(history[0].before == "旧名");
    CHECK(history[0].after == "新名");
    CHECK(history[0].actor == "bob");
    // And back: no name is its own alias.
    renamed.name = "旧名";
    must(catalog->edit_party("新名", renamed, stamp()));
    CHECK(must(catalog->party("旧名")).aliases == "别名\n新名");
    CHECK(must(catalog->history(filed.code)).size() == 2);
    CHECK(check(*catalog).empty());
}

TEST_CASE("Other aliases of a party make its records owe the index")
{
    SampleCatalog catalog;
    must(catalog->add_party(party("甲公司"), stamp()));
    auto record = contract("a", "a");
    record.metadata.party = "甲公司";
    const auto filed = must(catalog->file_record(record, stamp()));
    must(catalog->settle(must(catalog->owed(0, 10))));
    PartyEdit edit;
    edit.aliases = "Alibaba\rCo\u2028x";
    const auto edited = must(catalog->edit_party("甲公司", edit, stamp()));
    CHECK(edited.owing == std::vector<RecordId>{filed.id});
    CHECK(edited.party.aliases == "Alibaba Co x");
    CHECK(must(catalog->owed(0, 10)).size() == 1);
}

TEST_CASE("Edits of different things, thought out at the same time, are all kept")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "001"), stamp()));
    must(catalog->add_party(party("甲公司", "甲"), stamp()));
    CategoryEdit name, scope;
    name.name_en = "Contracts";
    scope.scope_note = "框架协议";
    must(catalog->edit_category("HT", name, stamp()));
    must(catalog->edit_category("HT", scope, stamp()));
    CHECK(must(catalog->category("HT")).name_en == "Contracts");
    CHECK(must(catalog->category("HT")).scope_note == "框架协议");
    FolderEdit title, closed;
    title.title = "题名";
    closed.open = false;
    closed.reason = "as it is";
    must(catalog->edit_folder("HT", "001", title, stamp()));
    must(catalog->edit_folder("HT", "001", closed, stamp()));
    CHECK(must(catalog->folder("HT", "001")).title == "题名");
    CHECK_FALSE(must(catalog->folder("HT", "001")).open);
    PartyEdit note, aliases;
    note.note = "供应商";
    aliases.aliases = "甲方";
    must(catalog->edit_party("甲公司", note, stamp()));
    must(catalog->edit_party("甲公司", aliases, stamp()));
    CHECK(must(catalog->party("甲方")).note == "供应商");
}

TEST_CASE("ensure_party adds a party once")
{
    SampleCatalog catalog;
    const auto made = must(catalog->ensure_party(" 甲公司 ", "jgs", stamp()));
    CHECK(made.name == "甲公司");
    CHECK(made.initials == "jgs");
    CHECK(raw(made.id) != 0);
    const auto events = must(catalog->tallies()).events;
    CHECK(must(catalog->ensure_party("甲公司", "other", stamp())).id == made.id);
    CHECK(must(catalog->tallies()).events == events);
    CHECK(refused(catalog->ensure_party("", "", stamp())).kind == ErrorKind::usage);
}

TEST_CASE("Parties list by name and by the beginning of their initials, the busiest first")
{
    SampleCatalog catalog;
    const std::vector<std::pair<std::string, std::string>> all{
        {"a", "hw"}, {"b", "hwjs"}, {"c", "hx"}, {"d", ""}, {"e", "HWJT"}};
    for (const auto& [name, initials] : all) must(catalog->ensure_party(name, initials, stamp()));
    auto record = contract("r", "r");
    record.metadata.party = "e";
    must(catalog->file_record(record, stamp()));
    CHECK(names(must(catalog->parties(2, 1))) == std::vector<std::string>{"b", "c"});
    CHECK(names(must(catalog->parties_by_initials("hw", 10))) == std::vector<std::string>{"e", "a", "b"});
    CHECK(names(must(catalog->parties_by_initials("HWJ", 1))) == std::vector<std::string>{"e"});
    CHECK(must(catalog->parties_by_initials("zz", 10)).empty());
}
