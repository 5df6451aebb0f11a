// SPDX-License-Identifier: GPL-3.0-or-later
// Electronic invoices made in memory, correct until a test breaks them.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace fonds::test {

/// Replaces the first `from`; the text must have it.
inline std::string with(std::string text, const std::string& from, const std::string& to)
{
    return text.replace(text.find(from), from.size(), to);
}

inline std::string party(const std::string& element, const std::string& name, const std::string& vat)
{
    return "<ram:" + element + "><ram:Name>" + name +
           "</ram:Name><ram:PostalTradeAddress><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress>"
           "<ram:SpecifiedTaxRegistration><ram:ID schemeID=\"FC\">12/345</ram:ID></ram:SpecifiedTaxRegistration>"
           "<ram:SpecifiedTaxRegistration><ram:ID schemeID=\"VA\">" +
           vat + "</ram:ID></ram:SpecifiedTaxRegistration></ram:" + element + ">";
}

inline std::string line(const std::string& number, const std::string& quantity, const std::string& price,
                        const std::string& total)
{
    return "<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>" + number +
           "</ram:LineID></ram:AssociatedDocumentLineDocument><ram:SpecifiedTradeProduct><ram:Name>Folder</ram:Name>"
           "</ram:SpecifiedTradeProduct><ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>" +
           price +
           "</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>"
           "<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode=\"C62\">" +
           quantity +
           "</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery><ram:SpecifiedLineTradeSettlement>"
           "<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>" +
           total +
           "</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>"
           "</ram:IncludedSupplyChainTradeLineItem>";
}

/// An invoice of EN 16931 over 100.00 + 19 % = 119.00 EUR.
inline std::string factur_x()
{
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
           "<rsm:CrossIndustryInvoice xmlns:rsm=\"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100\" "
           "xmlns:ram=\"urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100\" "
           "xmlns:udt=\"urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100\">"
           "<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>"
           "<ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>"
           "</rsm:ExchangedDocumentContext><rsm:ExchangedDocument><ram:ID>R-7</ram:ID><ram:TypeCode>380</ram:TypeCode>"
           "<ram:IssueDateTime><udt:DateTimeString format=\"102\">20240305</udt:DateTimeString></ram:IssueDateTime>"
           "</rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction>" +
           line("1", "3", "20.00", "60.00") + line("2", "1", "40.00", "40.00") + "<ram:ApplicableHeaderTradeAgreement>" +
           party("SellerTradeParty", "Papier &amp; Söhne", "DE123456789") +
           party("BuyerTradeParty", "Archiv AG", "FR12345678901") +
           "</ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeDelivery/><ram:ApplicableHeaderTradeSettlement>"
           "<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode><ram:ApplicableTradeTax>"
           "<ram:CalculatedAmount>19.00</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode>"
           "<ram:BasisAmount>100.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode>"
           "<ram:RateApplicablePercent>19.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>"
           "<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:LineTotalAmount>100.00</ram:LineTotalAmount>"
           "<ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount>"
           "<ram:TaxTotalAmount currencyID=\"EUR\">19.00</ram:TaxTotalAmount>"
           "<ram:GrandTotalAmount>119.00</ram:GrandTotalAmount><ram:TotalPrepaidAmount>19.00</ram:TotalPrepaidAmount>"
           "<ram:DuePayableAmount>100.00</ram:DuePayableAmount>"
           "</ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>"
           "</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>";
}

/// The same, in what ZUGFeRD 1.0 calls its parts.
inline std::string zugferd_1()
{
    std::string text = factur_x();
    const std::vector<std::pair<std::string, std::string>> words{
        {"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100", "urn:ferd:CrossIndustryDocument:invoice:1p0"},
        {"InformationEntity:100", "InformationEntity:12"},
        {"UnqualifiedDataType:100", "UnqualifiedDataType:15"},
        {"urn:cen.eu:en16931:2017", "urn:ferd:CrossIndustryDocument:invoice:1p0:comfort"},
        {"rsm:CrossIndustryInvoice", "rsm:CrossIndustryDocument"},
        {"rsm:ExchangedDocumentContext", "rsm:SpecifiedExchangedDocumentContext"},
        {"rsm:ExchangedDocument>", "rsm:HeaderExchangedDocument>"},
        {"rsm:SupplyChainTradeTransaction", "rsm:SpecifiedSupplyChainTradeTransaction"},
        {"ApplicableHeaderTrade", "ApplicableSupplyChainTrade"},
        {"SpecifiedLineTrade", "SpecifiedSupplyChainTrade"},
        {"SpecifiedTradeSettlementHeaderMonetarySummation", "SpecifiedTradeSettlementMonetarySummation"},
        {"SpecifiedTradeSettlementLineMonetarySummation", "SpecifiedTradeSettlementMonetarySummation"},
        {"RateApplicablePercent", "ApplicablePercent"}};
    for (const auto& [from, to] : words)
        for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
            text.replace(at, from.size(), to);
    return text;
}

/// A digital invoice of the Chinese tax administration over 100.00 + 13.00 = 113.00.
inline std::string digital_invoice()
{
    return "<?xml version=\"1.0\" "
           "encoding=\"UTF-8\"?><EInvoice><Header><EIid>24312000000012345678</EIid></Header><EInvoiceData>"
           "<SellerInformation><SellerIdNum>91350100M000100Y43</SellerIdNum><SellerName>福州纸业有限公司</SellerName>"
           "</SellerInformation><BuyerInformation><BuyerIdNum>91310115591693856A</BuyerIdNum>"
           "<BuyerName>上海档案有限公司</BuyerName></BuyerInformation><BasicInformation>"
           "<TotalAmWithoutTax>100.00</TotalAmWithoutTax><TotalTaxAm>13.00</TotalTaxAm>"
           "<TotalTax-includedAmount>113.00</TotalTax-includedAmount><RequestTime>2024-03-05 10:00:00</RequestTime>"
           "</BasicInformation><IssuItemInformation><ItemName>纸</ItemName><Amount>60.00</Amount></IssuItemInformation>"
           "<IssuItemInformation><ItemName>盒</ItemName><Amount>40.00</Amount></IssuItemInformation></EInvoiceData>"
           "<TaxSupervisionInfo><InvoiceNumber>24312000000012345678</InvoiceNumber><IssueTime>2024-03-05 "
           "10:00:01</IssueTime>"
           "</TaxSupervisionInfo></EInvoice>";
}

/// The data inside an OFD invoice of the older kind.
inline std::string invoice_in_ofd()
{
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><eInvoice xmlns:fp=\"http://www.example.cn/fp\">"
           "<fp:InvoiceCode>031001900111</fp:InvoiceCode><fp:InvoiceNo>12345678</fp:InvoiceNo>"
           "<fp:IssueDate>2020年06月08日</fp:IssueDate><fp:Buyer><fp:BuyerName>上海档案有限公司</fp:BuyerName>"
           "<fp:BuyerTaxID>91310115591693856A</fp:BuyerTaxID></fp:Buyer><fp:Seller><fp:SellerName>福州纸业有限公司"
           "</fp:SellerName><fp:SellerTaxID>91350100M000100Y43</fp:SellerTaxID></fp:Seller>"
           "<fp:TaxInclusiveTotalAmount>113.00</fp:TaxInclusiveTotalAmount>"
           "<fp:TaxExclusiveTotalAmount>100.00</fp:TaxExclusiveTotalAmount><fp:TaxTotalAmount>13.00</fp:TaxTotalAmount>"
           "</eInvoice>";
}

}  // namespace fonds::test
