// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/invoice_data.hpp"

#include <algorithm>
#include <array>

#include "indexer/worker/china_invoice.hpp"
#include "indexer/worker/cross_industry_invoice.hpp"
#include "indexer/worker/xml_tree.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

constexpr std::array<std::string_view, 5> roots{"CrossIndustryInvoice", "CrossIndustryDocument", "EInvoice", "eInvoice",
                                                "EInvoiceData"};

// The beginning in letters, also when the file is UTF-16.
std::string beginning(std::string_view bytes, std::size_t size)
{
    std::string head;
    for (const char c : bytes.substr(0, size))
        if (c != '\0') head.push_back(c);
    return head;
}

// The root that the bytes seem to have: not everything that is XML is worth a tree.
std::string_view seeming_root(std::string_view bytes)
{
    const std::string head = beginning(bytes, 65536);
    for (const std::string_view root : roots)
        for (std::size_t at = head.find(root); at != std::string::npos; at = head.find(root, at + 1))
            if (at > 0 && (head[at - 1] == '<' || head[at - 1] == ':')) return root;
    return {};
}

std::string encoding_named(std::string_view bytes)
{
    std::string head = beginning(bytes, 400);
    head.resize(std::min(head.find("?>"), head.size()));
    const std::size_t key = head.find("encoding");
    const std::size_t from = key == std::string::npos ? key : head.find_first_of("\"'", key);
    const std::size_t to = from == std::string::npos ? from : head.find(head[from], from + 1);
    return to == std::string::npos ? std::string() : head.substr(from + 1, to - from - 1);
}

// XML 1.0, production 81.
bool is_encoding_name(std::string_view name)
{
    const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    return !name.empty() && letter(name.front()) && std::all_of(name.begin(), name.end(), [&](char c) {
        return letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
}

std::string fault_of(const XmlTree& tree, std::string_view bytes)
{
    switch (tree.fault) {
    case XmlTree::Fault::none: return {};
    case XmlTree::Fault::doctype: return "its data has a DOCTYPE, which invoices must not have";
    case XmlTree::Fault::too_large: return "its data is larger or deeper than any invoice";
    case XmlTree::Fault::damaged: break;
    }
    const std::string encoding = encoding_named(bytes);
    if (!encoding.empty() && !is_encoding_name(encoding))
        return "its data is not well-formed XML: " + to_valid_utf8(encoding) + " is no name of an encoding";
    return "its data is not well-formed XML, or not in the encoding it names";
}

}  // namespace

std::vector<std::pair<std::string, std::string>> invoice_properties(const InvoiceData& data)
{
    constexpr std::size_t longest = 1000;
    std::vector<std::pair<std::string, std::string>> properties;
    const auto put = [&](const char* name, const std::string& value) {
        if (!value.empty()) properties.emplace_back(name, to_valid_utf8(value.substr(0, longest)));
    };
    put("invoice.form", data.form);
    put("invoice.number", data.number);
    put("invoice.type", data.type);
    put("invoice.date", data.date);
    put("invoice.total", data.total);
    put("invoice.due", data.due);
    put("invoice.currency", data.currency);
    put("invoice.seller", data.seller);
    put("invoice.seller_tax_id", data.seller_tax_id);
    put("invoice.buyer", data.buyer);
    put("invoice.buyer_tax_id", data.buyer_tax_id);
    put("invoice.fault", data.fault);
    return properties;
}

std::optional<InvoiceData> read_invoice_xml(std::string_view bytes)
{
    const std::string_view root = seeming_root(bytes);
    if (root.empty()) return std::nullopt;
    const XmlTree tree = read_xml_tree(bytes);
    std::optional<InvoiceData> data = read_cross_industry(tree.root);
    if (!data) data = read_china_invoice(tree.root);
    const std::string fault = fault_of(tree, bytes);
    if (!data && !fault.empty() && root.starts_with("CrossIndustry"))
        data.emplace().form = root == "CrossIndustryDocument" ? "zugferd-1" : "factur-x";
    if (data && !fault.empty()) data->fault = fault;
    return data;
}

}  // namespace fonds
