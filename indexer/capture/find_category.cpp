// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "indexer/capture/data_suggestions.hpp"
#include "indexer/capture/finding.hpp"
#include "indexer/capture/invoice_code.hpp"
#include "indexer/capture/party_names.hpp"

namespace fonds {

namespace {

// Words that categories are called by, and what documents of the kind have.
struct KindNames {
    PaperKind kind;
    std::array<std::u32string_view, 6> words;
};
constexpr std::array kind_names{
    KindNames{PaperKind::contract, {U"合同", U"协议", U"contract", U"agreement", U"契约", U"agreements"}},
    KindNames{PaperKind::invoice, {U"发票", U"票据", U"invoice", U"凭证", U"会计", U"账单"}},
    KindNames{PaperKind::permit, {U"许可", U"证照", U"permit", U"licen", U"资质", U"执照"}}};

/// How much the name of a category, folded, tells that it takes papers of this kind; 0: nothing.
float weight_of(PaperKind kind, std::u32string_view name)
{
    float weight = 0;
    for (const KindNames& one : kind_names)
        if (one.kind == kind)
            for (std::size_t i = 0; i < one.words.size(); ++i)
                if (name.find(one.words[i]) != std::u32string_view::npos)
                    weight = std::max(weight, 0.85F - 0.03F * static_cast<float>(i));
    return weight;
}

/// The category that is called most like it; empty: none, or several alike.
std::string category_for(PaperKind kind, const CaptureContext& context)
{
    std::string best;
    float top = 0;
    for (const auto& [code, name] : context.categories) {
        const float weight = weight_of(kind, folded(name));
        if (weight > 0 && weight == top) best.clear();
        if (weight <= top) continue;
        top = weight;
        best = code;
    }
    return best;
}

struct InvoiceKind {
    std::string_view code;
    std::string_view name;
};
// UNTDID 1001, what Factur-X and ZUGFeRD use of it.
constexpr std::array kinds_of_unece{InvoiceKind{"381", "Credit note"},        InvoiceKind{"261", "Self-billed credit note"},
                                    InvoiceKind{"384", "Corrected invoice"},  InvoiceKind{"326", "Partial invoice"},
                                    InvoiceKind{"386", "Prepayment invoice"}, InvoiceKind{"389", "Self-billed invoice"}};
// The second part of the tax administration's code.
constexpr std::array kinds_of_china{InvoiceKind{"01", "增值税专用发票"},       InvoiceKind{"04", "增值税普通发票"},
                                    InvoiceKind{"08", "增值税电子专用发票"},   InvoiceKind{"10", "增值税电子普通发票"},
                                    InvoiceKind{"11", "增值税普通发票(卷票)"}, InvoiceKind{"31", "电子发票(增值税专用发票)"},
                                    InvoiceKind{"32", "电子发票(普通发票)"}};

template <std::size_t N>
std::string name_of(const std::array<InvoiceKind, N>& kinds, std::string_view code, std::string_view other)
{
    const auto at = std::ranges::find(kinds, code, &InvoiceKind::code);
    return std::string(at == kinds.end() ? other : at->name);
}

std::string property(const DocumentText& document, std::string_view name)
{
    const auto at = std::ranges::find(document.properties, name, &std::pair<std::string, std::string>::first);
    return at == document.properties.end() ? std::string() : at->second;
}

/// The value of a field that data told, not the text.
std::string told(const std::vector<Suggestion>& found, SuggestedField field, SuggestionSource source)
{
    const auto at =
        std::ranges::find_if(found, [&](const Suggestion& one) { return one.field == field && one.source == source; });
    return at == found.end() ? std::string() : at->value;
}

}  // namespace

void find_category_suggestions(const Paper& paper, const Line* title_line, const CaptureContext& context,
                               std::vector<Suggestion>& found)
{
    const std::u32string title = title_line == nullptr ? std::u32string() : title_line->text;
    for (const auto& [code, name] : context.categories) {
        const std::u32string called = folded(name);
        if (called.empty()) continue;
        float weight = weight_of(paper.kind, called);
        if (!title.empty() && title.find(called) != std::u32string::npos) weight = 0.9F;
        if (weight <= 0) continue;
        found.push_back(from_text(SuggestedField::category, code, weight, {title_line, 0, title.size()}));
    }
}

void add_invoice_suggestions(const CaptureInput& input, const CaptureContext& context, std::vector<Suggestion>& found)
{
    constexpr float sure = 0.95F;
    std::string kind, seen;
    SuggestionSource source{};
    if (const std::string form = input.text == nullptr ? "" : property(*input.text, "invoice.form"); !form.empty()) {
        const bool chinese = form == "ofd" || form == "cn-einvoice";
        seen = property(*input.text, "invoice.type");
        kind = chinese ? "电子发票" : name_of(kinds_of_unece, seen, "Invoice");
        source = form == "ofd" ? SuggestionSource::ofd : SuggestionSource::embedded_xml;
    }
    for (const ScannedPage& scan : input.scans)
        for (const PageCode& code : scan.codes)
            if (const auto invoice = kind.empty() ? parse_invoice_code(code.text) : std::nullopt) {
                seen = code.text;
                kind = name_of(kinds_of_china, invoice->type, "发票");
                source = SuggestionSource::qr_code;
            }
    if (kind.empty()) return;
    const auto add = [&](SuggestedField field, std::string value) {
        if (value.empty()) return;
        Suggestion one;
        one.field = field;
        one.value = std::move(value);
        one.seen = seen;
        one.source = source;
        one.confidence = sure;
        found.push_back(std::move(one));
    };
    add(SuggestedField::category, category_for(PaperKind::invoice, context));
    const bool titled = std::ranges::any_of(
        found, [](const Suggestion& one) { return one.field == SuggestedField::title && one.confidence >= title_is_sure; });
    if (titled) return;
    std::string title = kind;
    const std::string number = told(found, SuggestedField::number, source);
    const std::string party = told(found, SuggestedField::party, source);
    if (!number.empty()) title += " " + number;
    if (!party.empty()) title += (kind == "电子发票" ? " " : ", ") + party;
    add(SuggestedField::title, std::move(title));
}

}  // namespace fonds
