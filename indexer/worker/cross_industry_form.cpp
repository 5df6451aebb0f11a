// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <span>

#include "indexer/worker/cross_industry_rules.hpp"
#include "indexer/worker/decimal.hpp"
#include "schema/model/date.hpp"

namespace fonds {

namespace {

using Names = std::span<const std::string_view>;

bool is_one_of(std::string_view name, Names names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 4> first_spaces{
    "urn:ferd:CrossIndustryDocument:invoice:1p0",
    "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12",
    "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15",
    "urn:un:unece:uncefact:data:standard:QualifiedDataType:12"};
constexpr std::array<std::string_view, 4> second_spaces{
    "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"};

// UNTDID 1001, those of BT-3: invoices and credit notes; 751 is the booking aid of the smallest profiles.
constexpr std::array<std::string_view, 61> type_codes{
    "71",  "80",  "81",  "82",  "83",  "84",  "102", "130", "202", "203", "204", "211", "218", "219", "261", "262",
    "295", "296", "308", "325", "326", "331", "380", "381", "382", "383", "384", "385", "386", "387", "388", "389",
    "390", "393", "394", "395", "396", "420", "456", "457", "458", "471", "472", "473", "500", "501", "502", "503",
    "527", "532", "553", "575", "623", "633", "751", "780", "817", "870", "875", "876", "877"};

// An element that schema validation would find: one in no namespace of the standard.
const XmlNode* stranger(const XmlNode& node, Names spaces)
{
    if (!is_one_of(node.name_space, spaces)) return &node;
    for (const XmlNode& one : node.children)
        if (const XmlNode* found = stranger(one, spaces); found != nullptr) return found;
    return nullptr;
}

const XmlNode* find_below(const XmlNode& node, std::string_view name)
{
    for (const XmlNode& one : node.children) {
        if (one.name == name) return &one;
        if (const XmlNode* found = find_below(one, name); found != nullptr) return found;
    }
    return nullptr;
}

struct Sequence {
    std::string_view parent;
    std::array<std::string_view, 10> children;
};

// Sequences of the schema D16B where an order that is broken changes what is read.
constexpr std::array sequences{
    Sequence{"CrossIndustryInvoice", {"ExchangedDocumentContext", "ExchangedDocument", "SupplyChainTradeTransaction"}},
    Sequence{"SupplyChainTradeTransaction",
             {"IncludedSupplyChainTradeLineItem", "ApplicableHeaderTradeAgreement", "ApplicableHeaderTradeDelivery",
              "ApplicableHeaderTradeSettlement"}},
    Sequence{"SpecifiedTradeSettlementHeaderMonetarySummation",
             {"LineTotalAmount", "ChargeTotalAmount", "AllowanceTotalAmount", "TaxBasisTotalAmount", "TaxTotalAmount",
              "RoundingAmount", "GrandTotalAmount", "TotalPrepaidAmount", "DuePayableAmount"}},
};

std::string broken_sequence(const XmlNode& node)
{
    for (const Sequence& sequence : sequences) {
        if (sequence.parent != node.name) continue;
        std::ptrdiff_t reached = 0;
        for (const XmlNode& one : node.children) {
            const auto found = std::find(sequence.children.begin(), sequence.children.end(), one.name);
            if (found == sequence.children.end()) return one.name + " does not belong into " + node.name;
            const std::ptrdiff_t place = found - sequence.children.begin();
            if (place < reached) return one.name + " stands in the wrong place of " + node.name;
            reached = place;
        }
    }
    return {};
}

struct Allowed {
    std::string_view parent;
    std::array<std::string_view, 5> children;
};

// The schema of MINIMUM knows no more than these; the sum of the lines is of ZUGFeRD 2.0.
constexpr std::array minimum_elements{
    Allowed{"ExchangedDocument", {"ID", "TypeCode", "IssueDateTime"}},
    Allowed{"ApplicableHeaderTradeAgreement",
            {"BuyerReference", "SellerTradeParty", "BuyerTradeParty", "BuyerOrderReferencedDocument"}},
    Allowed{"ApplicableHeaderTradeSettlement", {"InvoiceCurrencyCode", "SpecifiedTradeSettlementHeaderMonetarySummation"}},
    Allowed{"SpecifiedTradeSettlementHeaderMonetarySummation",
            {"LineTotalAmount", "TaxBasisTotalAmount", "TaxTotalAmount", "GrandTotalAmount", "DuePayableAmount"}},
    Allowed{"SupplyChainTradeTransaction",
            {"ApplicableHeaderTradeAgreement", "ApplicableHeaderTradeDelivery", "ApplicableHeaderTradeSettlement"}},
};

std::string not_in_minimum(const XmlNode& node)
{
    for (const Allowed& allowed : minimum_elements) {
        if (allowed.parent != node.name) continue;
        for (const XmlNode& one : node.children)
            if (!is_one_of(one.name, allowed.children)) return one.name;
    }
    for (const XmlNode& one : node.children)
        if (std::string name = not_in_minimum(one); !name.empty()) return name;
    return {};
}

// CII-SR-122 … CII-SR-126: of a price's discount the core has the amount alone.
std::string not_in_core(const XmlNode& transaction)
{
    for (const XmlNode* line : transaction.all("IncludedSupplyChainTradeLineItem")) {
        const XmlNode* price = line->at("SpecifiedLineTradeAgreement/GrossPriceProductTradePrice");
        if (price == nullptr) continue;
        for (const XmlNode* discount : price->all("AppliedTradeAllowanceCharge"))
            for (const std::string_view name :
                 {"CalculationPercent", "BasisAmount", "BasisQuantity", "ReasonCode", "Reason"})
                if (discount->child(name) != nullptr) return std::string(name) + " of the discount on a price";
    }
    return {};
}

// CII-DT-031: a currency belongs to the total of the tax alone.
bool has_stray_currency(const XmlNode& node)
{
    if (node.name.ends_with("Amount") && node.name != "TaxTotalAmount" && !node.attribute("currencyID").empty()) return true;
    return std::any_of(node.children.begin(), node.children.end(), has_stray_currency);
}

std::string broken_line(const CrossIndustryParts& parts, const XmlNode& line)
{
    struct Required {
        std::string_view path, what;
    };
    constexpr std::array required{
        Required{"AssociatedDocumentLineDocument/LineID", "its number (BR-21)"},
        Required{"SpecifiedLineTradeDelivery/BilledQuantity", "its quantity (BR-22)"},
        Required{"SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount",
                 "its net amount (BR-24)"},
        Required{"SpecifiedTradeProduct/Name", "the name of the item (BR-25)"},
        Required{"SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount", "the net price of the item (BR-26)"}};
    if (parts.first || parts.profile == InvoiceProfile::extended) return {};  // those have lines that only group others
    for (const Required& one : required)
        if (line.text_at(one.path).empty()) return "an invoice line lacks " + std::string(one.what);
    const XmlNode* quantity = line.at("SpecifiedLineTradeDelivery/BilledQuantity");
    if (quantity->attribute("unitCode").empty()) return "an invoice line lacks its unit (BR-23)";
    return {};
}

std::string broken_party(const CrossIndustryParts& parts)
{
    const XmlNode* seller = parts.agreement->child("SellerTradeParty");
    if (seller == nullptr || seller->text_at("Name").empty()) return "the name of the seller is missing (BR-06)";
    if (parts.agreement->text_at("BuyerTradeParty/Name").empty()) return "the name of the buyer is missing (BR-07)";
    for (const std::string_view side : {"SellerTradeParty", "BuyerTradeParty"}) {
        const XmlNode* party = parts.agreement->child(side);
        for (const XmlNode* registration : party->all("SpecifiedTaxRegistration")) {
            const XmlNode* id = registration->child("ID");
            if (id == nullptr || id->attribute("schemeID") != "VA" || parts.first) continue;
            const auto letter = [&](std::size_t at) {
                return id->text.size() > at && id->text[at] >= 'A' && id->text[at] <= 'Z';
            };
            const bool digit = id->text.size() > 1 && id->text.starts_with("1A");
            if (!digit && (!letter(0) || !letter(1)))
                return "the VAT number " + id->text + " does not begin with a country (BR-CO-09)";
        }
    }
    if (parts.first) return {};
    if (seller->text_at("PostalTradeAddress/CountryID").empty()) return "the country of the seller is missing (BR-09)";
    const auto registrations = seller->all("SpecifiedTaxRegistration");
    const bool named = seller->child("ID") != nullptr || seller->child("GlobalID") != nullptr ||
                       seller->at("SpecifiedLegalOrganization/ID") != nullptr ||
                       std::any_of(registrations.begin(), registrations.end(), [](const XmlNode* one) {
                           const XmlNode* id = one->child("ID");
                           return id != nullptr && id->attribute("schemeID") == "VA";
                       });
    return named ? std::string() : "nothing identifies the seller (BR-CO-26)";
}

std::string broken_head(const CrossIndustryParts& parts)
{
    if (parts.document->text_at("ID").empty()) return "the invoice number is missing (BR-02)";
    const std::string type = parts.document->text_at("TypeCode");
    if (type.empty()) return "the type code is missing (BR-04)";
    if (!is_one_of(type, type_codes)) return "the type code " + type + " is none of an invoice (BR-CL-01)";
    const XmlNode* date = parts.document->at("IssueDateTime/DateTimeString");
    if (date == nullptr) return "the date of issue is missing (BR-03)";
    if (date->attribute("format") != "102") return "the date of issue is not in format 102";
    if (date->text.size() != 8 || !Date::parse(date->text).ok()) return "the date of issue " + date->text + " is no day";
    const std::string currency = parts.settlement->text_at("InvoiceCurrencyCode");
    const bool letters = std::all_of(currency.begin(), currency.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (currency.empty()) return "the currency is missing (BR-05)";
    if (currency.size() != 3 || !letters) return "the currency " + currency + " is no code of ISO 4217 (BR-CL-04)";
    return {};
}

}  // namespace

std::string broken_form(const CrossIndustryParts& parts)
{
    const Names spaces = parts.first ? Names(first_spaces) : Names(second_spaces);
    if (const XmlNode* found = stranger(*parts.root, spaces); found != nullptr)
        return "the element " + found->name + " is in no namespace of the standard";
    if (parts.context == nullptr || parts.document == nullptr || parts.transaction == nullptr ||
        parts.agreement == nullptr || parts.delivery == nullptr || parts.settlement == nullptr || parts.sums == nullptr)
        return "a part that every invoice has is missing";
    const std::string guideline = parts.context->text_at("GuidelineSpecifiedDocumentContextParameter/ID");
    if (guideline.empty()) return "the guideline is missing (BR-01)";
    if (parts.profile == InvoiceProfile::unknown) return "the guideline " + guideline + " is unknown";
    if (parts.first != guideline.starts_with("urn:ferd:")) return "the guideline " + guideline + " is of another syntax";
    if (std::string broken = broken_head(parts); !broken.empty()) return broken;
    if (std::string broken = broken_party(parts); !broken.empty()) return broken;
    const auto lines = parts.transaction->all("IncludedSupplyChainTradeLineItem");
    if (parts.profile == InvoiceProfile::minimum)
        if (const std::string name = not_in_minimum(*parts.root); !name.empty())
            return name + " is not in the profile MINIMUM";
    if (parts.profile == InvoiceProfile::basic_wl && !lines.empty()) return "invoice lines are not in the profile BASIC WL";
    if (!parts.first)
        for (const XmlNode* node : {parts.root, parts.transaction, parts.sums})
            if (std::string broken = broken_sequence(*node); !broken.empty()) return broken;
    if (!parts.first && parts.profile == InvoiceProfile::en16931) {
        if (const std::string name = not_in_core(*parts.transaction); !name.empty()) return name + " is not in EN 16931";
        if (has_stray_currency(*parts.transaction))
            return "an amount names its currency, which EN 16931 does not have (CII-DT-031)";
    }
    const bool needs_lines = parts.profile != InvoiceProfile::minimum && parts.profile != InvoiceProfile::basic_wl;
    if (needs_lines && lines.empty()) return "there is no invoice line (BR-16)";
    for (const XmlNode* line : lines)
        if (std::string broken = broken_line(parts, *line); !broken.empty()) return broken;
    return {};
}

}  // namespace fonds
