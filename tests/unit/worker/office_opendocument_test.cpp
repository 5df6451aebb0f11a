// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/worker/office_reader.hpp"
#include "tests/unit/worker/office_zip.hpp"

using namespace fonds;
using test::Members;
using test::zip_of;

namespace {

constexpr auto odt = "application/vnd.oasis.opendocument.text";

Members open_document(const std::string& body)
{
    return {
        {"mimetype", odt},
        {"META-INF/manifest.xml", "<manifest/>"},
        {"meta.xml", "<office:document-meta xmlns:office=\"o\" xmlns:dc=\"d\" "
                     "xmlns:meta=\"m\"><office:meta><dc:title>会议纪要</dc:title>"
                     "<dc:creator>末编</dc:creator><meta:initial-creator>首编</meta:initial-creator>"
                     "<meta:creation-date>2023-06-01T08:00:00</meta:creation-date></office:meta></office:document-meta>"},
        {"content.xml", "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"tb\" xmlns:draw=\"dr\""
                        " xmlns:dc=\"d\"><office:body>" +
                            body + "</office:body></office:document-content>"}};
}

DocumentText read(const Members& members)
{
    return read_office(zip_of(members), odt, {});
}

}  // namespace

TEST_CASE("an OpenDocument text is read with its properties, notes behind")
{
    Members members = open_document("<office:text><text:tracked-changes><text:p>删去</text:p></"
                                    "text:tracked-changes><text:h>标题</text:h>\n  <text:p>甲<text:s text:c=\"2\"/>乙"
                                    "<text:tab/>丙<text:line-break/>丁<text:note><text:note-citation>1</"
                                    "text:note-citation><text:note-body><text:p>脚注</text:p></text:note-body>"
                                    "</text:note>戊</text:p><table:table><table:table-row><table:table-cell><text:p>一</"
                                    "text:p></table:table-cell><table:table-cell>"
                                    "<text:p>二</text:p></table:table-cell></table:table-row></table:table></office:text>");
    members.push_back(
        {"styles.xml", "<s xmlns:style=\"s\" xmlns:text=\"t\"><style:header><text:p>页眉</text:p></style:header></s>"});
    const auto document = read(members);
    CHECK(document.state == TextState::done);
    REQUIRE(document.pages.size() == 1);
    CHECK(document.pages[0].text == "标题\n甲  乙\t丙\n丁戊\n一\t二\n脚注\n页眉\n");
    using Property = std::pair<std::string, std::string>;
    CHECK(document.properties ==
          std::vector<Property>{{"title", "会议纪要"}, {"author", "首编"}, {"created", "2023-06-01T08:00:00"}});
}

TEST_CASE("an OpenDocument spreadsheet is one page a sheet")
{
    const auto document = read(open_document(
        "<office:spreadsheet><table:table table:name=\"表一\"><table:table-row><table:table-cell><text:p>1</text:p>"
        "</table:table-cell><table:table-cell/><table:table-cell><text:p>2024-03-05</text:p></table:table-cell>"
        "</table:table-row></table:table><table:table table:name=\"表二\"/></office:spreadsheet>"));
    REQUIRE(document.pages.size() == 2);
    CHECK(document.pages[0].text == "表一\n1\t2024-03-05\n");
    CHECK(document.pages[1].text == "表二\n");
}

TEST_CASE("an OpenDocument presentation is one page a slide")
{
    const auto document = read(open_document(
        "<office:presentation><draw:page><text:p>一</text:p></draw:page><draw:page><text:p>二</text:p></draw:page>"
        "</office:presentation>"));
    REQUIRE(document.pages.size() == 2);
    CHECK(document.pages[0].text == "一\n");
    CHECK(document.pages[1].text == "二\n");
}

TEST_CASE("an OpenDocument file with a password is encrypted")
{
    Members members = open_document("");
    members[1].second = "<m:manifest xmlns:m=\"m\"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>";
    CHECK(read(members).state == TextState::encrypted);
}

TEST_CASE("an Office file with a password is encrypted, an old one has no text for us")
{
    std::string container = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(1000, '\0');
    CHECK(read_office(container, odt, {}).state == TextState::none);
    for (const char c : std::string("EncryptedPackage")) container.append({c, '\0'});
    CHECK(read_office(container, odt, {}).state == TextState::encrypted);
}

TEST_CASE("a zip whose members are encrypted is encrypted")
{
    CHECK(read_office(zip_of(open_document("<x/>"), test::Packing::encrypted), odt, {}).state == TextState::encrypted);
}

TEST_CASE("what is no zip, and a zip that is no document, fails with a note")
{
    for (const std::string& bytes :
         {std::string(), std::string("PK\3\4"), std::string(5000, 'x'), zip_of({{"a.txt", "a"}})}) {
        const auto document = read_office(bytes, odt, {});
        CHECK(document.state == TextState::failed);
        CHECK_FALSE(document.note.empty());
    }
}

TEST_CASE("a zip that was cut off anywhere fails")
{
    const std::string whole = zip_of(open_document("<office:text><text:p>x</text:p></office:text>"));
    for (std::size_t size = 0; size < whole.size(); size += 7)
        CHECK(read_office(std::string_view(whole).substr(0, size), odt, {}).state == TextState::failed);
}

TEST_CASE("no flipped byte of a package does harm")
{
    const std::string whole = zip_of(open_document("<office:text><text:p>x</text:p></office:text>"));
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
        const auto document = read_office(bytes, odt, {});
        CHECK((document.state == TextState::failed || document.page_count >= 1 || document.state == TextState::encrypted));
    }
}

TEST_CASE("a member that unpacks to far more than it weighs is a bomb")
{
    const std::string bomb(70 << 20, ' ');
    const auto document = read_office(zip_of({{"META-INF/manifest.xml", "<m/>"}, {"content.xml", bomb}}), odt, {});
    CHECK(document.state == TextState::failed);
    CHECK(document.note == "member content.xml unpacks to more than is reasonable");
}

TEST_CASE("a bomb beside the text costs only its own part")
{
    Members members = open_document("<office:text><text:p>正文</text:p></office:text>");
    members.push_back({"styles.xml", std::string(70 << 20, ' ')});
    const auto document = read(members);
    CHECK(document.state == TextState::partial);
    CHECK(document.pages.at(0).text == "正文\n");
}

TEST_CASE("a member that lies about its size is damaged")
{
    std::string bytes =
        zip_of({{"META-INF/manifest.xml", "<m/>"}, {"content.xml", "<a>" + std::string(3'000'000, 'x') + "</a>"}});
    // The sizes stand at offset 24 of each entry of the central directory.
    for (auto at = bytes.find("PK\1\2"); at != std::string::npos; at = bytes.find("PK\1\2", at + 4)) {
        if (bytes.substr(at + 46, 11) != "content.xml") continue;
        bytes[at + 24] = 10;
        bytes[at + 25] = bytes[at + 26] = bytes[at + 27] = 0;
    }
    CHECK(read_office(bytes, odt, {}).state == TextState::failed);
}

TEST_CASE("a package of too many members is refused")
{
    Members members = open_document("<office:text/>");
    for (int i = 0; i < 10'001; ++i) members.push_back({"m" + std::to_string(i), ""});
    const auto document = read(members);
    CHECK(document.state == TextState::failed);
    CHECK(document.note == "the package has 10005 members");
}
