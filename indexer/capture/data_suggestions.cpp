// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/capture/data_suggestions.hpp"

#include <algorithm>

#include "indexer/capture/invoice_code.hpp"
#include "indexer/capture/party_names.hpp"
#include "schema/model/amount.hpp"
#include "schema/model/reference_code.hpp"

namespace fonds {

namespace {

// Levels joined by - and codes of one level by ·, the last one a number, as DA/T 22 has them: J001-HT·2024-Y-0001. Numbers
// of contracts and of other programs' labels lack the ·.
bool is_reference_code(const ReferenceCode& code)
{
    const std::string& text = code.text();
    const std::size_t dash = text.rfind('-');
    if (text.find("·") == std::string::npos || dash == std::string::npos || text.find('-') == dash || text.size() > 80)
        return false;
    const std::string_view last = std::string_view(text).substr(dash + 1);
    return !last.empty() && std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; });
}

WordBox box_around(const Quad& place)
{
    const auto [left, right] = std::ranges::minmax(place, {}, &Point::x);
    const auto [top, bottom] = std::ranges::minmax(place, {}, &Point::y);
    return {left.x, top.y, right.x - left.x, bottom.y - top.y, {}};
}

}  // namespace

void add_embedded_suggestions(const DocumentText& document, const CaptureContext& context, std::vector<Suggestion>& found)
{
    const auto fact = [&](std::string_view name) {
        for (const auto& [key, value] : document.properties)
            if (key == name) return value;
        return std::string();
    };
    const std::string form = fact("invoice.form");
    if (form.empty()) return;
    const std::string fault = fact("invoice.fault");
    const SuggestionSource source = form == "ofd" ? SuggestionSource::ofd : SuggestionSource::embedded_xml;
    const auto add = [&](SuggestedField field, std::string value, const std::string& seen) {
        if (value.empty()) return;
        Suggestion one;
        one.field = field;
        one.value = std::move(value);
        one.seen = seen;
        one.source = source;
        one.confidence = !fault.empty() ? 0.5F : source == SuggestionSource::ofd ? 0.98F : 0.99F;
        if (!fault.empty()) one.doubt = say("the data are not right", "内嵌数据有误");
        found.push_back(std::move(one));
    };
    add(SuggestedField::number, fact("invoice.number"), fact("invoice.number"));
    add(SuggestedField::date, fact("invoice.date"), fact("invoice.date"));
    add(SuggestedField::currency, fact("invoice.currency"), fact("invoice.currency"));
    // Amounts may be negative there; ours have two digits.
    const std::string total = fact("invoice.total");
    const bool negative = total.starts_with('-');
    if (const auto amount = Amount::parse(negative ? total.substr(1) : total); amount.ok())
        add(SuggestedField::amount, (negative ? "-" : "") + amount.value().text(), total);
    std::string names[2] = {fact("invoice.seller"), fact("invoice.buyer")};
    std::string ids[2] = {fact("invoice.seller_tax_id"), fact("invoice.buyer_tax_id")};
    const auto own = name_key(context.own_name);
    const bool ours = same_name(name_key(names[0]), own);  // an invoice we wrote
    for (int i = 0; i < 2; ++i) {
        const bool first = (i == 0) != ours;
        const KnownParty* known = known_party(context.parties, names[i], ids[i]);
        std::string name = known != nullptr ? known->name : names[i];
        std::replace(name.begin(), name.end(), '\n', ' ');
        add(first ? SuggestedField::party : SuggestedField::counterparty, name, names[i]);
        add(first ? SuggestedField::party_tax_id : SuggestedField::counterparty_tax_id, ids[i], ids[i]);
    }
}

void add_code_suggestions(std::span<const ScannedPage> scans, std::vector<Suggestion>& found)
{
    for (const ScannedPage& scan : scans)
        for (const PageCode& code : scan.codes) {
            const auto add = [&](SuggestedField field, std::string value, SuggestionSource source, float confidence) {
                if (value.empty()) return;
                Suggestion one;
                one.field = field;
                one.value = std::move(value);
                one.seen = code.text;
                one.source = source;
                one.confidence = confidence;
                one.page = scan.number;
                one.place = box_around(code.place);
                found.push_back(std::move(one));
            };
            if (const auto label = ReferenceCode::parse(code.text); label.ok() && is_reference_code(label.value()))
                add(SuggestedField::reference_code, label.value().text(), SuggestionSource::label,
                    code.source == CodeSource::printed ? 0.9F : 0.99F);
            const auto invoice = parse_invoice_code(code.text);
            if (!invoice) continue;
            add(SuggestedField::number, invoice->number, SuggestionSource::qr_code, 0.95F);
            add(SuggestedField::date, invoice->day, SuggestionSource::qr_code, 0.95F);
            if (invoice->with_tax) add(SuggestedField::amount, invoice->amount, SuggestionSource::qr_code, 0.95F);
            add(SuggestedField::currency, "CNY", SuggestionSource::qr_code, 0.9F);
        }
}

}  // namespace fonds
