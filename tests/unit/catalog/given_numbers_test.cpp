// SPDX-License-Identifier: GPL-3.0-or-later
// Records that bring a number along: assigned elsewhere, or reserved.
#include <catch2/catch.hpp>

#include "schema/core/json.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

NewRecord numbered(const std::string& number, const std::string& title = {})
{
    NewRecord record = contract(title.empty() ? "paper " + number : title, "bytes of " + number);
    record.code = code(number);
    return record;
}

std::string file(SampleCatalog& catalog, const std::string& number)
{
    return must(catalog->file_record(numbered(number), stamp())).code.text();
}

Error refusal(SampleCatalog& catalog, const std::string& number)
{
    auto record = numbered(number);
    record.original.digest = Digest::of("other bytes for " + number);
    const Error asked_before = refused(catalog->check_new(record.metadata, record.code));
    Error problem = refused(catalog->file_record(record, stamp()));
    CHECK(asked_before.kind == problem.kind);
    return problem;
}

}  // namespace

TEST_CASE("A record keeps the number it brings along, and its sequence never assigns it again")
{
    SampleCatalog catalog;
    catalog.file("one");
    CHECK(file(catalog, "J001-HT·2024-D30-0002") == "J001-HT·2024-D30-0002");
    CHECK(catalog.file("three") == "J001-HT·2024-D30-0003");
    CHECK(file(catalog, "j001-ht.2024-d30-0010") == "J001-HT·2024-D30-0010");
    CHECK(catalog.file("eleven") == "J001-HT·2024-D30-0011");
    CHECK(check(*catalog).empty());

    const auto events = must(catalog->events(0, 100));
    const auto given = must(Json::parse(events.at(events.size() - 2).detail));
    CHECK(given.get("code_given").boolean());
    CHECK_FALSE(must(Json::parse(events.back().detail)).has("code_given"));
}

TEST_CASE("Numbers that were leapt over stay open for records that bring them along")
{
    SampleCatalog catalog;
    file(catalog, "J001-HT·2024-D30-0100");
    file(catalog, "J001-HT·2024-D30-0007");
    file(catalog, "J001-HT·2024-D30-0200");
    file(catalog, "J001-HT·2024-D30-0150");
    CHECK(catalog.file("next") == "J001-HT·2024-D30-0201");
    CHECK(check(*catalog).empty());
    CHECK(sql(catalog.path(), "SELECT first, last FROM number_gap") == std::vector<Row>{{"1", "99"}, {"101", "199"}});
}

TEST_CASE("A number in use is refused, however it is written")
{
    SampleCatalog catalog;
    const auto first = catalog.file("first");
    for (const auto* same : {"J001-HT·2024-D30-0001", "J001-HT·2024-D30-1", "J001-HT·2024-D30-00001"}) {
        const auto problem = refusal(catalog, same);
        CHECK(problem.kind == ErrorKind::refused);
        CHECK_FALSE(problem.hint.zh.empty());
    }
    CHECK(catalog.file("second") == "J001-HT·2024-D30-0002");
    CHECK(check(*catalog).empty());
}

TEST_CASE("Old numbers of another shape have sequences of their own")
{
    SampleCatalog catalog;
    CHECK(file(catalog, "旧HT-57") == "旧HT-57");
    CHECK(file(catalog, "旧HT-58") == "旧HT-58");
    CHECK(file(catalog, "甲") == "甲");
    CHECK(file(catalog, "乙") == "乙");
    CHECK(file(catalog, "X-000") == "X-000");
    CHECK(file(catalog, "20240305123456") == "20240305123456");
    CHECK(refusal(catalog, "旧HT-057").kind == ErrorKind::refused);
    CHECK(refusal(catalog, "甲").kind == ErrorKind::refused);
    auto braces = numbered("A-1");
    braces.code = code("A{SEQ}-1");
    CHECK(refused(catalog->file_record(braces, stamp())).kind == ErrorKind::usage);
    CHECK(catalog.file("next") == "J001-HT·2024-D30-0001");
    CHECK(check(*catalog).empty());
    CHECK(sql(catalog.path(), "SELECT scope, next FROM sequence ORDER BY scope") ==
          std::vector<Row>{{"J001-HT·2024-D30-{SEQ}", "2"}, {"{OTHER}", "5"}, {"旧HT-{SEQ}", "59"}});
}

TEST_CASE("A template that comes later goes on behind old numbers of its shape")
{
    SampleCatalog catalog;
    file(catalog, "CG2024-00017");
    CategoryEdit edit;
    edit.code_template = "CG{year}-{seq:5}";
    must(catalog->edit_category("HT", edit, stamp()));
    CHECK(catalog.file("next") == "CG2024-00018");
    CHECK(check(*catalog).empty());
}

TEST_CASE("A number in the middle of a code is found through the category's template")
{
    SampleCatalog catalog;
    CategoryEdit edit;
    edit.code_template = "{seq:3}-{category}-{year}";
    must(catalog->edit_category("HT", edit, stamp()));
    file(catalog, "004-HT-2024");
    CHECK(catalog.file("next") == "005-HT-2024");
    CHECK(check(*catalog).empty());
}

TEST_CASE("A template that needs a folder does not mind a number that came without one")
{
    SampleCatalog catalog;
    CategoryEdit edit;
    edit.code_template = "{category}-{folder}-{seq:3}";
    must(catalog->edit_category("HT", edit, stamp()));
    file(catalog, "HT-甲-003");
    must(catalog->add_folder(folder("HT", "甲"), stamp()));
    auto next = contract("next", "next");
    next.metadata.folder = "甲";
    CHECK(must(catalog->file_record(next, stamp())).code.text() == "HT-甲-004");
    CHECK(check(*catalog).empty());
}

TEST_CASE("A refused number leaves no trace, and a number nobody accounts for is found")
{
    SampleCatalog catalog;
    file(catalog, "J001-HT·2024-D30-0005");
    const auto before = must(catalog->tallies()).events;
    refusal(catalog, "J001-HT·2024-D30-0005");
    CHECK(must(catalog->tallies()).events == before);
    CHECK(check(*catalog).empty());
    sql(catalog.path(), "DROP TRIGGER sequence_never_goes_back; UPDATE sequence SET next = 9");
    CHECK(check(*catalog, Depth::quick) ==
          std::vector<std::string>{"catalog.damaged trigger sequence_never_goes_back", "number.gap J001-HT·2024-D30-{SEQ}"});
}
