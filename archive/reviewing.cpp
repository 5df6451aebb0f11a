// SPDX-License-Identifier: GPL-3.0-or-later
// The desk: what is taken from the inbox, and what people decide about it.
#include "archive/accepting.hpp"
#include "archive/auto_accepting.hpp"
#include "archive/drain.hpp"
#include "archive/looking.hpp"
#include "archive/suggesting.hpp"
#include "archive/taking.hpp"

namespace fonds {

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
        accept_by_rule(state, observer, summary);
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
    TRY_ASSIGN(const FiledRecord filed, accept_piece(state, id, request, {}));
    AcceptOutcome outcome;
    outcome.code = filed.code;
    DrainRequest drain;
    drain.records = {filed.id};
    auto drained = drain_outbox(state, drain, observer);
    outcome.index_problem = drained.ok() ? std::move(drained->problem) : std::optional(std::move(drained).error());
    return outcome;
}

Result<std::vector<WaitReason>> Archive::doubts(const Piece& piece, const AcceptRequest& request)
{
    return doubts_about(*state_, piece, request);
}

namespace {

/// What a piece says of itself follows its pages.
Result<Piece> found_out_again(Archive::State& state, PieceId id)
{
    TRY_ASSIGN(const Piece piece, state.catalog.piece(id));
    TRY_ASSIGN(NewPiece now, Suggesting(state).piece_again(piece));
    now.facts.arranged = true;
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
    TRY(state_->catalog.transaction([&]() -> Result<void> {
        TRY(state_->catalog.turn_pages(id, pages, degrees, state_->stamp()));
        TRY_ASSIGN(Piece piece, state_->catalog.piece(id));
        piece.facts.arranged = true;
        return state_->catalog.set_facts(id, piece.facts);
    }));
    return state_->catalog.piece(id);
}

Result<void> Archive::reject(PieceId id, std::string_view reason)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    return state_->catalog.reject_piece(id, reason, state_->stamp());
}

}  // namespace fonds
