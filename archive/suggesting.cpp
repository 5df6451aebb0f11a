// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/suggesting.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "archive/fingerprint.hpp"
#include "archive/piece_contents.hpp"
#include "archive/sheet_marks.hpp"
#include "schema/catalog/numbers.hpp"

namespace fonds {

namespace {

constexpr std::size_t most_parties = 20'000;

WordBox box_around(const Quad& quad)
{
    OcrLine line;
    line.quad = quad;
    return box_of(line);
}

/// The document of these pages alone, numbered anew.
DocumentText part_of(const DocumentText& text, const std::vector<std::int32_t>& pages)
{
    if (pages.front() == 0) return text;
    DocumentText part;
    // A page that could not be looked at says so itself, and concerns its own part alone.
    const bool all_there = text.page_count <= static_cast<std::int32_t>(text.pages.size());
    part.state = text.state == TextState::partial && all_there ? TextState::done : text.state;
    part.note = part.state == TextState::done ? std::string() : text.note;
    if (pages.front() == 1) part.properties = text.properties;  // data of a file are about the paper that begins it
    for (const std::int32_t page : pages)
        if (page <= static_cast<std::int32_t>(text.pages.size()))
            part.pages.push_back(text.pages[static_cast<std::size_t>(page) - 1]);
    part.page_count = static_cast<std::int32_t>(part.pages.size());
    return part;
}

std::vector<ScannedPage> part_of(const std::vector<ScannedPage>& scans, const std::vector<std::int32_t>& pages)
{
    std::vector<ScannedPage> part;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const auto at = std::ranges::find(scans, pages[i], &ScannedPage::number);
        if (at == scans.end()) continue;
        part.push_back(*at);
        part.back().number = static_cast<std::int32_t>(i + 1);
    }
    return part;
}

void take_state(const DocumentText& text, const std::vector<ScannedPage>& scans, PieceFacts& facts)
{
    if (text.state == TextState::encrypted) facts.add(Doubt::encrypted);
    if (text.state == TextState::failed || text.state == TextState::partial) facts.add(Doubt::unreadable, text.note);
    bool all_blank = !scans.empty();
    for (const ScannedPage& page : scans) {
        if (!page.note.empty() && !facts.has(Doubt::unreadable))
            facts.add(Doubt::unreadable, on_page(page.number, as_it_is(page.note)));
        all_blank =
            all_blank && std::ranges::find(page.quality, QualityIssue::blank, &QualityFinding::issue) != page.quality.end();
        for (const PageCode& code : page.codes)
            facts.codes.push_back({page.number, code.text, std::string(name_of(code.format)),
                                   std::string(name_of(code.source)), box_around(code.place)});
        for (const QualityFinding& finding : page.quality)
            facts.quality.push_back({page.number, finding.issue, finding.measure});
    }
    if (all_blank) facts.add(Doubt::blank);
}

}  // namespace

Result<void> Suggesting::load_context()
{
    if (loaded_) return {};
    TRY_ASSIGN(const auto parties, state_.catalog.parties(most_parties, 0));
    for (const Party& party : parties) {
        KnownParty known{party.name, {}, {}};
        for (std::size_t at = 0; at < party.aliases.size();) {
            const auto end = std::min(party.aliases.find('\n', at), party.aliases.size());
            if (end > at) known.aliases.push_back(party.aliases.substr(at, end - at));
            at = end + 1;
        }
        parties_.push_back(std::move(known));
    }
    TRY_ASSIGN(const auto categories, state_.catalog.categories());
    for (const Category& category : categories)
        categories_.emplace_back(category.code, category.name_zh.empty() ? category.name_en : category.name_zh);
    loaded_ = true;
    return {};
}

/// A code label on the first page names the record that the piece belongs to, or the reserved number that it gets.
Result<void> Suggesting::take_label(const DocumentText& document, const std::vector<ScannedPage>& scans, PieceFacts& facts)
{
    const auto first = std::ranges::find(scans, 1, &ScannedPage::number);
    const std::string& own = state_.catalog.identity().code;
    std::set<std::string> codes;
    WordBox place;
    const auto take = [&](const ReadMark& mark, const std::string& text, const WordBox& where) {
        if (mark.mark == SheetMark::malformed) facts.add(Doubt::malformed_label, text);
        if (mark.mark != SheetMark::label) return;
        codes.insert(mark.code.text());
        place = where;
    };
    if (first != scans.end())
        for (const PageCode& code : first->codes) take(read_mark(code.text, own), code.text, box_around(code.place));
    // The text printed beside it is the second source.
    if (codes.empty() && first != scans.end())
        for (const OcrLine& line : first->lines) take(read_printed_mark(text_of(line), own), text_of(line), box_of(line));
    if (codes.empty() && !document.pages.empty() && document.pages.front().layer == TextLayer::trusted) {
        std::istringstream lines(document.pages.front().text);
        for (std::string line; std::getline(lines, line);) take(read_printed_mark(line, own), line, {});
    }
    if (codes.empty()) return {};
    if (codes.size() > 1) {
        std::string all;
        for (const auto& code : codes) all += (all.empty() ? "" : ", ") + code;
        facts.add(Doubt::several_labels, all);
        std::erase_if(facts.suggestions,
                      [](const Suggestion& other) { return other.field == SuggestedField::reference_code; });
        return {};
    }
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(*codes.begin()));
    const auto record = state_.catalog.record(code);
    if (!record.ok() && record.error().kind != ErrorKind::not_found) return record.error();
    if (!record.ok()) {
        TRY_ASSIGN(const auto held, Numbers(state_.catalog).held(code));
        if (!held || held->is_void) {
            facts.add(Doubt::unknown_label, code.text());
            return {};
        }
    }
    Suggestion label;
    label.field = SuggestedField::reference_code;
    label.value = label.seen = code.text();
    label.confidence = 1;
    label.source = SuggestionSource::label;
    label.page = 1;
    label.place = place;
    std::erase_if(facts.suggestions, [](const Suggestion& other) { return other.field == SuggestedField::reference_code; });
    facts.suggestions.insert(facts.suggestions.begin(), std::move(label));
    return {};
}

/// Is it here already?
Result<void> Suggesting::compare(const Arrival& arrival, bool whole, PieceId self, NewPiece& piece)
{
    PieceFacts& facts = piece.facts;
    if (whole) {
        TRY_ASSIGN(const auto codes, state_.catalog.codes_of(arrival.digest));
        if (!codes.empty()) facts.add(Doubt::duplicate, codes.front().text());
    }
    const auto number = std::ranges::find(facts.suggestions, SuggestedField::number, &Suggestion::field);
    if (number != facts.suggestions.end()) {
        TRY_ASSIGN(const auto codes, state_.catalog.codes_with_number(number->value, 1));
        if (!codes.empty()) facts.add(Doubt::number_filed, codes.front().text());
    }
    if (piece.fingerprint.empty()) return {};
    Text alike;
    TRY(state_.catalog.each_fingerprint([&](PieceId id, std::string_view code, std::string_view fingerprint) {
        if (alike.empty() && id != self && look_alike(piece.fingerprint, fingerprint)) alike = earlier_one(id, code);
    }));
    if (!alike.empty()) facts.add(Doubt::looks_like, alike);
    return {};
}

Result<void> Suggesting::find_out(const Arrival& arrival, const DocumentText& text, const std::vector<ScannedPage>& scans,
                                  bool whole, PieceId self, NewPiece& piece)
{
    TRY(load_context());
    PieceFacts& facts = piece.facts;
    take_state(text, scans, facts);
    if (!arrival.defaults.problem.empty()) facts.add(Doubt::bad_defaults, arrival.defaults.problem);
    CaptureContext context;
    context.parties = parties_;
    context.own_name = state_.catalog.identity().name;
    for (const auto& [name, value] : text.properties)
        if (name == "invoice.fault") facts.add(Doubt::faulty_data, value);
    context.categories = categories_;
    facts.suggestions = capture({&text, scans}, context);
    TRY(take_label(text, scans, facts));
    std::string words;
    for (const PageText& page : text.pages) words += page.text;
    piece.fingerprint = fingerprint_of(words);
    return compare(arrival, whole, self, piece);
}

Result<NewPiece> Suggesting::piece_of(const Arrival& arrival, const DocumentText& whole_text,
                                      const std::vector<ScannedPage>& all_scans, const std::vector<std::int32_t>& pages)
{
    NewPiece piece;
    for (const std::int32_t page : pages) piece.pages.push_back({arrival.id, page, 0});
    const bool whole = pages.front() == 0 || pages.size() == whole_text.pages.size();
    TRY(find_out(arrival, part_of(whole_text, pages), part_of(all_scans, pages), whole, {}, piece));
    return piece;
}

Result<NewPiece> Suggesting::piece_again(const Piece& old)
{
    TRY_ASSIGN(const PieceContents contents, contents_of(state_, old));
    NewPiece piece;
    piece.pages = old.pages;
    TRY(find_out(old.arrival, contents.text, contents.scans, is_whole_file(old), old.id, piece));
    return piece;
}

}  // namespace fonds
