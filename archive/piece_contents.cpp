// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/piece_contents.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace fonds {

namespace {

struct SourceContents {
    std::optional<DocumentText> text;
    std::vector<ScannedPage> scans;
};

Result<SourceContents> contents_of(Archive::State& state, ArrivalId id)
{
    SourceContents contents;
    TRY_ASSIGN(const auto arrival, state.catalog.arrival(id));
    if (!arrival) return contents;
    TRY_ASSIGN(contents.text, state.texts.get(arrival->digest));
    TRY_ASSIGN(contents.scans, state.scans.get(arrival->digest));
    return contents;
}

}  // namespace

Result<PieceContents> contents_of(Archive::State& state, const Piece& piece)
{
    PieceContents contents;
    std::map<ArrivalId, SourceContents> sources;
    for (std::size_t i = 0; i < piece.pages.size(); ++i) {
        const PiecePage& page = piece.pages[i];
        auto [at, fresh] = sources.try_emplace(page.arrival);
        if (fresh) {
            TRY_ASSIGN(at->second, contents_of(state, page.arrival));
        }
        const auto& [text, scans] = at->second;
        contents.looked_at = contents.looked_at && text.has_value();
        const bool known = text && page.page >= 1 && static_cast<std::size_t>(page.page) <= text->pages.size();
        contents.text.pages.push_back(known ? text->pages[static_cast<std::size_t>(page.page) - 1] : PageText{});
        const auto scan = std::ranges::find(scans, page.page, &ScannedPage::number);
        if (scan == scans.end()) continue;
        contents.scans.push_back(*scan);
        contents.scans.back().number = static_cast<std::int32_t>(i + 1);
    }
    contents.text.page_count = static_cast<std::int32_t>(contents.text.pages.size());
    // Data that a file carries are about the paper that begins with its first page.
    const PiecePage& first = piece.pages.front();
    const auto& whole = sources.at(first.arrival).text;
    if (whole && first.page <= 1) contents.text.properties = whole->properties;
    if (whole && is_whole_file(piece)) {
        contents.text.state = whole->state;
        contents.text.note = whole->note;
    }
    return contents;
}

}  // namespace fonds
