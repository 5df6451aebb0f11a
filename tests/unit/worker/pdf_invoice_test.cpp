// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>

#include <catch2/catch.hpp>

#include "indexer/worker/pdf_reader.hpp"
#include "tests/unit/extract/pdf_builder.hpp"
#include "tests/unit/worker/invoice_xml.hpp"

namespace fonds {
namespace {

using namespace fonds::test;

struct Facts final : PageSink {
    void properties(std::int32_t, const Properties& values) override
    {
        for (const auto& [name, value] : values) facts[name] = value;
    }
    bool page(PageText) override { return true; }
    std::map<std::string, std::string> facts;
};

std::string stream_of(const std::string& dictionary, const std::string& bytes)
{
    return "<< " + dictionary + " /Length " + std::to_string(bytes.size()) + " >>\nstream\n" + bytes + "\nendstream";
}

struct Carrier {
    std::string xml = factur_x();
    std::string name = "factur-x.xml";
    std::string relationship = "/AFRelationship /Data";
    std::string associated = "/AF [4 0 R]";
    std::string names = "<< /EmbeddedFiles << /Names [(a) 4 0 R] >> >>";
    std::string level = "EN 16931";
    std::string named = "factur-x.xml";
    std::vector<std::string> further = {};
};

std::string xmp_of(const Carrier& carrier)
{
    return "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
           "<rdf:Description xmlns:fx=\"urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#\" rdf:about=\"\">"
           "<fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>" +
           carrier.named + "</fx:DocumentFileName><fx:ConformanceLevel>" + carrier.level +
           "</fx:ConformanceLevel></rdf:Description></rdf:RDF></x:xmpmeta>";
}

std::map<std::string, std::string> facts_of(const Carrier& carrier)
{
    TestPdf pdf;
    pdf.pages.push_back({"BT /F1 12 Tf 72 720 Td (Invoice) Tj ET"});
    pdf.catalog = "/Names " + carrier.names + " /Metadata 6 0 R " + carrier.associated;
    pdf.objects = {"<< /Type /Filespec /F (" + carrier.name + ") " + carrier.relationship + " /EF << /F 5 0 R >> >>",
                   stream_of("/Type /EmbeddedFile /Subtype /text#2Fxml", carrier.xml),
                   stream_of("/Type /Metadata /Subtype /XML", xmp_of(carrier))};
    for (const std::string& object : carrier.further) pdf.objects.push_back(object);
    Facts facts;
    const ReadingEnd end = read_pdf(pdf_of(pdf), {}, facts);
    CHECK(end.state == TextState::done);
    return facts.facts;
}

TEST_CASE("a PDF with an electronic invoice tells its data")
{
    auto facts = facts_of({});
    CHECK(facts["invoice.form"] == "factur-x");
    CHECK(facts["invoice.number"] == "R-7");
    CHECK(facts["invoice.date"] == "2024-03-05");
    CHECK(facts["invoice.total"] == "119.00");
    CHECK(facts["invoice.seller"] == "Papier & Söhne");
    CHECK(facts.count("invoice.fault") == 0);
}

TEST_CASE("a file that is associated alone is found, too")
{
    Carrier carrier;
    carrier.names = "<< >>";
    CHECK(facts_of(carrier)["invoice.number"] == "R-7");
}

TEST_CASE("data that is attached against its standard is told")
{
    const auto fault = [](const Carrier& carrier) { return facts_of(carrier)["invoice.fault"]; };
    Carrier carrier;
    carrier.name = "invoice-data.xml";
    CHECK_THAT(fault(carrier), Catch::Contains("not the name its standard fixes"));
    carrier = {};
    carrier.relationship = "/AFRelationship /Supplement";
    CHECK_THAT(fault(carrier), Catch::Contains("Supplement"));
    carrier.relationship = "";
    CHECK_THAT(fault(carrier), Catch::Contains("nothing"));
    carrier = {};
    carrier.associated = "";
    CHECK_THAT(fault(carrier), Catch::Contains("not associated"));
    carrier = {};
    carrier.level = "BASIC";
    CHECK_THAT(fault(carrier), Catch::Contains("profile BASIC"));
    carrier.level = "SUPER";
    CHECK_THAT(fault(carrier), Catch::Contains("no known profile"));
    carrier = {};
    carrier.named = "zugferd-invoice.xml";
    CHECK_THAT(fault(carrier), Catch::Contains("name the file zugferd-invoice.xml"));
    carrier = {};
    carrier.xml = "this is no XML";
    CHECK_THAT(fault(carrier), Catch::Contains("is no invoice data"));
    carrier = {};
    carrier.associated = "/AF [4 0 R 7 0 R]";
    carrier.further = {"<< /F (ZUGFeRD-invoice.xml) /AFRelationship /Data /EF << /F 8 0 R >> >>",
                       stream_of("/Subtype /text#2Fxml", zugferd_1())};
    CHECK_THAT(fault(carrier), Catch::Contains("more than one"));
}

TEST_CASE("a Chinese digital invoice may be attached under any name")
{
    Carrier carrier;
    carrier.xml = digital_invoice();
    carrier.name = "24312000000012345678.xml";
    carrier.associated = "";
    auto facts = facts_of(carrier);
    CHECK(facts["invoice.form"] == "cn-einvoice");
    CHECK(facts["invoice.total"] == "113.00");
    CHECK(facts.count("invoice.fault") == 0);
}

TEST_CASE("attachments that go in circles end")
{
    Carrier carrier;
    carrier.names = "<< /EmbeddedFiles 7 0 R >>";
    carrier.further = {"<< /Kids [7 0 R 7 0 R] >>"};
    CHECK(facts_of(carrier)["invoice.number"] == "R-7");
    carrier = {};
    carrier.xml = "some other text";
    carrier.name = "notes.txt";
    CHECK(facts_of(carrier).count("invoice.form") == 0);
}

}  // namespace
}  // namespace fonds
