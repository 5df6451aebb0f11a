// SPDX-License-Identifier: GPL-3.0-or-later
// One thing is one thing, however its name is typed.
#include <catch2/catch.hpp>

#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

using Lines = std::vector<std::string>;

RecordEdit tags(Lines added, Lines removed = {})
{
    RecordEdit edit;
    edit.add_tags = std::move(added);
    edit.remove_tags = std::move(removed);
    return edit;
}

}  // namespace

TEST_CASE("Codes of categories and numbers of folders are known in either width and case")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("ht", "００２"), stamp()));
    for (const char* code : {"HT", "ht", "ＨＴ", " hT "}) {
        CHECK(must(catalog->category(code)).code == "HT");
        CHECK(must(catalog->folder(code, "002")).number == "002");
        CHECK(must(catalog->folders(code)).size() == 1);
    }
    CHECK(must(catalog->folder("HT", "００２")).category_code == "HT");
    CHECK(refused(catalog->add_folder(folder("HT", "002"), stamp())).kind == ErrorKind::duplicate);
    CHECK(refused(catalog->add_folder(folder("ＨＴ", " 00２　"), stamp())).kind == ErrorKind::duplicate);
    Category category;
    category.code = "ｈｔ";
    category.name_zh = "又一个";
    CHECK(refused(catalog->add_category(category, stamp())).kind == ErrorKind::duplicate);
    category.code = "bj";
    category.name_zh = "报价\n单";
    must(catalog->add_category(category, stamp()));
    CHECK(must(catalog->category("BJ")).name_zh == "报价 单");

    auto record = contract("a", "a");
    record.metadata.category = "ｈｔ";
    record.metadata.folder = "００２";
    must(catalog->check_new(record.metadata));
    const auto filed = must(catalog->file_record(record, stamp()));
    CHECK(must(catalog->record(filed.code)).metadata.category == "HT");
    CHECK(must(catalog->record(filed.code)).metadata.folder == "002");
    ListRequest request;
    request.folder = "００２";
    CHECK(must(catalog->list(request)).size() == 1);
    CHECK(must(catalog->count(request)) == 1);
    // The same place, typed otherwise, is no change; a closed folder keeps what it has.
    FolderEdit closed;
    closed.open = false;
    closed.reason = "as it is";
    must(catalog->edit_folder("ht", "００２", closed, stamp()));
    const auto events = must(catalog->tallies()).events;
    RecordEdit edit;
    edit.category = "ht";
    edit.folder = "００２";
    must(catalog->edit_record(filed.code, edit, stamp()));
    CHECK(must(catalog->tallies()).events == events);
    CHECK(check(*catalog).empty());
}

TEST_CASE("A party is known in either width and case, and its own name goes first")
{
    SampleCatalog catalog;
    must(catalog->add_party(party("ABC公司", "华为(深圳)"), stamp()));
    for (const char* name : {"ＡＢＣ公司", "abc公司", "华为（深圳）"}) {
        CHECK(must(catalog->party(name)).name == "ABC公司");
        CHECK(must(catalog->ensure_party(name, "", stamp())).name == "ABC公司");
        CHECK(refused(catalog->add_party(party(name), stamp())).where == "ABC公司");
        CHECK(refused(catalog->add_party(party("别家", name), stamp())).kind == ErrorKind::duplicate);
    }
    auto record = contract("a", "a");
    record.metadata.party = "ａｂｃ公司";
    const auto filed = must(catalog->file_record(record, stamp()));
    CHECK(must(catalog->record(filed.code)).metadata.party == "ABC公司");
    RecordEdit edit;
    edit.party = "abc公司";
    must(catalog->edit_record(filed.code, edit, stamp()));
    CHECK(must(catalog->history(filed.code)).empty());
    CHECK(check(*catalog).empty());
}

TEST_CASE("Parties that are alike from before keep their names and can be edited")
{
    SampleCatalog catalog;
    must(catalog->add_party(party("ABC公司"), stamp()));
    sql(catalog.path(), "INSERT INTO party (name, initials, note) VALUES ('abc公司', '', '')");
    CHECK(must(catalog->party("abc公司")).name == "abc公司");
    CHECK(must(catalog->party("ABC公司")).name == "ABC公司");
    CHECK(must(catalog->party("Abc公司")).name == "ABC公司");
    PartyEdit edit;
    edit.note = "x";
    CHECK(must(catalog->edit_party("abc公司", edit, stamp())).party.note == "x");
}

TEST_CASE("What another connection or an undone transaction made of the parties is noticed")
{
    SampleCatalog catalog;
    CHECK(refused(catalog->party("abc公司")).kind == ErrorKind::not_found);
    sql(catalog.path(), "INSERT INTO party (name, initials, note) VALUES ('ABC公司', '', '')");
    CHECK(must(catalog->party("abc公司")).name == "ABC公司");
    const auto undone = catalog->transaction([&]() -> Result<void> {
        TRY(catalog->add_party(party("DEF"), stamp()));
        CHECK(must(catalog->party("def")).name == "DEF");
        return error(ErrorKind::usage, say("no", "否"));
    });
    CHECK_FALSE(undone.ok());
    CHECK(refused(catalog->party("def")).kind == ErrorKind::not_found);
    must(catalog->add_party(party("DEF"), stamp()));
    PartyEdit edit;
    edit.name = "GHI";
    edit.aliases = "";
    must(catalog->edit_party("def", edit, stamp()));
    CHECK(refused(catalog->party("def")).kind == ErrorKind::not_found);
    CHECK(must(catalog->party("ｇｈｉ")).name == "GHI");
}

TEST_CASE("Names are one name by what the caller folds them to")
{
    SampleCatalog catalog;
    catalog.close();
    Catalog::Options options;
    options.fold_name = [](std::string_view name) { return name == "華為" ? std::string("华为") : std::string(name); };
    auto opened = must(Catalog::open(catalog.path(), Access::write, options));
    must(opened.add_party(party("华为"), stamp()));
    CHECK(must(opened.party("華為")).name == "华为");
    CHECK(refused(opened.add_party(party("華為"), stamp())).where == "华为");
}

TEST_CASE("A tag is spelt as it was first, and taken away however it is typed")
{
    SampleCatalog catalog;
    auto record = contract("a", "a");
    record.metadata.tags = {"VIP", "ｖｉｐ", "重要"};
    const auto first = must(catalog->file_record(record, stamp()));
    CHECK(must(catalog->record(first.code)).metadata.tags == Lines{"VIP", "重要"});
    record = contract("b", "b");
    record.metadata.tags = {"vip"};
    const auto second = must(catalog->file_record(record, stamp()));
    CHECK(must(catalog->record(second.code)).metadata.tags == Lines{"VIP"});
    must(catalog->edit_record(second.code, tags({"ＶＩＰ", "New", "new"}), stamp()));
    CHECK(must(catalog->record(second.code)).metadata.tags == Lines{"New", "VIP"});
    ListRequest request;
    request.tag = "Ｖip";
    CHECK(must(catalog->list(request)).size() == 2);
    CHECK(must(catalog->count(request)) == 2);

    must(catalog->edit_record(second.code, tags({}, {"vip"}), stamp()));
    CHECK(must(catalog->record(second.code)).metadata.tags == Lines{"New"});
    CHECK(check(*catalog).empty());
}

TEST_CASE("A currency without an amount is refused")
{
    SampleCatalog catalog;
    auto record = contract("a", "a");
    record.metadata.amount.reset();
    const auto filed = must(catalog->file_record(record, stamp()));
    RecordEdit edit;
    edit.currency = "USD";
    CHECK(refused(catalog->edit_record(filed.code, edit, stamp())).kind == ErrorKind::usage);
    edit.amount = std::optional(Amount{100});
    must(catalog->edit_record(filed.code, edit, stamp()));
    CHECK(must(catalog->record(filed.code)).metadata.currency == "USD");
}

TEST_CASE("Counting asks what listing asks, whatever the limit")
{
    SampleCatalog catalog;
    must(catalog->add_party(party("甲公司"), stamp()));
    for (int i = 0; i < 7; ++i) {
        auto record = contract(std::to_string(i), std::to_string(i));
        record.metadata.tags = {i % 2 == 0 ? "even" : "odd"};
        if (i < 3) record.metadata.party = "甲公司";
        must(catalog->file_record(record, stamp()));
    }
    ListRequest request;
    request.limit = 2;
    CHECK(must(catalog->count(request)) == 7);
    request.tag = "even";
    CHECK(must(catalog->count(request)) == 4);
    request.party = "甲公司";
    request.category = "HT";
    CHECK(must(catalog->count(request)) == 2);
    request.year = 1900;
    CHECK(must(catalog->count(request)) == 0);
    CHECK(must(catalog->party_count()) == 1);
}
