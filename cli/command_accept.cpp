// SPDX-License-Identifier: GPL-3.0-or-later
// inbox accept: pieces become records.
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/intake_exam.hpp"
#include "cli/metadata_options.hpp"
#include "cli/piece_argument.hpp"
#include "cli/work_display.hpp"

namespace fonds::cli {

namespace {

constexpr std::size_t all_at_once = 1'000'000;

/// Asked of each when its turn comes: what was accepted just before may be a reason.
bool is_without_doubt(Context& context, PieceId id, const AcceptRequest& request)
{
    Output& output = context.output;
    const auto piece = context.archive->piece(id);
    const auto doubts =
        piece.ok() ? context.archive->doubts(*piece, request) : Result<std::vector<WaitReason>>(piece.error());
    if (doubts.ok() && doubts->empty()) return true;
    std::string why = doubts.ok() ? "" : output.pick(doubts.error().what);
    if (doubts.ok())
        for (const auto& doubt : *doubts)
            why += (why.empty() ? "" : output.pick(say("; ", ";"))) + output.shown(output.pick(text_of(doubt)));
    output.remark(say("{} waits: {}", "{} 仍待整理:{}", {raw(id), why}));
    return false;
}

/// Can the words of the record be found? Says so when no password opened it, or it cannot be read.
bool tell_text(Output& output, const AcceptOutcome& outcome)
{
    const std::string code = outcome.code.text();
    if (outcome.text == TextState::encrypted)
        output.remark(say("{}: encrypted: its words cannot be found. → fonds index {} --password …",
                          "{}:文件加密,无法按内容查找。→ fonds index {} --password …", {code, code}));
    if (outcome.text == TextState::failed)
        output.remark(say("{}: its text cannot be read: {}", "{}:无法读取文本:{}", {code, output.shown(outcome.text_note)}));
    if (outcome.text == TextState::needs_ocr)
        output.remark(say("{}: pages that were turned or not yet read are found by their words after: fonds ocr {}",
                          "{}:旋转过或尚未识别的页面,识别后才能按内容查找:fonds ocr {}", {code, code}));
    return outcome.text != TextState::encrypted && outcome.text != TextState::failed;
}

/// What it was filed with, so that a wrong date or amount is seen at once.
void tell_filed(Context& context, const AcceptOutcome& outcome, PieceId id)
{
    Output& output = context.output;
    std::string line = outcome.code.text() + "  " + std::to_string(raw(id));
    if (const auto record = context.archive->record(outcome.code); record.ok()) {
        const RecordMetadata& facts = record->metadata;
        if (facts.date) line += "  " + facts.date->text();
        if (facts.amount) line += "  " + facts.amount->text() + " " + facts.currency;
        line += "  " + output.shown(facts.title);
    }
    output.line(line);
}

}  // namespace

Result<int> run_inbox_accept(Context& context)
{
    const Options& options = context.options;
    AcceptRequest request;
    TRY_ASSIGN(request.said, metadata_of(options.metadata));
    request.grade_given = options.metadata.grade && !options.metadata.grade->empty();
    request.duplicates = options.file.allow_duplicate ? Duplicates::allowed : Duplicates::refused;
    request.ignore_label = options.inbox.ignore_label;
    request.password = options.password;
    WorkDisplay display(context.output);
    std::vector<PieceId> ids;
    for (const auto& argument : options.arguments) {
        TRY_ASSIGN(const PieceId id, piece_id(argument));
        ids.push_back(id);
    }
    if (options.inbox.all) {
        TRY_ASSIGN(const auto pieces, context.archive->pieces(PieceState::waiting, {}, all_at_once));
        for (const Piece& piece : pieces) ids.push_back(piece.id);
    } else if (ids.empty()) {
        return error(ErrorKind::usage, say("No piece is named", "没有指明待整理件"))
            .with_hint(say("Name their numbers, or say --all.", "请写出编号,或使用 --all。"));
    }
    IntakeExam intake(context);
    int worst = exit_ok;
    std::size_t tried = 0;
    for (const PieceId id : ids) {
        if (interrupted()) return exit_interrupted;
        if (options.inbox.all && !is_without_doubt(context, id, request)) continue;
        ++tried;
        auto outcome = context.archive->accept(id, request, display);
        if (!outcome.ok() && ids.size() == 1) return std::move(outcome).error();
        if (outcome.ok()) {
            tell_filed(context, *outcome, id);
            if (!tell_text(context.output, *outcome)) worst = exit_partial;
        }
        const auto& problem = outcome.ok() ? outcome->index_problem : std::optional(outcome.error());
        if (!problem) continue;
        worst = exit_partial;
        context.output.problem(*problem);
    }
    if (tried == 0) context.output.remark(say("Nothing to accept", "没有可接收的件"));
    return intake.finish(worst);
}

}  // namespace fonds::cli
