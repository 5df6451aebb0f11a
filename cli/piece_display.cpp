// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/piece_display.hpp"

#include <cmath>
#include <utility>
#include <vector>

namespace fonds::cli {

namespace {

Text text_of(SuggestedField field)
{
    switch (field) {
    case SuggestedField::title: return say("title", "题名");
    case SuggestedField::category: return say("category", "门类");
    case SuggestedField::date: return say("date", "日期");
    case SuggestedField::amount: return say("amount", "金额");
    case SuggestedField::currency: return say("currency", "币种");
    case SuggestedField::party: return say("party", "往来单位");
    case SuggestedField::counterparty: return say("counterparty", "对方单位");
    case SuggestedField::party_tax_id: return say("tax number", "税号");
    case SuggestedField::counterparty_tax_id: return say("its tax number", "对方税号");
    case SuggestedField::number: return say("number", "编号");
    case SuggestedField::reference_code: return say("record", "档号");
    }
    return {};
}

Text text_of(SuggestionSource source)
{
    switch (source) {
    case SuggestionSource::label: return say("label", "标签");
    case SuggestionSource::embedded_xml: return say("data inside", "内嵌数据");
    case SuggestionSource::ofd: return say("OFD", "OFD");
    case SuggestionSource::qr_code: return say("QR code", "二维码");
    case SuggestionSource::text: return say("text", "文字");
    }
    return {};
}

std::string ranges(const std::vector<std::int32_t>& pages)
{
    std::string text;
    for (std::size_t i = 0; i < pages.size();) {
        std::size_t last = i;
        while (last + 1 < pages.size() && pages[last + 1] == pages[last] + 1) ++last;
        if (!text.empty()) text += ", ";
        text += std::to_string(pages[i]);
        if (last > i) text += "–" + std::to_string(pages[last]);
        i = last + 1;
    }
    return text;
}

}  // namespace

std::string file_text(const Piece& piece)
{
    std::string text = below_inbox(piece.arrival);
    std::vector<std::int32_t> pages;
    for (const PiecePage& page : piece.pages)
        if (page.arrival == piece.arrival.id) pages.push_back(page.page);
    const bool all = piece.pages.empty() || piece.pages.front().page == 0 ||
                     (pages.size() == piece.pages.size() && pages.size() == static_cast<std::size_t>(piece.arrival.pages));
    if (!all) text += " " + ranges(pages);
    if (pages.size() < piece.pages.size()) text += " +" + std::to_string(piece.pages.size() - pages.size());
    return text;
}

void print_suggestions(const Piece& piece, Output& output)
{
    Table table;
    for (const Suggestion& one : piece.facts.suggestions) {
        std::string from = output.pick(text_of(one.source));
        if (one.page > 0) from += output.pick(say(", page {}", ",第 {} 页", {one.page}));
        if (!one.doubt.empty()) from += output.pick(say("; ", ";")) + output.pick(one.doubt);
        table.row({"  " + output.pick(text_of(one.field)), output.shown(one.value),
                   std::to_string(std::lround(one.confidence * 100)) + " %", output.shown(from)});
    }
    table.print(output);
}

void print_quality(const Piece& piece, Output& output)
{
    std::vector<std::pair<QualityIssue, std::vector<std::int32_t>>> kinds;
    for (const PieceQuality& finding : piece.facts.quality) {
        auto kind = kinds.begin();
        while (kind != kinds.end() && kind->first != finding.issue) ++kind;
        if (kind == kinds.end()) kind = kinds.insert(kinds.end(), {finding.issue, {}});
        kind->second.push_back(finding.page);
    }
    for (const auto& [issue, pages] : kinds)
        output.line("  " + output.pick(say(pages.size() == 1 ? "page {}: {}" : "pages {}: {}", "第 {} 页:{}",
                                           {ranges(pages), output.pick(text_of(issue))})));
}

}  // namespace fonds::cli
