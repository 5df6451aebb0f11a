// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <catch2/catch.hpp>

#include "indexer/worker/charset.hpp"
#include "indexer/worker/text_reader.hpp"
#include "tests/unit/worker/invoice_xml.hpp"

using namespace fonds;
using namespace std::string_literals;

namespace {

const ReadLimits roomy;

std::string only_page(const DocumentText& document)
{
    REQUIRE(document.pages.size() == 1);
    return document.pages.front().text;
}

std::string charset_of(const DocumentText& document)
{
    for (const auto& [name, value] : document.properties)
        if (name == "charset") return value;
    return {};
}

// 采购合同,甲方应按期付款。
const std::string gbk_contract =
    "\xB2\xC9\xB9\xBA\xBA\xCF\xCD\xAC\xA3\xAC\xBC\xD7\xB7\xBD\xD3\xA6\xB0\xB4\xC6\xDA\xB8\xB6\xBF\xEE\xA1\xA3\r\n";
const std::string contract = "采购合同，甲方应按期付款。\n";

}  // namespace

TEST_CASE("UTF-8 text is read with and without a byte order mark")
{
    CHECK(only_page(read_plain_text("合同 abc\n第二行\n", roomy)) == "合同 abc\n第二行\n");
    CHECK(only_page(read_plain_text("\xEF\xBB\xBF合同\n", roomy)) == "合同\n");
}

TEST_CASE("UTF-16 text is read in either byte order, with and without a mark")
{
    const std::string little = "\x08\x54\x0C\x54\x41\x00\x0A\x00"s;  // 合同A\n
    const std::string big = "\x54\x08\x54\x0C\x00\x41\x00\x0A"s;
    CHECK(only_page(read_plain_text("\xFF\xFE" + little, roomy)) == "合同A\n");
    CHECK(only_page(read_plain_text("\xFE\xFF" + big, roomy)) == "合同A\n");
    CHECK(only_page(read_plain_text(little, roomy)) == "合同A\n");
    CHECK(only_page(read_plain_text(big, roomy)) == "合同A\n");
}

TEST_CASE("GBK text of an office is recognised, short or long")
{
    const auto document = read_plain_text(gbk_contract, roomy);
    CHECK(only_page(document) == contract);
    CHECK(charset_of(document) == "GB18030");
    CHECK(only_page(read_plain_text("\xBA\xCF\xCD\xAC", roomy)) == "合同\n");
    std::string many;
    std::string expected;
    for (int i = 0; i < 3000; ++i) {
        many += gbk_contract;
        expected += contract;
    }
    CHECK(only_page(read_plain_text(many, roomy)) == expected);
}

TEST_CASE("GBK text behind a long ASCII beginning is recognised")
{
    const std::string ascii(200'000, 'x');
    CHECK(only_page(read_plain_text(ascii + "\n" + gbk_contract, roomy)) == ascii + "\n" + contract);
}

TEST_CASE("characters beyond GB2312 and four-byte ones are read as GB18030")
{
    // 朱镕基 (镕 is in GBK only), then 㐀 in four bytes.
    const std::string bytes = gbk_contract + "\xD6\xEC\xE9\x46\xBB\xF9\x81\x39\xEE\x39";
    CHECK(only_page(read_plain_text(bytes, roomy)) == contract + "朱镕基㐀\n");
}

TEST_CASE("Big5 text is recognised")
{
    // 採購合同,甲方應按期付款。
    const std::string bytes =
        "\xB1\xC4\xC1\xCA\xA6\x58\xA6\x50\xA1\x41\xA5\xD2\xA4\xE8\xC0\xB3\xAB\xF6\xB4\xC1\xA5\x49\xB4\xDA\xA1\x43";
    const auto document = read_plain_text(bytes, roomy);
    CHECK(only_page(document) == "採購合同，甲方應按期付款。\n");
    CHECK(charset_of(document) == "Big5");
}

TEST_CASE("Latin-1 text is not taken for Chinese")
{
    const std::string bytes = "Le r\xE9sum\xE9 du contrat a \xE9t\xE9 sign\xE9 \xE0 Gen\xE8ve, apr\xE8s le caf\xE9.\n"
                              "La soci\xE9t\xE9 s'engage \xE0 livrer le mat\xE9riel command\xE9 avant l'\xE9"
                              "ch\xE9"
                              "ance.\n";
    CHECK(only_page(read_plain_text(bytes, roomy)) ==
          "Le résumé du contrat a été signé à Genève, après le café.\n"
          "La société s'engage à livrer le matériel commandé avant l'échéance.\n");
}

TEST_CASE("a damaged byte does not make UTF-8 another encoding")
{
    std::string text;
    for (int i = 0; i < 50; ++i) text += "合同档案管理办法";
    const auto page = only_page(read_plain_text(text + "\xFF" + text, roomy));
    CHECK(page.find("合同档案管理办法\xEF\xBF\xBD") != std::string::npos);
}

TEST_CASE("a declared charset is used when the bytes fit it")
{
    CHECK(decode_text("\xB2\xC9\xB9\xBA", "gb2312", 1000).text == "采购");
    CHECK(decode_text("\x1B$B7@Ls\x1B(B", "iso-2022-jp", 1000).text == "契約");
    CHECK(decode_text("合同", "iso-8859-1", 1000).text == "合同");  // it is UTF-8, whatever is said
    CHECK(decode_text("caf\xE9", "no-such-charset", 1000).text == "café");
    CHECK(decode_text("", "gbk", 1000).text.empty());
}

TEST_CASE("an XML file is read in the encoding it declares")
{
    const std::string bytes = "<?xml version=\"1.0\" encoding=\"Big5\"?>\n<a>\xA6\x58\xA6\x50</a>\n";
    CHECK(only_page(read_plain_text(bytes, roomy)).find("<a>合同</a>") != std::string::npos);
}

TEST_CASE("form feeds part pages and line ends become one kind")
{
    const auto document = read_plain_text("one\r\ntwo\rthree\n\fpage two\n\f", roomy);
    REQUIRE(document.pages.size() == 2);
    CHECK(document.pages[0].text == "one\ntwo\nthree\n");
    CHECK(document.pages[1].text == "page two\n");
    CHECK(document.page_count == 2);
    CHECK(document.state == TextState::done);
}

TEST_CASE("an empty file is one empty page")
{
    const auto document = read_plain_text("", roomy);
    CHECK(only_page(document).empty());
    CHECK(document.state == TextState::done);
}

TEST_CASE("zero bytes and other controls become spaces")
{
    const std::string words = "some words of ordinary length that nobody would take for something else";
    CHECK(only_page(read_plain_text(words + "\0b\x01 c\n"s, roomy)) == words + " b  c\n");
    CHECK(only_page(read_plain_text("合同\0档案"s, roomy)) == "合同 档案\n");
}

TEST_CASE("text past the limit is cut at a character and noted")
{
    const auto document = read_plain_text("合同合同", ReadLimits{10, 7});
    CHECK(only_page(document) == "合同\n");
    CHECK(document.state == TextState::partial);
    CHECK(document.note == "more than 7 bytes of text");
}

TEST_CASE("a file far larger than the limit is not decoded as a whole, and a cut character is not another encoding")
{
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "合同";
    const auto document = read_plain_text(text, ReadLimits{10, 1000});
    CHECK(document.state == TextState::partial);
    CHECK(charset_of(document) == "UTF-8");
    CHECK(only_page(document).size() <= 1001);
}

TEST_CASE("pages past the limit are dropped and counted as far as they were met")
{
    const auto document = read_plain_text("1\f2\f3\f4", ReadLimits{2, 1000});
    CHECK(document.pages.size() == 2);
    CHECK(document.page_count == 3);
    CHECK(document.state == TextState::partial);
}

TEST_CASE("bytes of every value are read without harm")
{
    std::string bytes;
    for (int round = 0; round < 50; ++round)
        for (int byte = 0; byte < 256; ++byte) bytes.push_back(static_cast<char>((byte * 7 + round * 13) % 256));
    for (std::size_t size = 0; size < 600; ++size) {
        const auto document = read_plain_text(std::string_view(bytes).substr(size % 97, size), roomy);
        CHECK(document.pages.size() >= 1);
    }
}

TEST_CASE("an electronic invoice by itself stays searchable text, and tells its data")
{
    const DocumentText document = read_plain_text(fonds::test::digital_invoice(), roomy);
    REQUIRE(document.pages.size() == 1);
    CHECK_THAT(document.pages[0].text, Catch::Contains("福州纸业有限公司"));
    const auto has = [&](const std::string& name, const std::string& value) {
        return std::find(document.properties.begin(), document.properties.end(), std::pair(name, value)) !=
               document.properties.end();
    };
    CHECK(has("invoice.form", "cn-einvoice"));
    CHECK(has("invoice.total", "113.00"));
    CHECK(read_plain_text("<?xml version=\"1.0\"?><note/>", roomy).properties.size() == 1);
}
