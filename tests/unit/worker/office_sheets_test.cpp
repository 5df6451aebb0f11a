// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/worker/office_reader.hpp"
#include "tests/unit/worker/office_zip.hpp"

using namespace fonds;
using test::Members;
using test::zip_of;

namespace {

constexpr auto xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr auto pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

std::string relation(const std::string& id, const std::string& type, const std::string& target)
{
    return "<Relationship Id=\"" + id + "\" Type=\"http://x/relationships/" + type + "\" Target=\"" + target + "\"/>";
}

std::string row(const std::string& cells)
{
    return "<row>" + cells + "</row>";
}

// Two sheets; the second in the workbook's order is sheet1.xml.
Members workbook(const std::string& cells, const std::string& settings = "")
{
    return {{"_rels/.rels", test::package_relationship("officeDocument", "xl/workbook.xml")},
            {"xl/workbook.xml", "<workbook xmlns:r=\"r\">" + settings +
                                    "<sheets><sheet name=\"汇总\" sheetId=\"2\" r:id=\"rB\"/>"
                                    "<sheet name=\"明细\" sheetId=\"1\" r:id=\"rA\" state=\"hidden\"/></sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels", "<Relationships>" + relation("rA", "worksheet", "worksheets/sheet1.xml") +
                                               relation("rB", "worksheet", "/xl/worksheets/sheet2.xml") +
                                               relation("rC", "sharedStrings", "sharedStrings.xml") +
                                               relation("rD", "styles", "styles.xml") + "</Relationships>"},
            {"xl/sharedStrings.xml",
             "<sst><si><t>品名</t></si><si><r><t>螺</t></r><r><t>栓</t></r><rPh><t>luoshuan</t></rPh></si></sst>"},
            {"xl/styles.xml",
             "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/>"
             "<numFmt numFmtId=\"165\" formatCode=\"[Red]0.00&quot;days&quot;\"/>"
             "<numFmt numFmtId=\"166\" formatCode=\"General\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"
             "</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
             "<xf numFmtId=\"165\"/><xf numFmtId=\"166\"/></cellXfs></styleSheet>"},
            {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + row(cells) + "</sheetData></worksheet>"},
            {"xl/worksheets/sheet2.xml", "<worksheet><sheetData>" + row("<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>") +
                                             row("<c><f>1+1</f><v>2</v></c>") + "</sheetData></worksheet>"}};
}

std::string cells_as_read(const std::string& cells, const std::string& settings = "")
{
    const auto document = read_office(zip_of(workbook(cells, settings)), xlsx, {});
    REQUIRE(document.pages.size() == 2);
    const std::string& text = document.pages[1].text;
    REQUIRE(text.starts_with("明细\n"));
    return text.substr(std::string("明细\n").size());
}

}  // namespace

TEST_CASE("a workbook is one page a sheet, in its own order, names first")
{
    const auto document = read_office(zip_of(workbook("<c><v>1</v></c>")), xlsx, {});
    CHECK(document.state == TextState::done);
    CHECK(document.page_count == 2);
    REQUIRE(document.pages.size() == 2);
    CHECK(document.pages[0].text == "汇总\n品名\t螺栓\n2\n");
    CHECK(document.pages[1].text == "明细\n1\n");
}

TEST_CASE("cells of every type are read")
{
    CHECK(
        cells_as_read(
            "<c t=\"inlineStr\"><is><t>行内</t></is></c><c t=\"str\"><f>A1</f><v>公式</v></c><c t=\"b\"><v>1</v></c>"
            "<c t=\"b\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c><c/><c t=\"s\"><v>99</v></c><c><v>0.10000000000000001</v></c>"
            "<c><v>12345.670000000002</v></c><c><v>31010119800101123</v></c><c><v>x</v></c>") ==
        "行内\t公式\tTRUE\tFALSE\t#N/A\t0.1\t12345.67\t3.10101198001011e+16\tx\n");
}

TEST_CASE("numbers whose style is a date are shown as dates")
{
    CHECK(cells_as_read(
              "<c s=\"1\"><v>45356</v></c><c s=\"2\"><v>45356.5</v></c><c s=\"1\"><v>0.25</v></c><c s=\"0\"><v>45356</v></c>"
              "<c s=\"3\"><v>5</v></c><c s=\"4\"><v>6</v></c><c s=\"99\"><v>7</v></c><c s=\"1\"><v>-3</v></c>"
              "<c s=\"1\"><v>1</v></c><c s=\"1\"><v>61</v></c><c s=\"1\"><v>1e300</v></c>") ==
          "2024-03-05\t2024-03-05 12:00:00\t06:00:00\t45356\t5\t6\t7\t-3\t1900-01-01\t1900-03-01\t1e300\n");
    CHECK(cells_as_read("<c s=\"1\"><v>43894</v></c>", "<workbookPr date1904=\"1\"/>") == "2024-03-05\n");
}

TEST_CASE("a sheet that is missing leaves the others")
{
    Members members = workbook("<c><v>1</v></c>");
    members.pop_back();
    const auto document = read_office(zip_of(members), xlsx, {});
    CHECK(document.state == TextState::partial);
    CHECK(document.pages.at(1).text == "明细\n1\n");
}

TEST_CASE("a sheet of twenty megabytes is read")
{
    std::string cells;
    for (int i = 0; i < 700'000; ++i) cells += "<c r=\"A1\"><v>" + std::to_string(1'000'000 + i) + "</v></c>";
    CHECK(cells_as_read(cells).size() == 700'000 * 8);
}

TEST_CASE("sheets past the limit of pages are dropped")
{
    const auto document = read_office(zip_of(workbook("<c><v>1</v></c>")), xlsx, ReadLimits{1, 10'000});
    CHECK(document.state == TextState::partial);
    CHECK(document.pages.size() == 1);
    CHECK(document.page_count == 2);
}

TEST_CASE("a presentation is one page a slide in its own order, with notes")
{
    const auto slide = [](const std::string& text) {
        return "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><a:p><a:r><a:t>" + text +
               "</a:t></a:r><a:br/><a:r><a:t>副题</a:t></a:r></a:p><a:tbl><a:tr>"
               "<a:tc><a:p><a:r><a:t>甲</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r><a:t>乙</a:t></a:r></a:p></a:tc></a:tr></"
               "a:tbl>"
               "<a:p><a:fld type=\"slidenum\"><a:t>7</a:t></a:fld></a:p></p:sld>";
    };
    const Members members = {
        {"_rels/.rels", test::package_relationship("officeDocument", "ppt/presentation.xml")},
        {"ppt/presentation.xml",
         "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst><p:sldId id=\"256\" r:id=\"r2\"/>"
         "<p:sldId id=\"257\" r:id=\"r1\"/><p:sldId id=\"258\" r:id=\"r9\"/></p:sldIdLst></p:presentation>"},
        {"ppt/_rels/presentation.xml.rels", "<Relationships>" + relation("r1", "slide", "slides/slide1.xml") +
                                                relation("r2", "slide", "slides/slide2.xml") + "</Relationships>"},
        {"ppt/slides/slide1.xml", slide("第二页")},
        {"ppt/slides/slide2.xml", slide("第一页")},
        {"ppt/slides/_rels/slide2.xml.rels",
         "<Relationships>" + relation("n", "notesSlide", "../notesSlides/notes1.xml") + "</Relationships>"},
        {"ppt/notesSlides/notes1.xml",
         "<p:notes xmlns:p=\"p\" xmlns:a=\"a\"><a:p><a:r><a:t>备注</a:t></a:r></a:p></p:notes>"}};
    const auto document = read_office(zip_of(members), pptx, {});
    REQUIRE(document.pages.size() == 3);
    CHECK(document.pages[0].text == "第一页\n副题\n甲\t乙\n备注\n");
    CHECK(document.pages[1].text == "第二页\n副题\n甲\t乙\n");
    CHECK(document.state == TextState::partial);  // the third slide is not there
    CHECK(document.note == "a slide is missing");
}
