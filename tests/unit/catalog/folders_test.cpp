// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/catalog/folders.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// A catalog whose folder HT/001 has three dated papers: a, b and c.
class Binder {
public:
    Binder()
    {
        must(catalog->add_folder(folder("HT", "001"), stamp()));
        a = put("a", "2024-03-01");
        b = put("b", "2024-01-01");
        c = put("c", "2024-02-01");
    }

    ReferenceCode put(const std::string& title, const std::string& date, const std::string& in = "001")
    {
        NewRecord record = contract(title, title);
        record.metadata.folder = in;
        record.metadata.date = date.empty() ? std::nullopt : std::optional(day(date));
        return must(catalog->file_record(record, stamp())).code;
    }

    std::string order(const std::string& number = "001")
    {
        std::string titles;
        for (const FolderItem& item : must(folders.contents({"HT", number})).items) titles += item.title;
        return titles;
    }

    void edit(const ReferenceCode& record, const RecordEdit& edit) { must(catalog->edit_record(record, edit, stamp())); }

    SampleCatalog catalog;
    Folders folders{*catalog};
    FolderName name{"HT", "001"};
    ReferenceCode a, b, c;
};

std::string last_event(Catalog& catalog)
{
    const auto event = must(catalog.newest_event());
    return event->action + " " + event->subject;
}

}  // namespace

TEST_CASE("What is in a folder is told in its order, and an order made by hand stays until it is undone")
{
    Binder binder;
    CHECK(binder.order() == "bca");
    const auto held = must(binder.folders.contents({"ht", "００1"}));
    CHECK(held.folder.number == "001");
    CHECK(held.fill.pieces == 3);
    CHECK(held.folder.first->text() == "2024-01-01");
    CHECK(held.folder.last->text() == "2024-03-01");

    must(binder.folders.arrange(binder.name, {binder.a, binder.b}, stamp()));
    CHECK(binder.order() == "abc");
    CHECK(last_event(*binder.catalog) == "folder.arranged HT/001");
    CHECK(must(binder.catalog->folder("HT", "001")).by_hand);
    binder.put("d", "2024-01-05");
    CHECK(binder.order() == "abcd");
    must(binder.folders.arrange(binder.name, {}, stamp()));
    CHECK(binder.order() == "bdca");
    CHECK(refused(binder.folders.arrange(binder.name, {binder.a, binder.a}, stamp())).kind == ErrorKind::usage);
    CHECK(refused(binder.folders.arrange(binder.name, {code("J001-HT·2024-D30-0099")}, stamp())).kind == ErrorKind::usage);
    CHECK(check(*binder.catalog).empty());
}

TEST_CASE("A folder that is not complete is closed for a reason only, and opened again for one")
{
    Binder binder;
    RecordEdit undated;
    undated.date = std::optional<Date>();
    binder.edit(binder.a, undated);
    RecordEdit pages;
    pages.paper_pages = 4;
    binder.edit(binder.b, pages);
    FolderEdit closing;
    closing.open = false;
    const Error problem = refused(binder.catalog->edit_folder("HT", "001", closing, stamp()));
    CHECK(problem.kind == ErrorKind::refused);
    CHECK(problem.what.en ==
          "Folder HT/001 is not complete: 1 of its records has no date; the pages of 2 of its records are "
          "not known");
    CHECK(must(binder.catalog->folder("HT", "001")).open);
    closing.reason = "as it came";
    must(binder.catalog->edit_folder("HT", "001", closing, stamp()));
    CHECK_FALSE(must(binder.catalog->folder("HT", "001")).open);
    CHECK(must(binder.catalog->newest_event())->detail.find("as it came") != std::string::npos);
    CHECK(refused(binder.folders.arrange(binder.name, {binder.b}, stamp())).kind == ErrorKind::refused);

    CHECK(refused(binder.folders.reopen(binder.name, " ", stamp())).kind == ErrorKind::usage);
    must(binder.folders.reopen(binder.name, "a page was found", stamp()));
    CHECK(must(binder.catalog->folder("HT", "001")).open);
    CHECK(last_event(*binder.catalog) == "folder.reopened HT/001");
    CHECK(check(*binder.catalog).empty());

    must(binder.catalog->add_folder(folder("HT", "empty"), stamp()));
    CHECK(must(binder.folders.incomplete({"HT", "empty"})).size() == 1);
}

TEST_CASE("A complete folder is closed without further words")
{
    Binder binder;
    CHECK(must(binder.folders.incomplete(binder.name)).empty());
    must(binder.folders.close(binder.name, "", stamp()));
    CHECK_FALSE(must(binder.catalog->folder("HT", "001")).open);
    const auto events = must(binder.catalog->tallies()).events;
    must(binder.folders.close(binder.name, "", stamp()));
    CHECK(must(binder.catalog->tallies()).events == events);
}

TEST_CASE("A folder never mixes years unless it, or its category, may")
{
    Binder binder;
    NewRecord other = contract("x", "x");
    other.metadata.folder = "001";
    other.metadata.date = day("2023-12-31");
    CHECK(refused(binder.catalog->check_new(other.metadata)).kind == ErrorKind::refused);
    CHECK(refused(binder.catalog->file_record(other, stamp())).kind == ErrorKind::refused);
    RecordEdit edit;
    edit.date = std::optional(day("2023-05-01"));
    CHECK(refused(binder.catalog->edit_record(binder.a, edit, stamp())).kind == ErrorKind::refused);
    binder.put("undated", "");

    FolderEdit mixing;
    mixing.mixed = true;
    must(binder.catalog->edit_folder("HT", "001", mixing, stamp()));
    must(binder.catalog->file_record(other, stamp()));
    // What mixes already may get more of the years it has, and no others.
    mixing.mixed = false;
    must(binder.catalog->edit_folder("HT", "001", mixing, stamp()));
    binder.put("y", "2023-06-01");
    CHECK(must(binder.folders.incomplete(binder.name)).size() == 2);
    other.metadata.date = day("2022-01-01");
    other.original.digest = Digest::of("z");
    CHECK(refused(binder.catalog->file_record(other, stamp())).kind == ErrorKind::refused);
    CategoryEdit all;
    all.mixed_folders = true;
    must(binder.catalog->edit_category("HT", all, stamp()));
    must(binder.catalog->file_record(other, stamp()));
    CHECK(check(*binder.catalog).empty());
}

TEST_CASE("A folder never mixes retention periods")
{
    Binder binder;
    CategoryEdit longer;
    longer.retention = "Y";
    must(binder.catalog->edit_category("HT", longer, stamp()));
    NewRecord other = contract("x", "x");
    other.metadata.folder = "001";
    const Error problem = refused(binder.catalog->file_record(other, stamp()));
    CHECK(problem.kind == ErrorKind::refused);
    CHECK(problem.what.en.find("D30") != std::string::npos);
}

TEST_CASE("Page numbers run through a folder once all pages are known")
{
    Binder binder;
    CHECK(refused(binder.folders.number_pages(binder.name, stamp())).kind == ErrorKind::refused);
    RecordEdit pages;
    for (const auto& [record, count] : {std::pair(binder.a, 2), std::pair(binder.b, 5), std::pair(binder.c, 1)}) {
        pages.paper_pages = count;
        binder.edit(record, pages);
    }
    must(binder.folders.number_pages(binder.name, stamp()));
    CHECK(must(binder.catalog->record(binder.b)).metadata.page_range == PageRange{1, 5});
    CHECK(must(binder.catalog->record(binder.c)).metadata.page_range == PageRange{6, 6});
    CHECK(must(binder.catalog->record(binder.a)).metadata.page_range == PageRange{7, 8});
    CHECK(must(binder.folders.incomplete(binder.name)).empty());
    CHECK(check(*binder.catalog).empty());
}

TEST_CASE("Pages that are known from a range alone count")
{
    Binder binder;
    RecordEdit pages;
    for (const auto& [record, range] : {std::pair(binder.b, PageRange{12, 15}), std::pair(binder.c, PageRange{1, 2})}) {
        pages.page_range = range;
        binder.edit(record, pages);
    }
    pages = {};
    pages.paper_pages = 5;
    binder.edit(binder.a, pages);
    CHECK(must(binder.folders.contents(binder.name)).fill.pages == 11);
    must(binder.folders.number_pages(binder.name, stamp()));
    CHECK(must(binder.catalog->record(binder.b)).metadata.page_range == PageRange{1, 4});
    CHECK(must(binder.catalog->record(binder.c)).metadata.page_range == PageRange{5, 6});
    CHECK(must(binder.catalog->record(binder.a)).metadata.page_range == PageRange{7, 11});
}

TEST_CASE("Records go from folder to folder, keep their codes, and everything tells of it")
{
    Binder binder;
    must(binder.catalog->add_folder(folder("HT", "002"), stamp()));
    const auto moved = must(binder.folders.move({"HT", "002"}, {binder.b, binder.c}, stamp()));
    REQUIRE(moved.size() == 2);
    CHECK(moved[0].code == binder.b);
    CHECK(moved[0].from == "001");
    CHECK(moved[0].to == "002");
    CHECK(binder.order() == "a");
    CHECK(binder.order("002") == "bc");
    CHECK(last_event(*binder.catalog) == "folder.filled HT/002");
    CHECK(must(binder.catalog->history(binder.b)).back().after == "002");
    CHECK(must(binder.folders.move({"HT", "002"}, {binder.b}, stamp())).empty());

    NewRecord invoice = contract("invoice", "invoice");
    invoice.metadata.category = "FP";
    const auto other = must(binder.catalog->file_record(invoice, stamp())).code;
    CHECK(refused(binder.folders.move({"HT", "002"}, {binder.a, other}, stamp())).kind == ErrorKind::refused);
    CHECK(binder.order() == "a");
    CHECK(check(*binder.catalog).empty());
}

TEST_CASE("A folder is split into two alike, and merged again")
{
    Binder binder;
    FolderEdit limits;
    limits.most_pieces = 30;
    limits.spine = 20;
    must(binder.catalog->edit_folder("HT", "001", limits, stamp()));
    CHECK(refused(binder.folders.split(binder.name, "002", {}, stamp())).kind == ErrorKind::usage);
    CHECK(refused(binder.folders.split(binder.name, "002", {binder.a, binder.b, binder.c}, stamp())).kind ==
          ErrorKind::usage);
    CHECK(refused(binder.folders.split(binder.name, "001", {binder.a}, stamp())).kind == ErrorKind::duplicate);
    CHECK(refused(binder.catalog->folder("HT", "002")).kind == ErrorKind::not_found);

    CHECK(must(binder.folders.split(binder.name, "002", {binder.a}, stamp())).size() == 1);
    CHECK(binder.order() == "bc");
    CHECK(binder.order("002") == "a");
    CHECK(must(binder.catalog->folder("HT", "002")).most_pieces == 30);
    CHECK(last_event(*binder.catalog) == "folder.split HT/001");

    CHECK(refused(binder.folders.merge(binder.name, {"002", "001"}, stamp())).kind == ErrorKind::usage);
    CHECK(binder.order("002") == "a");
    CHECK(must(binder.folders.merge(binder.name, {"002"}, stamp())).size() == 1);
    CHECK(binder.order() == "bca");
    const Folder trace = must(binder.catalog->folder("HT", "002"));
    CHECK_FALSE(trace.open);
    CHECK(trace.records == 0);
    CHECK(must(binder.catalog->record(binder.a)).code == binder.a);
    CHECK(check(*binder.catalog).empty());
}

TEST_CASE("A folder that was changed past Fonds is found")
{
    for (const std::string change : {"title = 'forged'", "open = 0", "most_pieces = 5", "mixed = 1", "by_hand = 1"}) {
        INFO(change);
        Binder binder;
        binder.catalog.close();
        sql(binder.catalog.path(), "UPDATE folder SET " + change);
        binder.catalog.open(Access::read);
        CHECK(check(*binder.catalog) == std::vector<std::string>{"folder.changed HT/001"});
    }
}

TEST_CASE("Pages are those of a folder, whoever says them")
{
    Binder binder;
    NewRecord loose = contract("x", "x");
    loose.metadata.page_range = PageRange{1, 2};
    CHECK(refused(binder.catalog->check_new(loose.metadata)).kind == ErrorKind::usage);
    CHECK(refused(binder.catalog->file_record(loose, stamp())).kind == ErrorKind::usage);
    loose.metadata.folder = "001";
    const auto record = must(binder.catalog->file_record(loose, stamp())).code;
    RecordEdit edit;
    edit.folder = "";
    edit.page_range = PageRange{1, 3};
    CHECK(refused(binder.catalog->edit_record(record, edit, stamp())).kind == ErrorKind::usage);
    edit.page_range.reset();
    binder.edit(record, edit);
    CHECK(must(binder.catalog->record(record)).metadata.page_range.empty());
}

TEST_CASE("What a closed folder's lists were printed of does not change, and the hint says how it can")
{
    Binder binder;
    must(binder.folders.close(binder.name, "", stamp()));
    std::vector<RecordEdit> edits(3);
    edits[0].page_range = PageRange{1, 3};
    edits[1].date = std::optional(day("2024-02-02"));
    edits[2].paper_pages = 7;
    for (const RecordEdit& edit : edits) {
        const Error problem = refused(binder.catalog->edit_record(binder.a, edit, stamp()));
        CHECK(problem.kind == ErrorKind::refused);
        CHECK(problem.hint.en == "Open it again first: fonds folder edit HT 001 --open --reason TEXT.");
    }
    RecordEdit titled;
    titled.title = "another";
    binder.edit(binder.a, titled);
    for (const Error& problem : {refused(binder.folders.arrange(binder.name, {binder.a}, stamp())),
                                 refused(binder.folders.number_pages(binder.name, stamp())),
                                 refused(binder.folders.rank(binder.name, {{binder.a, 2}}, stamp()))})
        CHECK(problem.hint.en.starts_with("Open it again first"));
    CHECK(check(*binder.catalog).empty());
}

TEST_CASE("Places by hand are put one by one, and the log tells the whole order")
{
    Binder binder;
    must(binder.folders.rank(binder.name, {{binder.a, 1}, {binder.c, 5}}, stamp()));
    CHECK(binder.order() == "acb");
    CHECK(must(binder.catalog->folder("HT", "001")).by_hand);
    CHECK(must(binder.folders.ranks({must(binder.catalog->record(binder.c)).id})).begin()->second == 5);
    const auto events = must(binder.catalog->tallies()).events;
    must(binder.folders.rank(binder.name, {{binder.a, 1}}, stamp()));
    CHECK(must(binder.catalog->tallies()).events == events);
    must(binder.folders.rank(binder.name, {{binder.a, 0}, {binder.c, 0}}, stamp()));
    CHECK_FALSE(must(binder.catalog->folder("HT", "001")).by_hand);
    CHECK(binder.order() == "bca");
    CHECK(refused(binder.folders.rank(binder.name, {{binder.a, -1}}, stamp())).kind == ErrorKind::usage);
    CHECK(check(*binder.catalog).empty());
}
