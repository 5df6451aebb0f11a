// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/extract/table_text.hpp"
#include "indexer/worker/table_reader.hpp"
#include "tests/unit/worker/office_zip.hpp"

using namespace fonds;
using test::Members;
using test::zip_of;

namespace {

std::string relation(const std::string& id, const std::string& type, const std::string& target)
{
    return "<Relationship Id=\"" + id + "\" Type=\"http://x/relationships/" + type + "\" Target=\"" + target + "\"/>";
}

Members workbook(const std::string& rows, const std::string& settings = "")
{
    return {{"_rels/.rels", test::package_relationship("officeDocument", "xl/workbook.xml")},
            {"xl/workbook.xml", "<workbook xmlns:r=\"r\">" + settings +
                                    "<sheets><sheet name=\"旧\" r:id=\"rA\" state=\"hidden\"/>"
                                    "<sheet name=\"清单\" r:id=\"rB\"/></sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels", "<Relationships>" + relation("rA", "worksheet", "worksheets/sheet1.xml") +
                                               relation("rB", "worksheet", "worksheets/sheet2.xml") +
                                               relation("rC", "sharedStrings", "sharedStrings.xml") +
                                               relation("rD", "styles", "styles.xml") + "</Relationships>"},
            {"xl/sharedStrings.xml", "<sst><si><t>题名</t></si><si><r><t>合</t></r><r><t>同_x000D_\n二</t></r></si></sst>"},
            {"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
            {"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c><v>666</v></c></row></sheetData></worksheet>"},
            {"xl/worksheets/sheet2.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
}

std::string pages_of(const std::string& bytes)
{
    const DocumentText text = read_table(bytes, {});
    if (text.state != TextState::done) return std::string(name_of(text.state)) + ": " + text.note;
    std::string all;
    for (const auto& page : text.pages) all += page.text;
    return all;
}

std::string read(const std::string& rows, const std::string& settings = "")
{
    return pages_of(zip_of(workbook(rows, settings)));
}

}  // namespace

TEST_CASE("the rows of the first sheet in view come typed, with their numbers and columns")
{
    CHECK(read("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>=1+1</t></is></c></row>"
               "<row r=\"2\"/><row r=\"4\"><c r=\"B4\" t=\"s\"><v>1</v></c><c r=\"C4\" s=\"1\"><v>45356</v></c>"
               "<c r=\"D4\"><v>1234.5699999999999</v></c><c r=\"E4\" t=\"b\"><v>1</v></c></row>") ==
          "1\ts题名\t\ts=1+1\n4\t\ts合同\\n二\td2024-03-05\tn1234.57\tsTRUE\n");
    CHECK(read("<row><c><v>7</v></c></row><row><c><v>8</v></c></row>") == "1\tn7\n2\tn8\n");
}

TEST_CASE("numbers have no exponent, and whole ones keep their digits")
{
    CHECK(read("<row><c><v>1.2E+07</v></c><c><v>1E-3</v></c><c><v>31010119800101123</v></c><c><v>-0.1</v></c></row>") ==
          "1\tn12000000\tn0.001\tn31010119800101123\tn-0.1\n");
    CHECK(read("<row><c><f>A1+1</f><v>3</v></c></row>") == "1\tn3\n");
}

TEST_CASE("days count from 1904 where the workbook says so")
{
    CHECK(read("<row><c s=\"1\"><v>43894</v></c></row>", "<workbookPr date1904=\"1\"/>") == "1\td2024-03-05\n");
}

TEST_CASE("half a list is no list: anything damaged refuses the whole")
{
    CHECK(read("<row><c><v>1</v></c></row><row><c>").starts_with("failed: part"));
    CHECK(read("<row r=\"5\"><c><v>1</v></c></row><row r=\"5\"><c><v>1</v></c></row>").starts_with("failed: its rows"));
    CHECK(read("<row r=\"1048577\"><c><v>1</v></c></row>").starts_with("failed"));
    CHECK(read("<row><c r=\"ZZZ1\"><v>1</v></c></row>").starts_with("failed: more than 1000 columns"));
    CHECK(pages_of("PK\x03\x04 nonsense").starts_with("failed"));
    CHECK(pages_of("").starts_with("failed"));
    auto members = workbook("<row><c><v>1</v></c></row>");
    members.pop_back();
    CHECK(pages_of(zip_of(members)).starts_with("failed"));
    members = workbook("<row><c t=\"s\"><v>0</v></c></row>");
    members[3].second = "<!DOCTYPE x [<!ENTITY a \"b\">]><sst><si><t>&a;</t></si></sst>";
    CHECK(pages_of(zip_of(members)).starts_with("failed"));
}

TEST_CASE("a workbook that unpacks to far more than it is becomes no list")
{
    const std::string blanks(40U << 20, ' ');
    CHECK(read("<row><c><v>1</v></c></row>" + blanks).starts_with("failed"));
}

TEST_CASE("what is no workbook of today is told apart: Excel 97, OpenDocument, a password")
{
    CHECK(pages_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest").starts_with("none: a workbook of Excel 97"));
    CHECK(pages_of(zip_of({{"content.xml", "<x/>"}})).starts_with("none: an OpenDocument"));
    CHECK(pages_of(zip_of(workbook("<row/>"), test::Packing::encrypted)).starts_with("encrypted"));
}
