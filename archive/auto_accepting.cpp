// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/auto_accepting.hpp"

#include <algorithm>
#include <array>

#include "archive/accepting.hpp"
#include "archive/drain.hpp"
#include "archive/fingerprint.hpp"
#include "archive/manifest.hpp"

namespace fonds {

namespace {

constexpr std::size_t some = 100;

/// What looking at it gave.
std::vector<WaitReason> found_before(const Piece& piece)
{
    std::vector<WaitReason> reasons = piece.facts.reasons;
    std::erase_if(reasons, [](const WaitReason& one) { return is_of_rule(one.doubt); });
    return reasons;
}

/// The value that the piece surely has. Two that are sure contradict each other, but for titles: those are chosen.
const Suggestion* certain(const Piece& piece, SuggestedField field)
{
    const Suggestion* best = nullptr;
    for (const Suggestion& one : piece.facts.suggestions) {
        if (one.field != field || one.confidence < certain_suggestion) continue;
        if (best != nullptr && best->value != one.value && field != SuggestedField::title) return nullptr;
        if (best == nullptr) best = &one;
    }
    RecordMetadata unused;
    const bool usable = best != nullptr && best->doubt.empty() && set_metadata(unused, name_of(field), best->value).ok();
    return usable ? best : nullptr;
}

bool is_suggested(const Piece& piece, SuggestedField field)
{
    return std::ranges::find(piece.facts.suggestions, field, &Suggestion::field) != piece.facts.suggestions.end();
}

bool is_said(const Piece& piece, const RecordMetadata& now, SuggestedField field)
{
    const std::string* beside = piece.arrival.defaults.field(name_of(field));
    if (beside != nullptr && !beside->empty()) return true;
    switch (field) {
    case SuggestedField::title: return !now.title.empty();
    case SuggestedField::category: return !now.category.empty();
    case SuggestedField::date: return now.date.has_value();
    case SuggestedField::amount: return now.amount.has_value();
    case SuggestedField::party: return !now.party.empty();
    case SuggestedField::number: return !now.number.empty();
    case SuggestedField::currency: return !now.currency.empty();
    default: return false;
    }
}

/// Title, category and date must be known; what else it seems to say must be certain too, and the currency of an amount.
Text unsure_fields(const Piece& piece, const RecordMetadata& said)
{
    constexpr std::array needed{SuggestedField::title, SuggestedField::category, SuggestedField::date};
    constexpr std::array all{SuggestedField::title,  SuggestedField::category, SuggestedField::date,
                             SuggestedField::amount, SuggestedField::currency, SuggestedField::party,
                             SuggestedField::number};
    const bool sum_is_said = is_said(piece, said, SuggestedField::amount);  // then the archive's own currency is meant
    Text unsure;
    for (const SuggestedField field : all) {
        const bool of_sum = field == SuggestedField::currency;
        const bool matters = of_sum ? !sum_is_said && is_suggested(piece, SuggestedField::amount)
                                    : std::ranges::find(needed, field) != needed.end() || is_suggested(piece, field);
        if (!matters || is_said(piece, said, field) || certain(piece, field) != nullptr) continue;
        const Text name = field_text(field);
        unsure = unsure.empty() ? name : Text{unsure.en + ", " + name.en, unsure.zh + "、" + name.zh};
    }
    return unsure;
}

/// Pages whose words may be wrong. That a scan leans or is coarse is told by its words.
void add_poor_pages(const Piece& piece, std::vector<WaitReason>& reasons)
{
    for (const PieceQuality& page : piece.facts.quality)
        if (page.issue == QualityIssue::low_confidence || page.issue == QualityIssue::blurred ||
            page.issue == QualityIssue::upside_down)
            reasons.push_back({Doubt::poor_scan, on_page(page.page, text_of(page.issue))});
}

/// The rule that covers a piece; empty: none, a person decides.
Result<std::string> rule_for(Archive::State& state, const Piece& piece)
{
    if (piece.arrival.defaults.auto_accept) return std::string(*piece.arrival.defaults.auto_accept ? "beside" : "");
    std::string code;
    TRY_ASSIGN(const auto label, target_of_label(state, piece));
    if (label) {
        code = label->record ? label->record->metadata.category : label->reserved->category;
    } else if (const std::string* said = piece.arrival.defaults.field("category")) {
        code = *said;
    } else if (const Suggestion* category = certain(piece, SuggestedField::category)) {
        code = category->value;
    }
    if (code.empty()) return std::string();
    const auto category = state.catalog.category(code);
    if (!category.ok() && category.error().kind == ErrorKind::not_found) return std::string();
    if (!category.ok()) return category.error();
    return std::string(category->auto_accept ? "category" : "");
}

/// The pages of one stack were looked at before any of it could be compared with the rest.
Result<void> add_alike(Archive::State& state, const Piece& piece, std::vector<WaitReason>& reasons)
{
    std::string own;
    Text alike;
    TRY(state.catalog.each_fingerprint([&](PieceId id, std::string_view, std::string_view fingerprint) {
        if (id == piece.id) own = fingerprint;
    }));
    if (own.empty()) return {};
    TRY(state.catalog.each_fingerprint([&](PieceId id, std::string_view code, std::string_view fingerprint) {
        const bool earlier = id < piece.id || (id != piece.id && !code.empty());
        if (alike.empty() && earlier && look_alike(own, fingerprint)) alike = earlier_one(id, code);
    }));
    if (!alike.empty()) reasons.push_back({Doubt::looks_like, alike});
    return {};
}

Result<std::vector<WaitReason>> what_keeps_it(Archive::State& state, const Piece& piece)
{
    TRY_ASSIGN(auto reasons, doubts_about(state, piece, {}));
    if (piece.facts.arranged) reasons.push_back({Doubt::arranged, {}});
    Grade grade = Grade::B;
    TRY_ASSIGN(const auto label, target_of_label(state, piece));
    if (label && label->record) {
        grade = label->record->metadata.grade;
    } else {
        TRY_ASSIGN(const RecordMetadata facts, metadata_of(state, piece, {}));
        grade = facts.grade;
    }
    if (grade == Grade::A) reasons.push_back({Doubt::important, {}});
    if (reasons.empty()) TRY(add_alike(state, piece, reasons));
    return reasons;
}

class Ruling {
public:
    Ruling(Archive::State& state, DeskObserver& observer, InboxSummary& summary)
        : state_(state), observer_(observer), summary_(summary)
    {
    }

    Result<void> run()
    {
        for (PieceId after{};;) {
            TRY_ASSIGN(const auto pieces, state_.catalog.pieces(PieceState::waiting, after, some));
            if (pieces.empty()) return {};
            after = pieces.back().id;
            for (const Piece& piece : pieces) {
                if (observer_.stop_requested()) return {};
                auto decided = decide(piece);
                if (!decided.ok() && !summary_.not_accepted) summary_.not_accepted = std::move(decided).error();
            }
        }
    }

    void make_searchable()
    {
        if (filed_.empty()) return;
        DrainRequest drain;
        drain.records = filed_;
        auto drained = drain_outbox(state_, drain, observer_);
        summary_.index_problem = drained.ok() ? std::move(drained->problem) : std::optional(std::move(drained).error());
    }

private:
    Result<void> decide(const Piece& piece)
    {
        TRY_ASSIGN(const std::string rule, rule_for(state_, piece));
        std::vector<WaitReason> reasons = found_before(piece);
        if (!rule.empty()) {
            auto kept = what_keeps_it(state_, piece);
            const bool tried = kept.ok() && kept->empty();
            auto filed = tried ? accept_piece(state_, piece.id, {}, rule) : FiledRecord();
            if (tried && filed.ok()) {
                ++summary_.accepted;
                filed_.push_back(filed->id);
                observer_.accepted({piece.id, filed->code});
                return {};
            }
            if (kept.ok() && !tried) reasons = std::move(*kept);
            if (!kept.ok()) reasons.push_back({Doubt::not_accepted, kept.error().what});
            if (!filed.ok()) reasons.push_back({Doubt::not_accepted, filed.error().what});
        }
        if (reasons == piece.facts.reasons) return {};
        PieceFacts facts = piece.facts;
        facts.reasons = std::move(reasons);
        return state_.catalog.set_facts(piece.id, facts);
    }

    Archive::State& state_;
    DeskObserver& observer_;
    InboxSummary& summary_;
    std::vector<RecordId> filed_;
};

}  // namespace

Result<std::vector<WaitReason>> doubts_about(Archive::State& state, const Piece& piece, const AcceptRequest& request)
{
    std::vector<WaitReason> reasons = found_before(piece);
    add_poor_pages(piece, reasons);
    RecordMetadata said = request.said;
    if (!request.ignore_label) {
        TRY_ASSIGN(const auto label, target_of_label(state, piece));
        if (label && label->record) return reasons;
        if (label && said.category.empty()) said.category = label->reserved->category;
    }
    if (Text unsure = unsure_fields(piece, said); !unsure.empty()) reasons.push_back({Doubt::unsure, std::move(unsure)});
    if (piece.facts.has(Doubt::number_filed)) return reasons;
    TRY_ASSIGN(const RecordMetadata facts, metadata_of(state, piece, request));
    if (facts.number.empty()) return reasons;
    TRY_ASSIGN(const auto codes, state.catalog.codes_with_number(facts.number, 1));
    if (!codes.empty()) reasons.push_back({Doubt::number_filed, as_it_is(codes.front().text())});
    return reasons;
}

void accept_by_rule(Archive::State& state, DeskObserver& observer, InboxSummary& summary)
{
    Ruling ruling(state, observer, summary);
    if (auto done = ruling.run(); !done.ok()) summary.not_accepted = std::move(done).error();
    ruling.make_searchable();
}

}  // namespace fonds
