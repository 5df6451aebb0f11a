// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>

#include <catch2/catch.hpp>

#include "indexer/worker/ofd_reader.hpp"
#include "tests/unit/worker/invoice_xml.hpp"
#include "tests/unit/worker/office_zip.hpp"

namespace fonds {
namespace {

using namespace fonds::test;

std::string ofd(const std::string& element, const std::string& content)
{
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ofd:" + element + " xmlns:ofd=\"http://www.ofdspec.org/2016\">" +
           content + "</ofd:" + element + ">";
}

std::string text_object(const std::string& id, const std::string& boundary, const std::string& text,
                        const std::string& steps)
{
    return "<ofd:TextObject ID=\"" + id + "\" Boundary=\"" + boundary + "\" Size=\"4\"><ofd:TextCode X=\"0\" Y=\"4\" " +
           steps + ">" + text + "</ofd:TextCode></ofd:TextObject>";
}

/// A page of 210 × 140 mm with a form below it; tests put other members in place of these.
std::map<std::string, std::string> parts()
{
    return {{"OFD.xml", ofd("OFD", "<ofd:DocBody><ofd:DocInfo><ofd:Title>发票</ofd:Title><ofd:CustomDatas>"
                                   "<ofd:CustomData Name=\"发票号码\">12345678</ofd:CustomData>"
                                   "<ofd:CustomData Name=\"开票日期\">2020年06月08日</ofd:CustomData>"
                                   "<ofd:CustomData Name=\"合计金额\">100.00</ofd:CustomData>"
                                   "<ofd:CustomData Name=\"合计税额\">13.00</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>"
                                   "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>")},
            {"Doc_0/Document.xml",
             ofd("Document", "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox></ofd:PageArea>"
                             "<ofd:TemplatePage ID=\"2\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/></ofd:CommonData>"
                             "<ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages>"
                             "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>"
                             "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>")},
            {"Doc_0/Tpls/Tpl_0/Content.xml",
             ofd("Page", "<ofd:Content><ofd:Layer>" + text_object("9", "10 20 60 6", "发票号码:", "DeltaX=\"g 4 4\"") +
                             "</ofd:Layer></ofd:Content>")},
            {"Doc_0/Pages/Page_0/Content.xml",
             ofd("Page", "<ofd:Template TemplateID=\"2\"/><ofd:Content><ofd:Layer>" +
                             text_object("11", "10 60 60 6", "合计", "DeltaX=\"4\"") + "<ofd:PageBlock>" +
                             text_object("12", "40 20.5 60 6", "12345678", "DeltaX=\"g 7 2\"") + "</ofd:PageBlock>" +
                             text_object("13", "60 10 60 6", "电子发票", "") +
                             text_object("14", "120 60 60 6", "福州纸业有限公司", "") + "</ofd:Layer></ofd:Content>")},
            {"Doc_0/Tags/CustomTags.xml",
             ofd("CustomTags", "<ofd:CustomTag><ofd:FileLoc>CustomTag.xml</ofd:FileLoc></ofd:CustomTag>")},
            {"Doc_0/Tags/CustomTag.xml",
             "<?xml version=\"1.0\"?><eInvoice xmlns:ofd=\"http://www.ofdspec.org/2016\"><Seller><SellerName>"
             "<ofd:ObjectRef PageRef=\"1\">14</ofd:ObjectRef></SellerName></Seller></eInvoice>"}};
}

DocumentText read(const std::map<std::string, std::string>& members, const ReadLimits& limits = {}, bool words = false)
{
    return read_ofd(zip_of(Members(members.begin(), members.end())), limits, words);
}

std::string fact(const DocumentText& document, const std::string& name)
{
    for (const auto& [key, value] : document.properties)
        if (key == name) return value;
    return {};
}

TEST_CASE("an OFD page has its text in reading order, with the form below it")
{
    const DocumentText document = read(parts());
    CHECK(document.note == "");
    CHECK(document.state == TextState::done);
    REQUIRE(document.pages.size() == 1);
    CHECK(document.pages[0].text == "电子发票\n发票号码: 12345678\n合计 福州纸业有限公司\n");
    CHECK(document.pages[0].width == Approx(210 * 72 / 25.4));
    CHECK(document.pages[0].height == Approx(140 * 72 / 25.4));
    CHECK(document.pages[0].words.empty());
    CHECK(fact(document, "title") == "发票");
}

TEST_CASE("boxes of OFD words are in points")
{
    const DocumentText document = read(parts(), {}, true);
    const auto& words = document.pages.at(0).words;
    const auto number = std::find_if(words.begin(), words.end(), [](const WordBox& one) { return one.text == "12345678"; });
    REQUIRE(number != words.end());
    CHECK(number->x == Approx(40 * 72 / 25.4));
    CHECK(number->width == Approx((7 * 2 + 2) * 72 / 25.4));
    CHECK(number->y > 20 * 72 / 25.4);
}

TEST_CASE("an OFD invoice tells its data: from the package, its tags, and the attached XML")
{
    const DocumentText plain = read(parts());
    CHECK(fact(plain, "invoice.form") == "ofd");
    CHECK(fact(plain, "invoice.number") == "12345678");
    CHECK(fact(plain, "invoice.date") == "2020-06-08");
    CHECK(fact(plain, "invoice.total") == "113.00");
    CHECK(fact(plain, "invoice.seller") == "福州纸业有限公司");
    CHECK(fact(plain, "invoice.fault") == "");

    auto members = parts();
    members["Doc_0/Attachs/Attachments.xml"] = ofd(
        "Attachments", "<ofd:Attachment ID=\"1\" Name=\"original_invoice\"><ofd:FileLoc>original_invoice.xml</ofd:FileLoc>"
                       "</ofd:Attachment>");
    members["Doc_0/Attachs/original_invoice.xml"] = invoice_in_ofd();
    const DocumentText attached = read(members);
    CHECK(fact(attached, "invoice.buyer_tax_id") == "91310115591693856A");
    CHECK(fact(attached, "invoice.fault") == "");
    CHECK(fact(attached, "attachments") == "original_invoice");
    members["Doc_0/Attachs/original_invoice.xml"] = with(invoice_in_ofd(), "12345678<", "87654321<");
    CHECK_THAT(fact(read(members), "invoice.fault"), Catch::Contains("87654321"));
}

TEST_CASE("parts that are missing, damaged or hostile cost no more than themselves")
{
    auto members = parts();
    members.erase("Doc_0/Tpls/Tpl_0/Content.xml");
    DocumentText document = read(members);
    CHECK(document.state == TextState::partial);
    CHECK_THAT(document.note, Catch::Contains("Tpl_0"));
    CHECK_THAT(document.pages.at(0).text, Catch::Contains("12345678"));

    members = parts();
    members["Doc_0/Pages/Page_0/Content.xml"] = "<ofd:Page xmlns:ofd=\"x\"><ofd:Content>";
    CHECK(read(members).state == TextState::partial);
    members["Doc_0/Pages/Page_0/Content.xml"] = "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>";
    CHECK_THAT(read(members).note, Catch::Contains("DOCTYPE"));

    members = parts();
    members.erase("Doc_0/Document.xml");
    CHECK(read(members).state == TextState::failed);
    CHECK(read({{"OFD.xml", "<a/>"}}).state == TextState::failed);
    CHECK(read_ofd("PK\x03\x04 nothing", {}, false).state == TextState::failed);
    CHECK(read_ofd(zip_of({{"OFD.xml", ofd("OFD", "")}}, Packing::encrypted), {}, false).state != TextState::done);
}

TEST_CASE("an OFD document that goes in circles or explodes ends at its limits")
{
    auto members = parts();
    // A page that has the whole document as its template, and the list of pages as itself.
    members["Doc_0/Document.xml"] = with(members["Doc_0/Document.xml"], "Tpls/Tpl_0/Content.xml", "Document.xml");
    members["Doc_0/Document.xml"] = with(members["Doc_0/Document.xml"], "Pages/Page_0/Content.xml", "../Doc_0/Document.xml");
    CHECK(read(members).pages.size() == 1);

    members = parts();
    std::string pages;
    for (int i = 0; i < 50; ++i) pages += "<ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/>";
    members["Doc_0/Document.xml"] =
        with(members["Doc_0/Document.xml"], "<ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/>", pages);
    ReadLimits limits;
    limits.pages = 7;
    DocumentText document = read(members, limits);
    CHECK(document.pages.size() == 7);
    CHECK(document.page_count == 50);
    CHECK(document.state == TextState::partial);
    limits = {};
    limits.text = 100;
    document = read(members, limits);
    std::size_t total = 0;
    for (const PageText& page : document.pages) total += page.text.size();
    CHECK(total <= 100);
    CHECK(document.state == TextState::partial);

    members = parts();
    members["Doc_0/Pages/Page_0/Content.xml"] = std::string(80 << 20, ' ');
    document = read(members);
    CHECK(document.state == TextState::partial);
    CHECK_THAT(document.note, Catch::Contains("more than is reasonable"));

    members = parts();
    members["Doc_0/Pages/Page_0/Content.xml"] =
        ofd("Page", "<ofd:Content>" + text_object("1", "nan inf -1e30 5", "x", "DeltaX=\"g 999999999 1 g\" DeltaY=\"g\"") +
                        "</ofd:Content>");
    CHECK_THAT(read(members, {}, true).pages.at(0).text, Catch::Contains("x"));
}

}  // namespace
}  // namespace fonds
