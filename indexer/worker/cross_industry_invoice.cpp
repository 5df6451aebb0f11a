// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/cross_industry_invoice.hpp"

#include <algorithm>
#include <array>

#include "indexer/worker/cross_industry_rules.hpp"
#include "indexer/worker/decimal.hpp"
#include "schema/model/date.hpp"

namespace fonds {

namespace {

constexpr std::string_view first_root = "CrossIndustryDocument";
constexpr std::string_view second_root = "CrossIndustryInvoice";

std::string day_of(const XmlNode* node)
{
    const std::string digits = node == nullptr ? std::string() : node->text;
    if (digits.size() < 8 || digits.find_first_not_of("0123456789") != std::string::npos) return {};
    const auto day = Date::parse(digits.substr(0, 8));
    return day.ok() ? day.value().text() : std::string();
}

std::string amount_at(const XmlNode* node, std::string_view path)
{
    const auto value = node == nullptr ? std::nullopt : parse_decimal(node->text_at(path));
    return value ? value->text() : std::string();
}

// The VAT number before the one of the local tax office.
std::string tax_id_of(const XmlNode* party)
{
    std::string other;
    if (party == nullptr) return other;
    for (const XmlNode* registration : party->all("SpecifiedTaxRegistration")) {
        const XmlNode* id = registration->child("ID");
        if (id == nullptr) continue;
        if (id->attribute("schemeID") == "VA") return id->text;
        if (other.empty()) other = id->text;
    }
    return other;
}

}  // namespace

CrossIndustryParts parts_of(const XmlNode& root)
{
    CrossIndustryParts parts;
    parts.root = &root;
    parts.first = root.name == first_root;
    parts.context = root.child(parts.first ? "SpecifiedExchangedDocumentContext" : "ExchangedDocumentContext");
    parts.document = root.child(parts.first ? "HeaderExchangedDocument" : "ExchangedDocument");
    parts.transaction = root.child(parts.first ? "SpecifiedSupplyChainTradeTransaction" : "SupplyChainTradeTransaction");
    if (const XmlNode* transaction = parts.transaction; transaction != nullptr) {
        const auto part = [&](std::string_view name) {
            return transaction->child((parts.first ? "ApplicableSupplyChainTrade" : "ApplicableHeaderTrade") +
                                      std::string(name));
        };
        parts.agreement = part("Agreement");
        parts.delivery = part("Delivery");
        parts.settlement = part("Settlement");
    }
    if (parts.settlement != nullptr)
        parts.sums = parts.settlement->child(parts.first ? "SpecifiedTradeSettlementMonetarySummation"
                                                         : "SpecifiedTradeSettlementHeaderMonetarySummation");
    parts.profile = profile_of(root);
    return parts;
}

InvoiceProfile profile_of_guideline(std::string_view id)
{
    // ZUGFeRD 1.0 and its drafts; then those of ZUGFeRD 2 and Factur-X that are no EN 16931.
    struct Named {
        std::string_view id;
        InvoiceProfile profile;
    };
    constexpr std::array named{
        Named{"urn:ferd:CrossIndustryDocument:invoice:1p0:basic", InvoiceProfile::basic},
        Named{"urn:ferd:CrossIndustryDocument:invoice:1p0:comfort", InvoiceProfile::en16931},
        Named{"urn:ferd:CrossIndustryDocument:invoice:1p0:extended", InvoiceProfile::extended},
        Named{"urn:factur-x.eu:1p0:minimum", InvoiceProfile::minimum},
        Named{"urn:zugferd.de:2p0:minimum", InvoiceProfile::minimum},
        Named{"urn:factur-x.eu:1p0:basicwl", InvoiceProfile::basic_wl},
        Named{"urn:zugferd.de:2p0:basicwl", InvoiceProfile::basic_wl},
    };
    for (const Named& one : named)
        if (id == one.id) return one.profile;
    // EN 16931 itself, or a specification that says it restricts (compliant) or extends (conformant) it.
    constexpr std::string_view european = "urn:cen.eu:en16931:2017";
    if (!id.starts_with(european)) return InvoiceProfile::unknown;
    id.remove_prefix(european.size());
    if (id.empty()) return InvoiceProfile::en16931;
    const char mark = id.front();
    if (mark != '#' && mark != ':') return InvoiceProfile::unknown;
    for (const std::string_view kind : {"compliant", "conformant"}) {
        if (!id.substr(1).starts_with(kind)) continue;
        const std::string_view rest = id.substr(1 + kind.size());
        if (rest.size() < 2 || (rest.front() != '#' && rest.front() != ':')) break;
        if (rest.ends_with("1p0:basic") || rest.ends_with("2p0:basic")) return InvoiceProfile::basic;
        if (rest.ends_with("1p0:extended") || rest.ends_with("2p0:extended")) return InvoiceProfile::extended;
        return InvoiceProfile::other;
    }
    return InvoiceProfile::unknown;
}

InvoiceProfile profile_of_conformance(std::string_view level)
{
    std::string folded;
    for (const char c : level)
        if (c != ' ' && c != '_' && c != '-') folded.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
    if (folded == "MINIMUM") return InvoiceProfile::minimum;
    if (folded == "BASICWL") return InvoiceProfile::basic_wl;
    if (folded == "BASIC") return InvoiceProfile::basic;
    if (folded == "EN16931" || folded == "COMFORT") return InvoiceProfile::en16931;
    if (folded == "EXTENDED") return InvoiceProfile::extended;
    if (folded == "XRECHNUNG") return InvoiceProfile::other;
    return InvoiceProfile::unknown;
}

InvoiceProfile profile_of(const XmlNode& root)
{
    const XmlNode* context =
        root.child(root.name == first_root ? "SpecifiedExchangedDocumentContext" : "ExchangedDocumentContext");
    return context == nullptr ? InvoiceProfile::unknown
                              : profile_of_guideline(context->text_at("GuidelineSpecifiedDocumentContextParameter/ID"));
}

std::optional<InvoiceData> read_cross_industry(const XmlNode& root)
{
    if (root.name != first_root && root.name != second_root) return std::nullopt;
    const CrossIndustryParts parts = parts_of(root);
    InvoiceData data;
    data.form = parts.first ? "zugferd-1" : "factur-x";
    if (parts.document != nullptr) {
        data.number = parts.document->text_at("ID");
        data.type = parts.document->text_at("TypeCode");
        data.date = day_of(parts.document->at("IssueDateTime/DateTimeString"));
    }
    if (parts.agreement != nullptr) {
        data.seller = parts.agreement->text_at("SellerTradeParty/Name");
        data.buyer = parts.agreement->text_at("BuyerTradeParty/Name");
        data.seller_tax_id = tax_id_of(parts.agreement->child("SellerTradeParty"));
        data.buyer_tax_id = tax_id_of(parts.agreement->child("BuyerTradeParty"));
    }
    if (parts.settlement != nullptr) data.currency = parts.settlement->text_at("InvoiceCurrencyCode");
    data.total = amount_at(parts.sums, "GrandTotalAmount");
    data.due = amount_at(parts.sums, "DuePayableAmount");
    data.fault = broken_form(parts);
    if (data.fault.empty()) data.fault = broken_sums(parts);
    return data;
}

}  // namespace fonds
