// SPDX-License-Identifier: GPL-3.0-or-later
// The desk: what is taken from the inbox, and what people decide about it.
#include <algorithm>

#include "archive/drain.hpp"
#include "archive/manifest.hpp"
#include "archive/source_file.hpp"
#include "archive/state.hpp"
#include "archive/taking.hpp"
#include "indexer/text/fold.hpp"

namespace fonds {

namespace {

/// What was said now, then what was said beside the file, then what follows from the file and its category.
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
    facts = described(std::move(facts), piece.arrival.file_name);
    TRY_ASSIGN(const Category category, state.catalog.category(facts.category));
    facts.category = category.code;
    if (!request.grade_given) facts.grade = piece.arrival.defaults.field("grade") ? beside.grade : category.default_grade;
    if (facts.amount && facts.currency.empty()) facts.currency = state.config.currency;
    return facts;
}

Error only_whole_files()
{
    return error(ErrorKind::unavailable, say("This piece is a part of a file, and parts cannot be put together yet",
                                             "该件只是文件的一部分,目前还不能单独归档"))
        .with_hint(say("Take the file apart before scanning it into the inbox.", "请先拆分文件,再放入 inbox。"));
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
    TRY(state.catalog.transaction([&]() -> Result<void> {
        TRY_ASSIGN(const Piece piece, state.catalog.piece(id));
        if (piece.state != PieceState::waiting)  // refuses, and says what became of it
            return state.catalog.accept_piece(id, {}, ComponentRole::original, stamp);
        if (!is_whole_file(piece)) return only_whole_files();
        NewRecord record;
        record.original.digest = piece.arrival.digest;
        record.original.size = piece.arrival.size;
        record.original.media_type = piece.arrival.media_type;
        record.original.file_name = piece.arrival.file_name;
        record.duplicates = request.duplicates;
        record.year = state.filing_year(stamp.at);
        TRY_ASSIGN(record.metadata, metadata_for(state, piece, request));
        record.new_party_initials = pinyin_initials(record.metadata.party);
        TRY_ASSIGN(filed, state.catalog.file_record(record, stamp));
        return state.catalog.accept_piece(id, filed.code, ComponentRole::original, stamp);
    }));
    outcome.code = filed.code;
    DrainRequest drain;
    drain.records = {filed.id};
    auto drained = drain_outbox(state, drain, observer);
    outcome.index_problem = drained.ok() ? std::move(drained->problem) : std::optional(std::move(drained).error());
    return outcome;
}

Result<void> Archive::reject(PieceId id, std::string_view reason)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    return state_->catalog.reject_piece(id, reason, state_->stamp());
}

}  // namespace fonds
