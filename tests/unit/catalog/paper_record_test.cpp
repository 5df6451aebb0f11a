// SPDX-License-Identifier: GPL-3.0-or-later
// Records of paper alone: no file has come yet.
#include <catch2/catch.hpp>

#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

NewRecord on_paper(const std::string& title)
{
    NewRecord record = contract(title, title);
    record.original = {};
    record.paper_alone = true;
    return record;
}

}  // namespace

TEST_CASE("a record of paper alone has a number and no components, and the checks agree")
{
    SampleCatalog catalog;
    const auto first = must(catalog->file_record(on_paper("旧合同"), stamp()));
    CHECK(first.code.text() == "J001-HT·2024-D30-0001");
    CHECK(must(catalog->record(first.code)).components.empty());
    CHECK(must(catalog->file_record(on_paper("旧合同"), stamp())).code.text() == "J001-HT·2024-D30-0002");
    CHECK(must(catalog->tallies()).components == 0);
    CHECK(must(catalog->tallies()).objects == 0);
    CHECK(check(*catalog, Depth::full).empty());
    CHECK(must(catalog->newest_event())->detail.find("digest") == std::string::npos);
}

TEST_CASE("its first file becomes its original, the next are attachments")
{
    SampleCatalog catalog;
    const auto filed = must(catalog->file_record(on_paper("旧合同"), stamp()));
    must(catalog->attach(filed.code, attachment("scan", "扫描.pdf"), stamp()));
    must(catalog->attach(filed.code, attachment("annex", "附件.pdf"), stamp()));
    const Record record = must(catalog->record(filed.code));
    REQUIRE(record.components.size() == 2);
    CHECK(record.components[0].role == ComponentRole::original);
    CHECK(record.components[0].file_name == "扫描.pdf");
    CHECK(record.components[1].role == ComponentRole::attachment);
    CHECK(must(catalog->history(filed.code)).front().field == "original");
    CHECK(check(*catalog, Depth::full).empty());
    // Its bytes are filed now.
    CHECK(catalog->file_record(contract("again", "scan"), stamp()).error().kind == ErrorKind::duplicate);
}

TEST_CASE("a record filed with bytes that lost them is told")
{
    SampleCatalog catalog;
    must(catalog->file_record(contract("with bytes", "x"), stamp()));
    must(catalog->file_record(on_paper("paper"), stamp()));
    catalog.close();
    sql(catalog.path(), "DELETE FROM component");
    catalog.open(Access::read);
    const auto lines = check(*catalog, Depth::quick);
    CHECK(std::count_if(lines.begin(), lines.end(),
                        [](const auto& line) { return line.starts_with("record.without_original"); }) == 1);
}
