// SPDX-License-Identifier: GPL-3.0-or-later
// The desk: what is taken from the inbox, and what people decide about it.
#include <algorithm>
#include <array>
#include <set>

#include "archive/drain.hpp"
#include "archive/looking.hpp"
#include "archive/manifest.hpp"
#include "archive/piece_bytes.hpp"
#include "archive/scans.hpp"
#include "archive/source_file.hpp"
#include "archive/state.hpp"
#include "archive/suggesting.hpp"
#include "archive/taking.hpp"
#include "indexer/text/fold.hpp"

namespace fonds {

namespace {

/// The best of what the piece says of itself, where it is likely enough; what is doubtful stays for a person to say.
RecordMetadata suggested_for(const Piece& piece)
{
    constexpr float likely = 0.5F;
    RecordMetadata facts;
    std::set<SuggestedField> seen;
    for (const Suggestion& suggestion : piece.facts.suggestions) {
        if (!seen.insert(suggestion.field).second) continue;
        if (suggestion.confidence < likely || !suggestion.doubt.empty()) continue;
        constexpr std::array names{
            std::pair{SuggestedField::title, "title"},       std::pair{SuggestedField::category, "category"},
            std::pair{SuggestedField::date, "date"},         std::pair{SuggestedField::amount, "amount"},
            std::pair{SuggestedField::currency, "currency"}, std::pair{SuggestedField::party, "party"},
            std::pair{SuggestedField::number, "number"}};
        const auto name = std::ranges::find(names, suggestion.field, [](const auto& entry) { return entry.first; });
        // What cannot be a value of the field was no good suggestion.
        if (name != names.end()) static_cast<void>(set_metadata(facts, name->second, suggestion.value));
    }
    return facts;
}

/// The record that a code label on its first page names.
std::optional<ReferenceCode> labelled(const Piece& piece)
{
    for (const Suggestion& suggestion : piece.facts.suggestions) {
        if (suggestion.field != SuggestedField::reference_code || suggestion.source != SuggestionSource::label) continue;
        const auto code = ReferenceCode::parse(suggestion.value);
        if (code.ok()) return *code;
    }
    return std::nullopt;
}

/// What was said now, then what was said beside the file, then what it says of itself, then what follows from the file and
/// its category.
Result<RecordMetadata> metadata_for(Archive::State& state, const Piece& piece, const AcceptRequest& request)
{
    RecordMetadata facts = request.said;
    RecordMetadata beside;
    for (const auto& [name, value] : piece.arrival.defaults.fields) TRY(set_metadata(beside, name, value));
    const auto fill = [](std::string& value, const std::string& other) {
        if (value.empty()) value = other;
    };
    fill(facts.title, beside.title);
    fill(facts.category, beside.category);
    fill(facts.folder, beside.folder);
    fill(facts.party, beside.party);
    fill(facts.number, beside.number);
    fill(facts.note, beside.note);
    if (!facts.date) facts.date = beside.date;
    if (!facts.amount) facts.amount = beside.amount;
    fill(facts.currency, facts.amount ? beside.currency : std::string());
    if (facts.tags.empty()) facts.tags = piece.arrival.defaults.tags;
    const RecordMetadata suggested = suggested_for(piece);
    fill(facts.title, suggested.title);
    fill(facts.category, suggested.category);
    fill(facts.party, suggested.party);
    fill(facts.number, suggested.number);
    if (!facts.date) facts.date = suggested.date;
    if (!facts.amount) {
        facts.amount = suggested.amount;
        if (facts.amount) fill(facts.currency, suggested.currency);
    }
    facts = described(std::move(facts), piece.arrival.file_name);
    TRY_ASSIGN(const Category category, state.catalog.category(facts.category));
    facts.category = category.code;
    if (!request.grade_given) facts.grade = piece.arrival.defaults.field("grade") ? beside.grade : category.default_grade;
    if (facts.amount && facts.currency.empty()) facts.currency = state.config.currency;
    return facts;
}

/// The desk has read its pages already.
Result<void> recognised(Archive::State& state, const Digest& digest, const std::vector<ScannedPage>& scans,
                        const Stamp& stamp)
{
    Recognition recognition = summary_of(scans);
    recognition.at = stamp.at;
    return recognition.pages > 0 ? state.catalog.set_recognition(digest, recognition) : Result<void>();
}

Error changed_meanwhile()
{
    return error(ErrorKind::refused, say("The piece was changed meanwhile", "该件已被他人改动"))
        .with_hint(say("Look at it again: fonds inbox show.", "请重新查看:fonds inbox show。"));
}

}  // namespace

Result<InboxSummary> Archive::run_inbox(DeskObserver& observer)
{
    State& state = *state_;
    TRY_ASSIGN(const Lock lock, state.writers_lock());
    TRY(settle_inbox(state));
    const InboxListing listing = list_inbox(state.layout);
    InboxSummary summary;
    for (const Error& problem : listing.problems) {
        ++summary.failed;
        observer.taken({problem.where, TakenStatus::failed, {}, problem});
    }
    for (std::size_t i = 0; i < listing.files.size(); ++i) {
        if (observer.stop_requested()) {
            summary.interrupted = true;
            break;
        }
        TRY_ASSIGN(const TakenFile taken, take_from_inbox(state, listing.files[i]));
        switch (taken.status) {
        case TakenStatus::taken: ++summary.taken; break;
        case TakenStatus::known: ++summary.known; break;
        case TakenStatus::left: ++summary.left; break;
        case TakenStatus::failed: ++summary.failed; break;
        }
        observer.taken(taken);
        observer.progress(Phase::filing, i + 1, listing.files.size());
    }
    if (!summary.interrupted) {
        // Without an engine, or when the disk fails now, what was taken waits all the same.
        auto looked = look_at_arrivals(state, observer);
        if (looked.ok())
            summary.looked = *looked;
        else
            summary.not_looked = std::move(looked).error();
        summary.interrupted = observer.stop_requested();
    }
    return summary;
}

Result<std::vector<Piece>> Archive::pieces(std::optional<PieceState> state, PieceId after, std::size_t limit)
{
    return state_->catalog.pieces(state, after, limit);
}

Result<Piece> Archive::piece(PieceId id)
{
    return state_->catalog.piece(id);
}

Result<AcceptOutcome> Archive::accept(PieceId id, const AcceptRequest& request, WorkObserver& observer)
{
    State& state = *state_;
    TRY_ASSIGN(const Lock lock, state.writers_lock());
    const Stamp stamp = state.stamp();
    AcceptOutcome outcome;
    FiledRecord filed;
    TRY_ASSIGN(const Piece piece, state.catalog.piece(id));
    if (piece.state != PieceState::waiting) {  // refuses, and says what became of it
        TRY(state.catalog.accept_piece(id, {}, ComponentRole::original, stamp));
        return outcome;
    }
    const auto label = labelled(piece);
    if (!label) TRY(metadata_for(state, piece, request));  // what is wrong with it is told before bytes are made
    TRY_ASSIGN(PieceBytes bytes, bytes_of(state, piece));
    TRY_ASSIGN(const auto scans, state.scans.get(bytes.component.digest));
    TRY(state.catalog.transaction([&]() -> Result<void> {
        TRY_ASSIGN(const Piece now, state.catalog.piece(id));
        if (now.pages != piece.pages) return changed_meanwhile();
        if (label) {
            TRY_ASSIGN(const Record record, state.catalog.record(*label));
            bytes.component.role = ComponentRole::attachment;
            TRY(state.catalog.attach(*label, bytes.component, stamp));
            TRY(recognised(state, bytes.component.digest, scans, stamp));
            filed = {record.id, *label};
            return state.catalog.accept_piece(id, *label, ComponentRole::attachment, stamp);
        }
        NewRecord record;
        record.original = bytes.component;
        record.duplicates = request.duplicates;
        record.year = state.filing_year(stamp.at);
        TRY_ASSIGN(record.metadata, metadata_for(state, piece, request));
        record.new_party_initials = pinyin_initials(record.metadata.party);
        TRY_ASSIGN(filed, state.catalog.file_record(record, stamp));
        TRY(recognised(state, bytes.component.digest, scans, stamp));
        return state.catalog.accept_piece(id, filed.code, ComponentRole::original, stamp);
    }));
    bytes.finish();
    outcome.code = filed.code;
    DrainRequest drain;
    drain.records = {filed.id};
    auto drained = drain_outbox(state, drain, observer);
    outcome.index_problem = drained.ok() ? std::move(drained->problem) : std::optional(std::move(drained).error());
    return outcome;
}

namespace {

/// What a piece says of itself follows its pages.
Result<Piece> found_out_again(Archive::State& state, PieceId id)
{
    TRY_ASSIGN(const Piece piece, state.catalog.piece(id));
    TRY_ASSIGN(const NewPiece now, Suggesting(state).piece_again(piece));
    TRY(state.catalog.set_facts(id, now.facts, now.fingerprint));
    return state.catalog.piece(id);
}

}  // namespace

Result<Piece> Archive::merge(PieceId into, const std::vector<PieceId>& others)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    Piece piece;
    TRY(state_->catalog.transaction([&]() -> Result<void> {
        TRY(state_->catalog.merge_pieces(into, others, state_->stamp()));
        TRY_ASSIGN(piece, found_out_again(*state_, into));
        return {};
    }));
    return piece;
}

Result<std::vector<Piece>> Archive::split(PieceId id, const std::vector<std::size_t>& before)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    std::vector<Piece> pieces;
    TRY(state_->catalog.transaction([&]() -> Result<void> {
        TRY_ASSIGN(auto made, state_->catalog.split_piece(id, before, state_->stamp()));
        made.insert(made.begin(), id);
        for (const PieceId each : made) {
            TRY_ASSIGN(Piece piece, found_out_again(*state_, each));
            pieces.push_back(std::move(piece));
        }
        return {};
    }));
    return pieces;
}

Result<Piece> Archive::rotate(PieceId id, const std::vector<std::size_t>& pages, std::int32_t degrees)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    TRY(state_->catalog.turn_pages(id, pages, degrees, state_->stamp()));
    return state_->catalog.piece(id);
}

Result<void> Archive::reject(PieceId id, std::string_view reason)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    return state_->catalog.reject_piece(id, reason, state_->stamp());
}

}  // namespace fonds
