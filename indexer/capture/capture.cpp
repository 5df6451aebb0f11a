// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/capture/capture.hpp"

#include <algorithm>

#include "indexer/capture/data_suggestions.hpp"
#include "indexer/capture/finding.hpp"
#include "indexer/capture/party_names.hpp"
#include "indexer/text/fold.hpp"

namespace fonds {

namespace {

bool mostly_han(const std::vector<Line>& lines)
{
    std::size_t han = 0, latin = 0;
    for (const Line& line : lines)
        for (const char32_t c : line.text) {
            if (is_han(c)) ++han;
            if (is_latin(c)) ++latin;
        }
    return han * 3 > latin;
}

bool same_value(const Suggestion& a, const Suggestion& b)
{
    if (a.field != b.field) return false;
    if (a.value == b.value) return true;
    const bool name = a.field == SuggestedField::party || a.field == SuggestedField::counterparty ||
                      a.field == SuggestedField::title || a.field == SuggestedField::number;
    return name && name_key(a.value) == name_key(b.value);
}

// The same value seen twice is surer; the better source stays, with the place of the other when it has none.
std::vector<Suggestion> merged(const std::vector<Suggestion>& all)
{
    std::vector<Suggestion> once;
    for (const Suggestion& one : all) {
        const auto same =
            std::find_if(once.begin(), once.end(), [&](const Suggestion& other) { return same_value(one, other); });
        if (same == once.end()) {
            once.push_back(one);
            continue;
        }
        const bool other_source = same->source != one.source;
        const bool better = one.source < same->source || (one.source == same->source && one.confidence > same->confidence);
        Suggestion kept = better ? one : *same;
        const Suggestion& left = better ? *same : one;
        if (kept.page == 0) {
            kept.page = left.page;
            kept.place = left.place;
        }
        const float top = std::max(kept.confidence, left.confidence);
        kept.confidence = std::min(0.99F, other_source ? 1 - (1 - top) * 0.5F : top + 0.01F);
        if (!kept.doubt.empty() && left.doubt.empty() && left.confidence >= kept.confidence - 0.05F) kept.doubt = {};
        *same = std::move(kept);
    }
    return once;
}

// Characters that differ when a misreading is all that parts two values.
std::size_t differences(const std::string& a, const std::string& b)
{
    if (a.size() != b.size()) return 99;
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.size(); ++i) count += a[i] != b[i] ? 1 : 0;
    return count;
}

// Data and page should say the same. A small difference is a misreading of the page; data that says something else
// altogether may belong to another document, and what people sign is the page.
void weigh_contradictions(std::vector<Suggestion>& all)
{
    for (Suggestion& data : all) {
        const bool tells = data.field == SuggestedField::date || data.field == SuggestedField::amount ||
                           data.field == SuggestedField::number;
        if (!tells || data.source == SuggestionSource::text || data.source == SuggestionSource::label) continue;
        Suggestion* page = nullptr;
        for (Suggestion& other : all)
            if (other.field == data.field && other.source == SuggestionSource::text &&
                (page == nullptr || other.confidence > page->confidence))
                page = &other;
        if (page == nullptr || page->confidence < 0.8F || page->value == data.value) continue;
        const bool agreed = std::any_of(all.begin(), all.end(), [&](const Suggestion& other) {
            return &other != &data && other.field == data.field && other.value == data.value;
        });
        if (agreed) continue;
        const bool misread = differences(page->value, data.value) <= 2;
        page->doubt = data.source == SuggestionSource::qr_code
                          ? say("the code on the page says {}", "页面上的二维码为 {}", {data.value})
                          : say("the data of the document says {}", "文件内的数据为 {}", {data.value});
        if (data.doubt.empty()) data.doubt = say("the page says {}", "页面文字为 {}", {page->value});
        if (data.source != SuggestionSource::qr_code || misread) {
            data.confidence = std::min(data.confidence, 0.85F);
            page->confidence = std::min(page->confidence, 0.6F);
        } else {
            data.confidence = std::min(data.confidence, 0.5F);
            page->confidence = std::min(page->confidence, 0.8F);
        }
    }
}

constexpr std::size_t most_of_a_field = 5;

}  // namespace

std::vector<Suggestion> capture(const CaptureInput& input, const CaptureContext& context)
{
    Paper paper;
    paper.lines = lines_of(input);
    paper.kind = kind_of(paper.lines);
    paper.chinese = mostly_han(paper.lines);
    std::vector<Suggestion> found;
    if (input.text != nullptr) add_embedded_suggestions(*input.text, context, found);
    add_code_suggestions(input.scans, found);
    find_title_suggestions(paper, context, found);
    find_date_suggestions(paper, found);
    find_amount_suggestions(paper, found);
    find_number_suggestions(paper, found);
    find_party_suggestions(paper, context, found);
    add_invoice_suggestions(input, context, found);
    found = merged(found);
    weigh_contradictions(found);
    std::erase_if(found, [](const Suggestion& one) { return one.value.empty() || one.confidence <= 0; });
    std::stable_sort(found.begin(), found.end(), [](const Suggestion& a, const Suggestion& b) {
        if (a.field != b.field) return a.field < b.field;
        return a.confidence != b.confidence ? a.confidence > b.confidence : a.source < b.source;
    });
    std::vector<Suggestion> kept;
    std::size_t of_field = 0;
    for (Suggestion& one : found) {
        of_field = !kept.empty() && kept.back().field == one.field ? of_field + 1 : 1;
        if (of_field <= most_of_a_field) kept.push_back(std::move(one));
    }
    return kept;
}

}  // namespace fonds
