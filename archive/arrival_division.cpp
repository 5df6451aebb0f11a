// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/arrival_division.hpp"

#include "archive/dividing.hpp"
#include "archive/fingerprint.hpp"
#include "archive/suggesting.hpp"

namespace fonds {

bool has_pictures(std::string_view media_type)
{
    return media_type == "application/pdf" || media_type.starts_with("image/");
}

namespace {

/// So that nobody believes it is still to be read. What may be read with a password, or another time, is left open.
Result<void> tell_text(Archive::State& state, const Digest& digest, const DocumentText& text)
{
    const bool read = text.state == TextState::done || text.state == TextState::partial ||
                      text.state == TextState::needs_ocr || text.state == TextState::none;
    TRY_ASSIGN(const auto object, state.catalog.object(digest));
    if (!read || !object || object->text != TextState::pending) return {};
    return state.catalog.set_text(digest, text.state, text.note, text.page_count);
}

}  // namespace

Result<void> divide_arrival(Archive::State& state, const Arrival& arrival, const DocumentText& text,
                            const std::vector<ScannedPage>& scans, DeskObserver& observer)
{
    const bool paged = has_pictures(arrival.media_type) && !text.pages.empty();
    Division division;
    if (paged) {
        std::vector<PageSight> sights;
        auto scan = scans.begin();
        for (std::size_t i = 0; i < text.pages.size(); ++i) {
            const auto number = static_cast<std::int32_t>(i + 1);
            while (scan != scans.end() && scan->number < number) ++scan;
            const bool seen = scan != scans.end() && scan->number == number;
            sights.push_back(sight_of(seen ? &*scan : nullptr, &text.pages[i], state.catalog.identity().code));
        }
        DivideRules rules;
        rules.split = arrival.defaults.split.value_or(true);
        rules.drop_blank = arrival.defaults.drop_blank.value_or(false);
        division = divide(sights, rules);
    } else {
        division.pieces = {{0}};
    }
    TRY(tell_text(state, arrival.digest, text));
    Suggesting suggesting(state);
    std::vector<NewPiece> pieces;
    for (const auto& pages : division.pieces) {
        TRY_ASSIGN(NewPiece piece, suggesting.piece_of(arrival, text, scans, pages));
        for (const NewPiece& before : pieces)
            if (look_alike(before.fingerprint, piece.fingerprint)) {
                piece.facts.add(Doubt::looks_like, say("what begins on page {} of the same file",
                                                       "同一文件中自第 {} 页起的一件", {before.pages.front().page}));
                break;
            }
        if (division.separators_alone) piece.facts.add(Doubt::separator_alone);
        pieces.push_back(std::move(piece));
    }
    auto divided =
        state.catalog.divide_arrival(arrival.id, paged ? text.page_count : 0, pieces, division.dropped, state.stamp());
    // Somebody was faster: the decision stands.
    if (!divided.ok() && divided.error().kind != ErrorKind::refused) return std::move(divided).error();
    if (divided.ok()) observer.divided({below_inbox(arrival), std::move(*divided)});
    return {};
}

}  // namespace fonds
