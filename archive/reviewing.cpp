// SPDX-License-Identifier: GPL-3.0-or-later
// The desk: what people decide about what waits there.
#include "archive/accepting.hpp"
#include "archive/auto_accepting.hpp"
#include "archive/drain.hpp"
#include "archive/suggesting.hpp"
#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

/// A record that was filed since the piece was looked at may have its number.
Result<void> tell_filed_number(Catalog& catalog, Piece& piece)
{
    if (piece.state != PieceState::waiting || piece.facts.has(Doubt::number_filed)) return {};
    const Suggestion* const number = proposal_for(piece, SuggestedField::number);
    if (number == nullptr) return {};
    TRY_ASSIGN(const auto codes, catalog.codes_with_number(number->value, 1));
    if (!codes.empty()) piece.facts.add(Doubt::number_filed, codes.front().text());
    return {};
}

}  // namespace

Result<std::vector<Piece>> Archive::pieces(std::optional<PieceState> state, PieceId after, std::size_t limit)
{
    TRY_ASSIGN(auto pieces, state_->catalog.pieces(state, after, limit));
    for (Piece& piece : pieces) TRY(tell_filed_number(state_->catalog, piece));
    return pieces;
}

Result<Piece> Archive::piece(PieceId id)
{
    TRY_ASSIGN(Piece piece, state_->catalog.piece(id));
    TRY(tell_filed_number(state_->catalog, piece));
    return piece;
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
    drain.password = request.password;
    drain.tell = [&](RecordId record, TextState text, const std::string& note) {
        if (record != filed.id) return;
        outcome.text = text;
        outcome.text_note = note;
    };
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
    if (trimmed(reason).empty())
        return error(ErrorKind::usage, say("It must be said why", "须说明原因"))
            .with_hint(say("A rejection cannot be undone: --reason TEXT.", "退回不能撤销:请用 --reason 说明原因。"));
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    return state_->catalog.reject_piece(id, reason, state_->stamp());
}

}  // namespace fonds
