// SPDX-License-Identifier: GPL-3.0-or-later
// Lists in workbooks are lists like others, once the worker has read them.
#include <unistd.h>

#include <catch2/catch.hpp>

#include "archive/archive.hpp"
#include "archive/list_source.hpp"
#include "archive/manifest.hpp"
#include "archive/sheet/sheet_writer.hpp"
#include "tests/support/place.hpp"

using namespace fonds;

namespace {

Environment environment()
{
    Environment made;
    made.extract_program = test::programs() + "/fonds-extract";
    return made;
}

SheetCell cell(std::string text)
{
    return {SheetCell::Kind::text, std::move(text)};
}

std::string workbook(const std::vector<SheetRow>& rows)
{
    const auto file = write_workbook("清单", [&](const SheetRowReceiver& receive) -> Result<void> {
        for (const auto& row : rows) TRY(receive(row));
        return {};
    });
    REQUIRE(file.ok());
    std::string bytes;
    char buffer[4096];
    for (ssize_t size = 0; (size = ::read(file->get(), buffer, sizeof buffer)) > 0;)
        bytes.append(buffer, static_cast<std::size_t>(size));
    return bytes;
}

}  // namespace

TEST_CASE("a manifest in a workbook is read with the rows' own numbers")
{
    const std::string bytes =
        workbook({{cell("文件"), cell("题名"), cell("日期"), cell("金额(万元)"), cell("备注")},
                  {cell("a.pdf"), cell("=1+1"), date_cell("2024-03-05"), number_cell("12.50"), cell("一\n二")},
                  {},
                  {cell("b.pdf"), cell("'x"), cell("45356"), {}, cell("a,\"b\";c")}});
    const auto text = list_text_of(bytes, environment());
    REQUIRE(text.ok());
    const auto rows = parse_manifest(*text, "in", {}, false);
    REQUIRE(rows.ok());
    REQUIRE(rows->size() == 2);
    const auto& first = rows->at(0).item.metadata;
    CHECK(first.title == "=1+1");
    CHECK(first.date->text() == "2024-03-05");
    CHECK(first.amount == Amount{12'500'000});
    CHECK(first.note == "一\r二");  // the catalog makes a line end of it
    CHECK(rows->at(1).line == 4);
    CHECK(rows->at(1).item.metadata.title == "'x");
    CHECK(rows->at(1).item.metadata.date->text() == "2024-03-05");
    CHECK(rows->at(1).item.metadata.note == "a,\"b\";c");
}

TEST_CASE("the mark that keeps a cell of CSV from being a formula is taken off when the list comes as a workbook, too")
{
    const std::string bytes = workbook({{cell("文件"), cell("题名")}, {cell("a.pdf"), number_cell("'=1+1")}});
    const auto rows = parse_manifest(*list_text_of(bytes, environment()), "in", {}, false);
    REQUIRE(rows.ok());
    CHECK(rows->at(0).item.metadata.title == "=1+1");  // written as text, as a spreadsheet does with what it cannot reckon
}

TEST_CASE("text is a list as it is, and what is no list of today is refused with advice")
{
    CHECK(*list_text_of("path\na.pdf\n", environment()) == "path\na.pdf\n");
    CHECK(list_text_of("", environment())->empty());
    std::string cut = workbook({{cell("path")}, {cell("a.pdf")}});
    cut.resize(cut.size() / 2);
    for (const std::string& bytes : {std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), std::string("PK\x03\x04"), cut}) {
        const auto refused = list_text_of(bytes, environment());
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().kind == ErrorKind::bad_input);
        CHECK(refused.error().hint.en.find(".xlsx") != std::string::npos);
    }
}
