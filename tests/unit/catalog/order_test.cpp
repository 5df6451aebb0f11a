// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/catalog/folders.hpp"
#include "schema/catalog/order.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

using Lines = std::vector<std::string>;

OrderFindings found(SampleCatalog& catalog, std::size_t most = 50)
{
    return must(Ordering(*catalog).findings(day("2026-01-01"), most));
}

Lines kinds(SampleCatalog& catalog)
{
    Lines all;
    for (const auto& [kind, count] : found(catalog).counts) all.push_back(kind + " " + std::to_string(count));
    return all;
}

ReferenceCode file(SampleCatalog& catalog, const std::string& title, const std::function<void(RecordMetadata&)>& say)
{
    NewRecord record = contract(title, title);
    say(record.metadata);
    return must(catalog->file_record(record, stamp())).code;
}

}  // namespace

TEST_CASE("An archive in which nothing is missing has no findings")
{
    SampleCatalog catalog;
    CHECK(found(catalog).listed.empty());
    catalog.file("contract");
    CHECK(kinds(catalog).empty());
}

TEST_CASE("Records that lack a date, a party or a folder are found where others have them")
{
    SampleCatalog catalog;
    must(catalog->add_party(party("甲公司"), stamp()));
    must(catalog->add_folder(folder("HT", "001"), stamp()));
    file(catalog, "whole", [](RecordMetadata& said) {
        said.party = "甲公司";
        said.folder = "001";
    });
    const auto bare = file(catalog, "bare", [](RecordMetadata& said) { said.date.reset(); });
    file(catalog, "invoice", [](RecordMetadata& said) { said.category = "FP"; });
    CHECK(kinds(catalog) == Lines{"order.no_date 1", "order.no_folder 1", "order.no_party 1"});
    for (const Finding& each : found(catalog).listed) {
        CHECK(each.subject == bare.text());
        CHECK(each.severity == Severity::note);
        CHECK_FALSE(each.hint.zh.empty());
    }
}

TEST_CASE("Of each kind only so many are listed, and all are counted")
{
    SampleCatalog catalog;
    for (const char* title : {"a", "b", "c"}) file(catalog, title, [](RecordMetadata& said) { said.date.reset(); });
    const OrderFindings findings = found(catalog, 2);
    CHECK(findings.listed.size() == 2);
    CHECK(findings.counts.at("order.no_date") == 3);
    CHECK(found(catalog, 0).listed.empty());
}

TEST_CASE("Documents that look like one filed twice are found")
{
    SampleCatalog catalog;
    const auto numbered = [](const std::string& number, std::int64_t amount) {
        return [=](RecordMetadata& said) {
            said.number = number;
            said.amount = Amount{amount};
        };
    };
    const auto first = file(catalog, "a", numbered("CG-1", 100));
    file(catalog, "b", numbered("CG-1", 100));
    file(catalog, "c", numbered("CG-1", 200));
    file(catalog, "d", numbered("CG-2", 100));
    CHECK(kinds(catalog) == Lines{"order.same_document 1"});
    CHECK(found(catalog).listed.front().subject == first.text());
}

TEST_CASE("Documents filed twice are found across categories, and however their number is typed")
{
    SampleCatalog catalog;
    must(catalog->add_party(party("甲公司"), stamp()));
    const auto named = [](const std::string& number, const std::string& category) {
        return [=](RecordMetadata& said) {
            said.number = number;
            said.category = category;
            said.party = "甲公司";
        };
    };
    const auto first = file(catalog, "a", named("cg-１", "HT"));
    const auto second = file(catalog, "b", named("CG-1", "FP"));
    file(catalog, "c", named("CG-2", "FP"));
    const auto findings = found(catalog).listed;
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().kind == "order.same_document");
    CHECK(findings.front().what.en == first.text() + " may be one with " + second.text() + " (same number, party and date)");
    must(catalog->edit_record(
        second,
        [] {
            RecordEdit edit;
            edit.date = std::optional(day("2024-12-01"));
            return edit;
        }(),
        stamp()));
    CHECK(found(catalog).listed.front().what.en.ends_with("(same number and party)"));
}

TEST_CASE("Pages that are missing in a folder, or contradict what was counted, are found")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "001"), stamp()));
    const auto paged = [](PageRange range, std::int32_t counted) {
        return [=](RecordMetadata& said) {
            said.folder = "001";
            said.page_range = range;
            said.paper_pages = counted;
        };
    };
    const auto first = file(catalog, "a", paged({1, 5}, 5)), second = file(catalog, "b", paged({6, 8}, 3));
    CHECK(kinds(catalog).empty());
    const auto third = file(catalog, "c", paged({11, 0}, 3));
    CHECK(must(catalog->record(third)).metadata.page_range == PageRange{11, 13});
    catalog.close();
    sql(catalog.path(), "UPDATE record SET page_to = 12 WHERE page_from = 11");
    catalog.open();
    CHECK(kinds(catalog) == Lines{"order.folder_pages 2"});
    const auto findings = found(catalog).listed;
    CHECK(findings[0].what.en == "Folder HT/001: pages 11-12 of " + third.text() + " are 2, but 3 were counted");
    CHECK(findings[1].what.en ==
          "Folder HT/001: between " + second.text() + " and " + third.text() + " the pages 9-10 are missing");
}

TEST_CASE("Where only the page is known on which a paper begins, no page is missing behind it")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "001"), stamp()));
    const auto begins = [](std::int32_t page) {
        return [=](RecordMetadata& said) {
            said.folder = "001";
            said.page_range = {page, 0};
        };
    };
    const auto first = file(catalog, "a", begins(1));
    file(catalog, "b", begins(6));
    CHECK(kinds(catalog).empty());
    const auto third = file(catalog, "c", begins(6));
    CHECK(kinds(catalog) == Lines{"order.folder_pages 1"});
    RecordEdit counted;
    counted.paper_pages = 3;
    must(catalog->edit_record(first, counted, stamp()));
    CHECK(must(catalog->record(first)).metadata.page_range == PageRange{1, 3});
    // Of the others nobody knows how long they are: the folder cannot be closed, and this says why.
    CHECK(kinds(catalog) == Lines{"order.folder_pages 2", "order.pages_unknown 2"});
    const auto findings = found(catalog).listed;
    REQUIRE(findings.size() == 4);
    CHECK(findings[0].what.en.ends_with("the pages 4-5 are missing"));
    CHECK(findings[1].what.en.find("overlap") != std::string::npos);
}

TEST_CASE("One page was written as where it begins before there was another way, and is read so still")
{
    SampleCatalog catalog;
    must(catalog->add_folder(folder("HT", "001"), stamp()));
    const auto code = file(catalog, "a", [](RecordMetadata& said) {
        said.folder = "001";
        said.page_range = {1, 0};
    });
    catalog.close();
    sql(catalog.path(), "UPDATE record SET page_to = 1");
    catalog.open();
    CHECK(must(catalog->record(code)).metadata.page_range == PageRange{1, 0});
    CHECK(check(*catalog).empty());  // it is what the log tells
    RecordEdit edit;
    edit.note = "x";
    must(catalog->edit_record(code, edit, stamp()));
    edit.paper_pages = 1;
    must(catalog->edit_record(code, edit, stamp()));
    CHECK(must(catalog->record(code)).metadata.page_range == PageRange{1, 1});
    CHECK(check(*catalog).empty());
}

TEST_CASE("What a category demands of its records is found missing")
{
    SampleCatalog catalog;
    CategoryEdit demands;
    demands.grade_rules = "A 金额>=1000";
    demands.expects = "验收单;付款凭证";
    must(catalog->edit_category("HT", demands, stamp()));
    CHECK(must(catalog->category("HT")).grade_rules == "A amount>=1000.00");
    const auto record = file(catalog, "contract", [](RecordMetadata& said) { said.amount = Amount{100'000}; });
    must(catalog->attach(record, attachment("x", "附件1-验收单.pdf"), stamp()));
    CHECK(kinds(catalog) == Lines{"order.grade_below_rule 1", "order.paper_absent 1"});
    RecordEdit graded;
    graded.grade = Grade::A;
    must(catalog->edit_record(record, graded, stamp()));
    must(catalog->attach(record, attachment("y", "付款凭证.pdf"), stamp()));
    // A of which nobody knows where it is.
    CHECK(kinds(catalog) == Lines{"order.grade_a_unlocated 1"});
    demands.grade_rules = "A whatever";
    CHECK(refused(catalog->edit_category("HT", demands, stamp())).kind == ErrorKind::usage);
    CHECK(check(*catalog).empty());
}

TEST_CASE("A paper that is expected is one by its title, a tag, a file or a part; a party is known by all its names")
{
    SampleCatalog catalog;
    CategoryEdit demands;
    demands.grade_rules = "A party:华为";
    demands.expects = "验收单;附件";
    must(catalog->edit_category("HT", demands, stamp()));
    Party party;
    party.name = "Huawei Technologies";
    party.aliases = "华为技术";
    must(catalog->add_party(party, stamp()));
    const auto tagged = file(catalog, "contract", [](RecordMetadata& said) {
        said.tags = {"含验收单"};
        said.party = "Huawei Technologies";
    });
    CHECK(kinds(catalog) == Lines{"order.grade_below_rule 1", "order.paper_absent 1"});
    must(catalog->attach(tagged, attachment("x", "scan.pdf"), stamp()));
    CHECK(kinds(catalog) == Lines{"order.grade_below_rule 1"});
    CHECK(check(*catalog).empty());
}

TEST_CASE("Folders that hold too much, or what does not belong together, are found")
{
    SampleCatalog catalog;
    Folder made = folder("HT", "001");
    made.most_pieces = 1;
    made.mixed = true;
    must(catalog->add_folder(made, stamp()));
    const auto in_folder = [](const std::string& date, PageRange pages) {
        return [=](RecordMetadata& said) {
            said.folder = "001";
            said.date = day(date);
            said.page_range = pages;
        };
    };
    file(catalog, "a", in_folder("2024-01-01", {1, 5}));
    file(catalog, "b", in_folder("2023-01-01", {5, 6}));
    CHECK(kinds(catalog) == Lines{"order.folder_overfull 1", "order.folder_pages 1"});
    FolderEdit strict;
    strict.mixed = false;
    must(catalog->edit_folder("HT", "001", strict, stamp()));
    CHECK(kinds(catalog) == Lines{"order.folder_mixed 1", "order.folder_overfull 1", "order.folder_pages 1"});
    CHECK(found(catalog).listed.front().subject == "HT/001");
}

TEST_CASE("Numbers that were lost past Fonds are told among what is out of order")
{
    SampleCatalog catalog;
    catalog.file("a");
    catalog.file("b");
    catalog.close();
    sql(catalog.path(), "UPDATE sequence SET next = 9");
    catalog.open();
    CHECK(kinds(catalog) == Lines{"number.gap 1"});
    CHECK(found(catalog).listed.front().severity == Severity::error);
}
