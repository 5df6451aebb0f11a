// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/china_invoice.hpp"

#include "indexer/worker/decimal.hpp"
#include "schema/model/date.hpp"

namespace fonds {

namespace {

bool all_digits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string amount_text(const std::string& text)
{
    const auto value = parse_decimal(text);
    return value ? value->text() : std::string();
}

std::string missing_field(const InvoiceData& data)
{
    if (data.number.empty()) return "the invoice number is missing";
    if (data.date.empty()) return "the date of issue is missing or is no day";
    if (data.total.empty()) return "the total with tax is missing or is no number";
    if (data.seller.empty()) return "the name of the seller is missing";
    return {};
}

std::string broken_total(const InvoiceData& data, const std::string& net, const std::string& tax)
{
    const auto total = parse_decimal(data.total);
    const auto without = parse_decimal(net);
    const auto part = parse_decimal(tax);
    if (!total || !without) return {};
    if (!near(*without + part.value_or(Decimal{}), *total, 10'000))
        return "the amount " + without->text() + " and the tax " + part.value_or(Decimal{}).text() +
               " do not make the total " + total->text();
    return {};
}

// Lines are rounded each for itself: they may miss the sum by half a fen each.
std::string broken_lines(const XmlNode& data, std::string_view line, std::string_view amount, const std::string& net)
{
    const auto wanted = parse_decimal(net);
    const auto lines = data.all(line);
    if (!wanted || lines.empty()) return {};
    Decimal sum;
    for (const XmlNode* one : lines) {
        const auto value = parse_decimal(one->text_at(amount));
        if (!value) return {};
        sum += *value;
    }
    if (near(sum, *wanted, 10'000 + 5'000 * static_cast<std::int64_t>(lines.size()))) return {};
    return "the lines make " + sum.text() + ", the amount says " + wanted->text();
}

InvoiceData read_digital(const XmlNode& root)
{
    InvoiceData data;
    data.form = "cn-einvoice";
    data.currency = "CNY";
    const XmlNode* body = root.name == "EInvoiceData" ? &root : root.child("EInvoiceData");
    const XmlNode* tax = root.child("TaxSupervisionInfo");
    if (body == nullptr) {
        data.fault = "the element EInvoiceData is missing";
        return data;
    }
    data.number = tax == nullptr ? root.text_at("Header/EIid") : tax->text_at("InvoiceNumber");
    data.date = china_day(tax == nullptr ? std::string() : tax->text_at("IssueTime"));
    if (data.date.empty()) data.date = china_day(body->text_at("BasicInformation/RequestTime"));
    const XmlNode* basic = body->child("BasicInformation");
    if (basic != nullptr) data.total = amount_text(basic->text_at("TotalTax-includedAmount"));
    data.seller = body->text_at("SellerInformation/SellerName");
    data.seller_tax_id = body->text_at("SellerInformation/SellerIdNum");
    data.buyer = body->text_at("BuyerInformation/BuyerName");
    data.buyer_tax_id = body->text_at("BuyerInformation/BuyerIdNum");
    data.fault = missing_field(data);
    if (data.fault.empty() && (data.number.size() != 20 || !all_digits(data.number)))
        data.fault = "the invoice number " + data.number + " has not the 20 digits of a digital invoice";
    if (data.fault.empty() && basic != nullptr) {
        const std::string net = basic->text_at("TotalAmWithoutTax");
        data.fault = broken_total(data, net, basic->text_at("TotalTaxAm"));
        if (data.fault.empty()) data.fault = broken_lines(*body, "IssuItemInformation", "Amount", net);
    }
    return data;
}

// The data in OFD invoices of 2019 and later: a number of 8 digits with its code, or of 20 without.
InvoiceData read_in_ofd(const XmlNode& root)
{
    InvoiceData data;
    data.form = "ofd";
    data.currency = "CNY";
    data.number = root.text_at("InvoiceNo");
    data.date = china_day(root.text_at("IssueDate"));
    data.total = amount_text(root.text_at("TaxInclusiveTotalAmount"));
    data.seller = root.text_at("Seller/SellerName");
    data.seller_tax_id = root.text_at("Seller/SellerTaxID");
    data.buyer = root.text_at("Buyer/BuyerName");
    data.buyer_tax_id = root.text_at("Buyer/BuyerTaxID");
    data.fault = missing_field(data);
    if (data.fault.empty() && (!all_digits(data.number) || (data.number.size() != 8 && data.number.size() != 20)))
        data.fault = "the invoice number " + data.number + " has neither 8 nor 20 digits";
    if (data.fault.empty())
        data.fault = broken_total(data, root.text_at("TaxExclusiveTotalAmount"), root.text_at("TaxTotalAmount"));
    return data;
}

}  // namespace

std::string china_day(std::string_view text)
{
    const std::size_t time = text.find_first_of(" T");
    const auto day = Date::parse(text.substr(0, time));
    return day.ok() ? day.value().text() : std::string();
}

std::optional<InvoiceData> read_china_invoice(const XmlNode& root)
{
    if (root.name == "EInvoice" || root.name == "EInvoiceData") return read_digital(root);
    if (root.name == "eInvoice") return read_in_ofd(root);
    return std::nullopt;
}

}  // namespace fonds
