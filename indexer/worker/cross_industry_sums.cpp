// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "indexer/worker/cross_industry_rules.hpp"
#include "indexer/worker/decimal.hpp"

namespace fonds {

namespace {

constexpr std::int64_t cent = 10'000;

std::optional<Decimal> amount_at(const XmlNode* node, std::string_view path)
{
    return node == nullptr ? std::nullopt : parse_decimal(node->text_at(path));
}

std::string differ(std::string_view what, Decimal made, Decimal said, std::string_view rule)
{
    return std::string(what) + " make " + made.text() + ", the invoice says " + said.text() + " (" + std::string(rule) + ")";
}

// An amount that is there and is no number would be taken for one that is not there.
const XmlNode* broken_amount(const XmlNode& node)
{
    if (node.children.empty() && node.name.ends_with("Amount") && !parse_decimal(node.text)) return &node;
    for (const XmlNode& one : node.children)
        if (const XmlNode* found = broken_amount(one); found != nullptr) return found;
    return nullptr;
}

bool is_charge(const XmlNode& one)
{
    const std::string indicator = one.text_at("ChargeIndicator/Indicator");
    return indicator == "true" || indicator == "1";
}

const XmlNode* line_sums(const CrossIndustryParts& parts, const XmlNode& line)
{
    return parts.first ? line.at("SpecifiedSupplyChainTradeSettlement/SpecifiedTradeSettlementMonetarySummation")
                       : line.at("SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation");
}

// Quantity × price ± charges (BT-131). Prices are often shown rounded to the cent, and insurers put their tax into the gross
// price alone: what either of them explains is not held against a line.
std::string broken_line(const CrossIndustryParts& parts, const XmlNode& line)
{
    if (parts.first || parts.profile == InvoiceProfile::extended) return {};
    const XmlNode* agreement = line.child("SpecifiedLineTradeAgreement");
    const XmlNode* settlement = line.child("SpecifiedLineTradeSettlement");
    const auto total = amount_at(line_sums(parts, line), "LineTotalAmount");
    const auto quantity = amount_at(&line, "SpecifiedLineTradeDelivery/BilledQuantity");
    const auto net = amount_at(agreement, "NetPriceProductTradePrice/ChargeAmount");
    if (!total || !quantity || !net || settlement == nullptr) return {};
    double charges = 0;
    for (const XmlNode* one : settlement->all("SpecifiedTradeAllowanceCharge"))
        if (const auto part = amount_at(one, "ActualAmount")) charges += is_charge(*one) ? part->value() : -part->value();
    for (const std::string price : {"NetPriceProductTradePrice", "GrossPriceProductTradePrice"}) {
        const auto each = amount_at(agreement, price + "/ChargeAmount");
        const auto basis = amount_at(agreement, price + "/BasisQuantity");
        if (!each) continue;
        const double count = quantity->value() / (basis && basis->millionths != 0 ? basis->value() : 1);
        constexpr double cents = 0.0201;
        const double rounding = 0.005 * std::abs(count) - 1e-6;
        if (std::abs(count * each->value() + charges - total->value()) <= std::max(cents, rounding)) return {};
    }
    return "an invoice line of " + total->text() + " is not its quantity " + quantity->text() + " times its price " +
           net->text();
}

// Lines that only group others, or only inform, do not count (BT-X-8).
bool counts(const XmlNode& line)
{
    const std::string reason = line.text_at("AssociatedDocumentLineDocument/LineStatusReasonCode");
    return reason.empty() || reason == "DETAIL";
}

std::string broken_lines(const CrossIndustryParts& parts)
{
    Decimal sum;
    bool any = false;
    const auto lines = parts.transaction->all("IncludedSupplyChainTradeLineItem");
    for (const XmlNode* line : lines) {
        if (std::string broken = broken_line(parts, *line); !broken.empty()) return broken;
        const auto total = amount_at(line_sums(parts, *line), "LineTotalAmount");
        if (!total || !counts(*line)) continue;
        sum += *total;
        any = true;
    }
    const auto said = amount_at(parts.sums, "LineTotalAmount");
    // The first generation rounds each line, and may have them with their tax.
    const std::int64_t slack = parts.first ? cent / 2 * static_cast<std::int64_t>(lines.size()) : cent / 2;
    const auto grand = amount_at(parts.sums, "GrandTotalAmount");
    if (parts.first && grand && near(sum, *grand, slack)) return {};
    if (any && said && !near(sum, *said, slack)) return differ("the invoice lines", sum, *said, "BR-CO-10");
    return {};
}

std::string broken_charges(const CrossIndustryParts& parts)
{
    Decimal charges, allowances;
    bool any = false;
    for (const XmlNode* one : parts.settlement->all("SpecifiedTradeAllowanceCharge")) {
        const auto amount = amount_at(one, "ActualAmount");
        if (!amount) return "a charge or allowance has no amount (BR-31, BR-36)";
        (is_charge(*one) ? charges : allowances) += *amount;
        any = true;
    }
    for (const XmlNode* one : parts.settlement->all("SpecifiedLogisticsServiceCharge"))
        if (const auto amount = amount_at(one, "AppliedAmount")) {
            charges += *amount;
            any = true;
        }
    if (!any) return {};
    const Decimal said_charges = amount_at(parts.sums, "ChargeTotalAmount").value_or(Decimal{});
    const Decimal said_allowances = amount_at(parts.sums, "AllowanceTotalAmount").value_or(Decimal{});
    // The first generation leaves open whether allowances are negative.
    const auto size = [&](Decimal one) { return parts.first ? Decimal{std::abs(one.millionths)} : one; };
    if (!near(size(charges), size(said_charges), cent)) return differ("the charges", charges, said_charges, "BR-CO-12");
    if (!near(size(allowances), size(said_allowances), cent))
        return differ("the allowances", allowances, said_allowances, "BR-CO-11");
    return {};
}

// The total of the tax in the currency of the invoice: there may be a second one in the currency of the books.
std::optional<Decimal> tax_total(const CrossIndustryParts& parts)
{
    const std::string currency = parts.settlement->text_at("InvoiceCurrencyCode");
    for (const XmlNode* one : parts.sums->all("TaxTotalAmount")) {
        const std::string_view own = one->attribute("currencyID");
        if (own.empty() || own == currency) return parse_decimal(one->text);
    }
    return std::nullopt;
}

std::string broken_taxes(const CrossIndustryParts& parts)
{
    Decimal sum;
    bool any = false;
    for (const XmlNode* tax : parts.settlement->all("ApplicableTradeTax")) {
        const auto calculated = amount_at(tax, "CalculatedAmount");
        const auto basis = amount_at(tax, "BasisAmount");
        const auto rate = amount_at(tax, parts.first ? "ApplicablePercent" : "RateApplicablePercent");
        if (!parts.first && (!calculated || !basis)) return "a tax lacks its basis or its amount (BR-45, BR-46)";
        if (!calculated) continue;
        sum += *calculated;
        any = true;
        // The rule allows one unit, since taxes may be summed line by line.
        if (basis && rate && std::abs(basis->value() * rate->value() / 100 - calculated->value()) >= 1.0)
            return "the tax " + calculated->text() + " is not " + rate->text() + " % of " + basis->text() + " (BR-CO-17)";
    }
    const auto said = tax_total(parts);
    if (any && said && !near(sum, *said, cent)) return differ("the taxes", sum, *said, "BR-CO-14");
    return {};
}

std::string broken_totals(const CrossIndustryParts& parts)
{
    const auto grand = amount_at(parts.sums, "GrandTotalAmount");
    const auto basis = amount_at(parts.sums, "TaxBasisTotalAmount");
    const auto due = amount_at(parts.sums, "DuePayableAmount");
    const auto lines = amount_at(parts.sums, "LineTotalAmount");
    if (!grand) return "the total with tax is missing (BR-14)";
    if (!basis) return "the total without tax is missing (BR-13)";
    if (!parts.first && !due) return "the amount due is missing (BR-15)";
    const bool has_lines = parts.profile != InvoiceProfile::minimum;
    if (has_lines && !lines) return "the sum of the lines is missing (BR-12)";
    const auto part = [&](std::string_view name) { return amount_at(parts.sums, name).value_or(Decimal{}); };
    if (has_lines) {
        const Decimal made = *lines - part("AllowanceTotalAmount") + part("ChargeTotalAmount");
        if (!near(made, *basis, cent)) return differ("lines, allowances and charges", made, *basis, "BR-CO-13");
    }
    const Decimal made = *basis + tax_total(parts).value_or(Decimal{});
    if (!near(made, *grand, cent)) return differ("the total without tax and the tax", made, *grand, "BR-CO-15");
    if (has_lines && due && !parts.first) {
        const Decimal left = *grand - part("TotalPrepaidAmount") + part("RoundingAmount");
        if (!near(left, *due, cent)) return differ("the total and what was paid", left, *due, "BR-CO-16");
    }
    return {};
}

}  // namespace

std::string broken_sums(const CrossIndustryParts& parts)
{
    if (const XmlNode* found = broken_amount(*parts.transaction); found != nullptr)
        return "the amount " + found->name + " is no number";
    for (const auto rule : {broken_totals, broken_taxes, broken_charges, broken_lines})
        if (std::string broken = rule(parts); !broken.empty()) return broken;
    return {};
}

}  // namespace fonds
