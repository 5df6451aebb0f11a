// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/worker/office_reader.hpp"
#include "tests/unit/worker/office_zip.hpp"

using namespace fonds;
using test::Members;
using test::zip_of;

namespace {

constexpr auto docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const std::string open_document = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
                                  " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>";
const std::string close_document = "</w:body></w:document>";
const std::string core = "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\" xmlns:dcterms=\"t\"><dc:title>采购合同</dc:title>"
                         "<dc:creator>李娜</dc:creator><cp:lastModifiedBy>王芳</cp:lastModifiedBy>"
                         "<dcterms:created>2024-03-05T01:02:03Z</dcterms:created></cp:coreProperties>";

std::string p(const std::string& text)
{
    return "<w:p><w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
}

Members word(const std::string& body)
{
    return {{"[Content_Types].xml", "<Types/>"},
            {"_rels/.rels", test::package_relationship("officeDocument", "word/document.xml")},
            {"docProps/core.xml", core},
            {"word/document.xml", open_document + body + close_document}};
}

DocumentText read(const Members& members)
{
    return read_office(zip_of(members), docx, {});
}

std::string text_of(const Members& members)
{
    const auto document = read(members);
    REQUIRE(document.state == TextState::done);
    REQUIRE(document.pages.size() == 1);
    return document.pages.front().text;
}

}  // namespace

TEST_CASE("paragraphs of a word document are lines and its properties are known")
{
    const auto document = read(word(p("采购合同") + p("") +
                                    "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>"
                                    "<w:r><w:t>甲</w:t></w:r><w:r><w:tab/><w:t>方</w:t><w:br/><w:t>乙方</w:t></w:r></w:p>"));
    CHECK(document.state == TextState::done);
    CHECK(document.page_count == 1);
    CHECK(document.pages.at(0).text == "采购合同\n甲\t方\n乙方\n");
    using Property = std::pair<std::string, std::string>;
    CHECK(document.properties ==
          std::vector<Property>{{"title", "采购合同"}, {"author", "李娜"}, {"created", "2024-03-05T01:02:03Z"}});
}

TEST_CASE("cells of a word table are parted by tabs and rows by lines")
{
    const auto cell = [](const std::string& inside) { return "<w:tc><w:tcPr/>" + inside + "</w:tc>"; };
    CHECK(text_of(word("<w:tbl><w:tr>" + cell(p("品名")) + cell(p("数量")) + "</w:tr><w:tr>" + cell(p("螺栓") + p("M8")) +
                       cell(p("12")) + "</w:tr></w:tbl>" + p("完"))) == "品名\t数量\n螺栓\nM8\t12\n完\n");
}

TEST_CASE("deleted text, old places of moved text, field codes and fallbacks are not read")
{
    CHECK(
        text_of(word(
            "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>old</w:t></w:r></w:moveFrom>"
            "<w:r><w:instrText>PAGE</w:instrText></w:r><mc:AlternateContent><mc:Choice><w:r><w:t>new</w:t></w:r></mc:Choice>"
            "<mc:Fallback><w:r><w:t>fallback</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>")) == "new\n");
}

TEST_CASE("headers, footers, footnotes and comments follow the body, each header once")
{
    Members members = word(p("正文"));
    const auto rel = [](const char* id, const char* type, const char* target) {
        return std::string("<Relationship Id=\"") + id +
               "\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/" + type + "\" Target=\"" + target +
               "\"/>";
    };
    members.push_back({"word/_rels/document.xml.rels",
                       "<Relationships>" + rel("a", "comments", "comments.xml") + rel("b", "header", "header1.xml") +
                           rel("c", "header", "header2.xml") + rel("d", "footer", "/word/footer1.xml") +
                           rel("e", "footnotes", "../word/footnotes.xml") + "</Relationships>"});
    members.push_back({"word/header1.xml", "<w:hdr xmlns:w=\"w\">" + p("页眉") + "</w:hdr>"});
    members.push_back({"word/header2.xml", "<w:hdr xmlns:w=\"w\">" + p("页眉") + "</w:hdr>"});
    members.push_back({"word/footer1.xml", "<w:ftr xmlns:w=\"w\">" + p("页脚") + "</w:ftr>"});
    members.push_back({"word/footnotes.xml", "<w:footnotes xmlns:w=\"w\">" + p("脚注") + "</w:footnotes>"});
    members.push_back({"word/comments.xml", "<w:comments xmlns:w=\"w\">" + p("批注") + "</w:comments>"});
    CHECK(text_of(members) == "正文\n页眉\n页脚\n脚注\n批注\n");
}

TEST_CASE("a package without relationships, with backslashes and other case is read by its usual names")
{
    CHECK(text_of({{"Word\\Document.xml", open_document + p("旧") + close_document}}) == "旧\n");
}

TEST_CASE("a DOCTYPE in the document is refused")
{
    Members members = word("");
    std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"lollollollol\">";
    for (char c = 'b'; c < 'k'; ++c) {
        bomb += std::string("<!ENTITY ") + c + " \"";
        for (int i = 0; i < 10; ++i) bomb += std::string("&") + static_cast<char>(c - 1) + ";";
        bomb += "\">";
    }
    members[3].second = bomb + "]>" + open_document + p("&j;") + close_document;
    const auto document = read(members);
    CHECK(document.state == TextState::failed);
    CHECK(document.pages.empty());
}

TEST_CASE("an external entity is not read")
{
    Members members = word("");
    members[3].second =
        "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + open_document + p("&x;") + close_document;
    CHECK(read(members).state == TextState::failed);
}

TEST_CASE("a document that breaks off keeps the text before the break")
{
    Members members = word("");
    members[3].second = open_document + p("前半") + "<w:p><w:r><w:t>后";
    const auto document = read(members);
    CHECK(document.state == TextState::partial);
    CHECK(document.note == "part word/document.xml is damaged XML");
    CHECK(document.pages.at(0).text.substr(0, 7) == "前半\n");
}

TEST_CASE("a hundred thousand nested elements are damage, not a crash")
{
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<w:r>";
    const auto document = read(word(p("上") + deep));
    CHECK(document.state == TextState::partial);
    CHECK(document.pages.at(0).text == "上\n");
}

TEST_CASE("text past the limit is cut")
{
    const auto document = read_office(zip_of(word(p(std::string(5000, 'x')))), docx, ReadLimits{10, 100});
    CHECK(document.state == TextState::partial);
    CHECK(document.pages.at(0).text.size() <= 101);
}

TEST_CASE("a run of text longer than any buffer is read whole")
{
    const std::string longer(300'000, 'x');
    CHECK(text_of(word(p(longer))) == longer + "\n");
}
