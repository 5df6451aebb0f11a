// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/pdf/page_drawing.hpp"
#include "tests/cli/json_answer.hpp"
#include "tests/support/small_pdf.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// What stands before each form feed.
std::vector<std::string> pages_of(const std::string& text)
{
    std::vector<std::string> pages;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find('\f', at);
        REQUIRE(end != std::string::npos);
        pages.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return pages;
}

}  // namespace

TEST_CASE("text prints the pages of a record, each ended by a form feed")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.pdf", small_pdf({"Payment terms", "Signed in Shanghai"}));
    const auto text = archive.fonds({"text", code});
    CHECK(text.exit_code == 0);
    const auto pages = pages_of(text.out);
    REQUIRE(pages.size() == 2);
    CHECK(pages[0].starts_with("Payment terms\n"));
    CHECK(pages[1].starts_with("Signed in Shanghai\n"));
    const auto second = archive.fonds({"text", code, "--page", "2"});
    CHECK(second.out == pages[1]);
    const auto missing = archive.fonds({"text", code, "--page", "3"});
    CHECK(missing.exit_code == 4);
    CHECK(contains(missing.err, "2"));
    CHECK(archive.fonds({"text", code, "--page", "0"}).exit_code == 2);
    CHECK(archive.fonds({"text", "J001-QT·1999-D10-0001"}).exit_code == 4);
}

TEST_CASE("text of a file needs no archive")
{
    const TemporaryDirectory place;
    write_file(place / "合同.txt", "甲方:华为\n乙方:示范\n");
    write_file(place / "a.pdf", small_pdf({"Latin"}));
    CHECK(test::fonds({"text", "合同.txt"}, working_in(place.path())).out == "甲方:华为\n乙方:示范\n\f");
    CHECK(test::fonds({"text", place / "a.pdf"}).out.starts_with("Latin\n"));
    CHECK(test::fonds({"text", "./nowhere.pdf"}, working_in(place.path())).exit_code == 4);
    CHECK(test::fonds({"text", "nowhere"}, working_in(place.path())).exit_code == 4);
    CHECK(test::fonds({"text", place.path()}).exit_code == 1);
}

TEST_CASE("text in GBK comes out as UTF-8")
{
    const TemporaryDirectory place;
    write_file(place / "gbk.txt", "\xba\xcf\xcd\xac\xb1\xe0\xba\xc5\xa3\xba"
                                  "2024-018\n\xbc\xd7\xb7\xbd\xa3\xba\xbb\xaa\xce\xaa\n");
    CHECK(test::fonds({"text", place / "gbk.txt"}).out == "合同编号：2024-018\n甲方：华为\n\f");
}

TEST_CASE("Chinese text of a drawn PDF comes back page by page")
{
    const ArchiveFixture archive;
    DocumentInfo info;
    info.title = "采购合同";
    info.numbers = PageNumbers::none;
    PageDrawing drawing(info);
    drawing.title("采购合同").paragraph("甲方应于收货后三十日内付款。");
    const Block page_break(std::in_place_type<PageBreak>);
    drawing.add(page_break).paragraph("违约金为合同总额的百分之五。");
    const auto pdf = drawing.pdf();
    REQUIRE(pdf.ok());
    const auto code = archive.file("合同.pdf", *pdf);
    CHECK(contains(archive.fonds({"text", code, "--page", "1"}).out, "三十日内付款"));
    CHECK(contains(archive.fonds({"text", code, "--page", "2"}).out, "违约金"));
    const Json found = answer(archive, {"search", "--json", "违约金"});
    REQUIRE(found.get("total").number() == 1);
    CHECK(found.get("hits").at(0).get("pages").at(0).number() == 2);
    CHECK(contains(found.get("hits").at(0).get("snippet").text(), "<mark>违约金</mark>"));
}

TEST_CASE("text as JSON has the state, the pages and, when asked, the place of every word")
{
    const ArchiveFixture archive;
    const auto path = archive.write("a.pdf", small_pdf({"Invoice total", "Second"}));
    const Json text = parse_json(test::fonds({"text", "--json", "--words", path}).out);
    CHECK(text.keys() == std::vector<std::string>{"state", "note", "page_count", "properties", "pages"});
    CHECK(text.get("state").text() == "done");
    CHECK(text.get("page_count").number() == 2);
    const Json page = text.get("pages").at(0);
    CHECK(page.get("page").number() == 1);
    CHECK(page.get("text").text().starts_with("Invoice total"));
    CHECK(texts_of(page.get("words"), "text") == std::vector<std::string>{"Invoice", "total"});

    const auto code = archive.file("a.pdf", small_pdf({"Invoice total", "Second"}));
    const Json second = answer(archive, {"text", "--json", "--page", "2", code}).get("pages");
    REQUIRE(second.size() == 1);
    CHECK(second.at(0).get("page").number() == 2);
    CHECK_FALSE(second.at(0).has("words"));
}

TEST_CASE("a file without text, and one that cannot be read, end with 1 and say why")
{
    const TemporaryDirectory place;
    write_file(place / "a.bin", std::string("\x00\x01\x02\x03", 4));
    write_file(place / "a.pdf", "%PDF-1.7\nnothing more");
    const auto none = test::fonds({"text", place / "a.bin"}), broken = test::fonds({"text", place / "a.pdf"});
    CHECK(none.exit_code == 1);
    CHECK(contains(none.err, "no text"));
    CHECK(broken.exit_code == 1);
    CHECK(contains(broken.err, "cannot be read"));
}

TEST_CASE("the text of attachments is asked for by their number")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "原件");
    REQUIRE(archive.fonds({"attach", code, archive.write("b.txt", "附件")}).exit_code == 0);
    CHECK(archive.fonds({"text", code, "--component", "1"}).out == "附件\n\f");
    CHECK(archive.fonds({"text", code, "--component", "2"}).exit_code == 4);
}
