// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/accepting.hpp"

#include <algorithm>

#include "archive/grading.hpp"
#include "archive/manifest.hpp"
#include "archive/piece_bytes.hpp"
#include "archive/scans.hpp"
#include "archive/source_file.hpp"
#include "indexer/text/fold.hpp"
#include "schema/catalog/numbers.hpp"

namespace fonds {

namespace {

/// What the piece says of itself, as the list of the desk shows it.
RecordMetadata suggested_for(const Piece& piece)
{
    RecordMetadata facts;
    for (const SuggestedField field :
         {SuggestedField::title, SuggestedField::category, SuggestedField::date, SuggestedField::amount,
          SuggestedField::currency, SuggestedField::party, SuggestedField::number})
        // What cannot be a value of the field was no good suggestion.
        if (const Suggestion* best = proposal_for(piece, field))
            static_cast<void>(set_metadata(facts, name_of(field), best->value));
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

/// A record that is there keeps what is known of it.
Result<void> check_nothing_said(const ReferenceCode& label, const AcceptRequest& request)
{
    const RecordMetadata& said = request.said;
    const bool nothing = said.title.empty() && said.category.empty() && said.folder.empty() && said.party.empty() &&
                         !said.date && !request.grade_given && said.number.empty() && !said.amount &&
                         said.currency.empty() && said.note.empty() && said.tags.empty() && said.responsible.empty() &&
                         !said.security && said.unit.empty() && said.project.empty() && said.paper_pages == 0 &&
                         said.page_range.empty();
    if (nothing) return {};
    return error(ErrorKind::usage, say("The piece has a label and becomes a part of {}: nothing can be said of it",
                                       "该件带有标签,将并入 {},不能另加著录", {label.text()}))
        .with_hint(say("Accept it without these options, and change the record: fonds edit {}. If the label is wrong: "
                       "--ignore-label.",
                       "请不带著录选项接收,再用 fonds edit {} 修改该件;若标签有误,请加 --ignore-label。", {label.text()}));
}

/// Nobody but a person knows which holds.
Error several_labels(const Piece& piece)
{
    return error(ErrorKind::refused,
                 say("Piece {} has labels of several records", "待整理件 {} 带有多件档案的标签", {raw(piece.id)}))
        .with_hint(say(
            "Add it to one: fonds inbox get {}, then fonds attach CODE FILE. As a record of its own: --ignore-label.",
            "并入其中一件:先 fonds inbox get {},再 fonds attach 档号 文件;另立一件:加 --ignore-label。", {raw(piece.id)}));
}

}  // namespace

std::optional<ReferenceCode> label_of(const Piece& piece)
{
    for (const Suggestion& suggestion : piece.facts.suggestions) {
        if (suggestion.field != SuggestedField::reference_code || suggestion.source != SuggestionSource::label) continue;
        const auto code = ReferenceCode::parse(suggestion.value);
        if (code.ok()) return *code;
    }
    return std::nullopt;
}

Result<std::optional<LabelTarget>> target_of_label(Archive::State& state, const Piece& piece)
{
    const auto code = label_of(piece);
    if (!code) return std::optional<LabelTarget>();
    LabelTarget target;
    target.code = *code;
    auto record = state.catalog.record(*code);
    if (record.ok()) {
        target.record = std::move(*record);
        return std::optional(std::move(target));
    }
    if (record.error().kind != ErrorKind::not_found) return record.error();
    TRY_ASSIGN(target.reserved, Numbers(state.catalog).held(*code));
    if (!target.reserved || target.reserved->is_void) return record.error();
    return std::optional(std::move(target));
}

Result<RecordMetadata> metadata_of(Archive::State& state, const Piece& piece, const AcceptRequest& request)
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
    fill(facts.responsible, beside.responsible);
    fill(facts.unit, beside.unit);
    fill(facts.project, beside.project);
    if (!facts.security) facts.security = beside.security;
    if (facts.paper_pages == 0) facts.paper_pages = beside.paper_pages;
    if (facts.page_range.empty()) facts.page_range = beside.page_range;
    if (!facts.date) facts.date = beside.date;
    if (!facts.amount) facts.amount = beside.amount;
    fill(facts.currency, facts.amount ? beside.currency : std::string());
    if (facts.tags.empty()) facts.tags = piece.arrival.defaults.tags;
    if (facts.category.empty() && !request.ignore_label) {
        // A reserved number says where it belongs.
        const auto target = target_of_label(state, piece);
        if (target.ok() && *target && (*target)->reserved) facts.category = (*target)->reserved->category;
    }
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
    if (facts.amount && facts.currency.empty()) facts.currency = state.config.currency;
    if (!request.grade_given && piece.arrival.defaults.field("grade") != nullptr) {
        facts.grade = beside.grade;
    } else if (!request.grade_given) {
        TRY_ASSIGN(facts.grade, grade_by_rules(state.catalog, category, facts));
    }
    return facts;
}

Result<FiledRecord> accept_piece(Archive::State& state, PieceId id, const AcceptRequest& request, std::string_view rule)
{
    const Stamp stamp = state.stamp();
    FiledRecord filed;
    TRY_ASSIGN(const Piece piece, state.catalog.piece(id));
    if (piece.state != PieceState::waiting) {  // refuses, and says what became of it
        TRY(state.catalog.accept_piece(id, {}, ComponentRole::original, rule, stamp));
        return filed;
    }
    std::optional<LabelTarget> label;
    if (!request.ignore_label && piece.facts.has(Doubt::several_labels)) return several_labels(piece);
    if (!request.ignore_label) {
        TRY_ASSIGN(label, target_of_label(state, piece));
    }
    const bool joins = label && label->record;
    // What is wrong with it is told before bytes are made.
    if (joins)
        TRY(check_nothing_said(label->code, request));
    else
        TRY(metadata_of(state, piece, request));
    TRY_ASSIGN(PieceBytes bytes, bytes_of(state, piece));
    TRY_ASSIGN(const auto scans, state.scans.get(bytes.component.digest));
    TRY(state.catalog.transaction([&]() -> Result<void> {
        TRY_ASSIGN(const Piece now, state.catalog.piece(id));
        if (now.pages != piece.pages) return changed_meanwhile();
        if (joins) {
            bytes.component.role = ComponentRole::attachment;
            TRY(state.catalog.attach(label->code, bytes.component, stamp));
            TRY(recognised(state, bytes.component.digest, scans, stamp));
            filed = {label->record->id, label->code};
            return state.catalog.accept_piece(id, label->code, ComponentRole::attachment, rule, stamp);
        }
        NewRecord record;
        record.original = bytes.component;
        if (label) record.code = label->code;
        record.duplicates = request.duplicates;
        record.year = state.filing_year(stamp.at);
        record.day = Date::of(stamp.at, state.config.time_zone_minutes);
        TRY_ASSIGN(record.metadata, metadata_of(state, piece, request));
        record.new_party_initials = pinyin_initials(record.metadata.party);
        TRY_ASSIGN(filed, state.catalog.file_record(record, stamp));
        TRY(recognised(state, bytes.component.digest, scans, stamp));
        return state.catalog.accept_piece(id, filed.code, ComponentRole::original, rule, stamp);
    }));
    bytes.finish();
    return filed;
}

}  // namespace fonds
