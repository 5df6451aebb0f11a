// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/worker/cross_industry_invoice.hpp"
#include "indexer/worker/decimal.hpp"
#include "indexer/worker/invoice_data.hpp"
#include "tests/unit/worker/invoice_xml.hpp"

namespace fonds {
namespace {

using namespace fonds::test;

InvoiceData read(const std::string& xml)
{
    const auto data = read_invoice_xml(xml);
    REQUIRE(data);
    return *data;
}

std::string utf16(const std::string& ascii)
{
    std::string bytes = "\xFF\xFE";
    for (const char c : ascii) bytes.append({c, '\0'});
    return bytes;
}

TEST_CASE("both generations of cross industry invoices are read")
{
    for (const auto& [xml, form] : {std::pair{factur_x(), "factur-x"}, std::pair{zugferd_1(), "zugferd-1"}}) {
        const InvoiceData data = read(xml);
        CHECK(data.form == form);
        CHECK(data.fault.empty());
        CHECK(data.fault == "");
        CHECK(data.number == "R-7");
        CHECK(data.type == "380");
        CHECK(data.date == "2024-03-05");
        CHECK(data.total == "119.00");
        CHECK(data.due == "100.00");
        CHECK(data.currency == "EUR");
        CHECK(data.seller == "Papier & Söhne");
        CHECK(data.seller_tax_id == "DE123456789");
        CHECK(data.buyer == "Archiv AG");
        CHECK(data.buyer_tax_id == "FR12345678901");
    }
}

TEST_CASE("a byte order mark, and UTF-16, change nothing")
{
    CHECK(read("\xEF\xBB\xBF" + factur_x()).fault.empty());
    std::string ascii = with(factur_x(), "Söhne", "Co");
    ascii = with(ascii, "encoding=\"UTF-8\"", "encoding=\"UTF-16\"");
    const InvoiceData data = read(utf16(ascii));
    CHECK(data.fault == "");
    CHECK(data.total == "119.00");
}

TEST_CASE("a cross industry invoice that breaks a rule says which")
{
    struct Case {
        const char *from, *to, *fault;
    };
    const Case cases[] = {
        {"<ram:ID>R-7</ram:ID>", "", "BR-02"},
        {"<ram:TypeCode>380</ram:TypeCode>", "<ram:TypeCode></ram:TypeCode>", "BR-04"},
        {"<ram:TypeCode>380</ram:TypeCode>", "<ram:TypeCode>220</ram:TypeCode>", "none of an invoice"},
        {"format=\"102\"", "", "format 102"},
        {"20240305", "20240230", "is no day"},
        {"Papier &amp; Söhne", "", "BR-06"},
        {"Archiv AG", "", "BR-07"},
        {"FR12345678901", "12345678901", "BR-CO-09"},
        {"<ram:InvoiceCurrencyCode>EUR", "<ram:InvoiceCurrencyCode>Euro", "ISO 4217"},
        {"urn:cen.eu:en16931:2017<", "urn:cen.eu:en16931:2017:komfort<", "is unknown"},
        {"urn:cen.eu:en16931:2017<", "urn:ferd:CrossIndustryDocument:invoice:1p0:comfort<", "another syntax"},
        {"urn:cen.eu:en16931:2017<", "urn:factur-x.eu:1p0:minimum<", "not in the profile MINIMUM"},
        {"urn:cen.eu:en16931:2017<", "urn:factur-x.eu:1p0:basicwl<", "not in the profile BASIC WL"},
        {"<ram:BasisAmount>100.00", "<ram:BasisAmount currencyID=\"EUR\">100.00", "CII-DT-031"},
        {"<ram:InvoiceCurrencyCode>", "<note>x</note><ram:InvoiceCurrencyCode>", "no namespace of the standard"},
        {"<ram:ApplicableHeaderTradeDelivery/>", "", "a part that every invoice has"},
        {"<ram:LineTotalAmount>100.00", "<ram:LineTotalAmount>100.20", "BR-CO-13"},
        {"<ram:LineTotalAmount>60.00", "<ram:LineTotalAmount>61.00", "times its price"},
        {"<ram:ChargeAmount>20.00</ram:ChargeAmount>", "", "BR-26"},
        {"unitCode=\"C62\"", "", "BR-23"},
        {"<ram:CalculatedAmount>19.00", "<ram:CalculatedAmount>29.00", "BR-CO-17"},
        {"<ram:CalculatedAmount>19.00", "<ram:CalculatedAmount>19.50", "BR-CO-14"},
        {"<ram:GrandTotalAmount>119.00", "<ram:GrandTotalAmount>191.00", "BR-CO-15"},
        {"<ram:GrandTotalAmount>119.00</ram:GrandTotalAmount>", "", "BR-14"},
        {"<ram:DuePayableAmount>100.00", "<ram:DuePayableAmount>119.00", "BR-CO-16"},
        {"<ram:GrandTotalAmount>119.00", "<ram:GrandTotalAmount>119,00", "is no number"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.from, one.to);
        CHECK_THAT(read(with(factur_x(), one.from, one.to)).fault, Catch::Contains(one.fault));
    }
}

TEST_CASE("invoice lines that miss their sum are told even where the totals agree")
{
    const std::string xml = with(factur_x(), line("2", "1", "40.00", "40.00"), line("2", "1", "40.20", "40.20"));
    CHECK_THAT(read(xml).fault, Catch::Contains("BR-CO-10"));
}

TEST_CASE("XML that cannot be trusted as XML is told")
{
    CHECK_THAT(read(with(factur_x(), "UTF-8", "UTF-8-W/O-BOM")).fault, Catch::Contains("no name of an encoding"));
    CHECK_THAT(read(with(factur_x(), "</rsm:ExchangedDocument>", "")).fault, Catch::Contains("not well-formed"));
    CHECK_THAT(read(with(factur_x(), "Söhne", "S\xF6hne")).fault, Catch::Contains("not in the encoding"));
    CHECK_THAT(read(with(factur_x(), "?>", "?><!DOCTYPE x [<!ENTITY a \"b\">]>")).fault, Catch::Contains("DOCTYPE"));
    CHECK_FALSE(read_invoice_xml("<?xml version=\"1.0\"?><note>CrossIndustryInvoice</note>"));
    CHECK_FALSE(read_invoice_xml(""));
}

TEST_CASE("guidelines name profiles")
{
    CHECK(profile_of_guideline("urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended") ==
          InvoiceProfile::extended);
    CHECK(profile_of_guideline("urn:cen.eu:en16931:2017#compliant#urn:zugferd.de:2p0:basic") == InvoiceProfile::basic);
    CHECK(profile_of_guideline("urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0") ==
          InvoiceProfile::other);
    CHECK(profile_of_guideline("urn:cen.eu:en16931:2017#") == InvoiceProfile::unknown);
    CHECK(profile_of_guideline("urn:ferd:CrossIndustryDocument:order:1p0:comfort") == InvoiceProfile::unknown);
    CHECK(profile_of_conformance("BASIC WL") == InvoiceProfile::basic_wl);
    CHECK(profile_of_conformance("EN 16931") == profile_of_conformance("COMFORT"));
}

TEST_CASE("digital invoices and the data inside OFD invoices are read")
{
    const InvoiceData digital = read(digital_invoice());
    CHECK(digital.form == "cn-einvoice");
    CHECK(digital.fault == "");
    CHECK(digital.number == "24312000000012345678");
    CHECK(digital.date == "2024-03-05");
    CHECK(digital.total == "113.00");
    CHECK(digital.currency == "CNY");
    CHECK(digital.seller == "福州纸业有限公司");
    CHECK(digital.buyer_tax_id == "91310115591693856A");
    const InvoiceData inside = read(invoice_in_ofd());
    CHECK(inside.form == "ofd");
    CHECK(inside.fault == "");
    CHECK(inside.number == "12345678");
    CHECK(inside.date == "2020-06-08");
    CHECK(inside.total == "113.00");
    CHECK(inside.seller_tax_id == "91350100M000100Y43");
}

TEST_CASE("a Chinese invoice that breaks a rule says which")
{
    CHECK_THAT(read(with(digital_invoice(), "<InvoiceNumber>24312000000012345678", "<InvoiceNumber>12345678")).fault,
               Catch::Contains("20 digits"));
    CHECK_THAT(read(with(digital_invoice(), "<TotalTaxAm>13.00", "<TotalTaxAm>3.00")).fault, Catch::Contains("do not make"));
    CHECK_THAT(read(with(digital_invoice(), "<Amount>60.00", "<Amount>66.00")).fault, Catch::Contains("the lines make"));
    CHECK_THAT(read(with(digital_invoice(), "福州纸业有限公司", "")).fault, Catch::Contains("seller"));
    CHECK_THAT(read(with(invoice_in_ofd(), "12345678<", "123<")).fault, Catch::Contains("8 nor 20"));
    CHECK_THAT(read(with(invoice_in_ofd(), "113.00", "131.00")).fault, Catch::Contains("do not make"));
}

TEST_CASE("decimals are exact")
{
    CHECK(parse_decimal("-8.79")->text() == "-8.79");
    CHECK(parse_decimal("0.1")->text() == "0.10");
    CHECK(parse_decimal("2.77251")->text() == "2.77251");
    CHECK(parse_decimal("7")->millionths == 7'000'000);
    CHECK_FALSE(parse_decimal("1,00"));
    CHECK_FALSE(parse_decimal("."));
    CHECK_FALSE(parse_decimal("99999999999999999999"));
    const Decimal most{4'000'000'000'000'000'000};
    CHECK((most + most + most).millionths == most.millionths);
}

}  // namespace
}  // namespace fonds
