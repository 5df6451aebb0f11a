// SPDX-License-Identifier: GPL-3.0-or-later
// inbox run, list, show, reject, merge, split, rotate: the desk.
#include <algorithm>
#include <cmath>

#include "archive/grading.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/inbox_display.hpp"
#include "cli/piece_argument.hpp"
#include "cli/piece_display.hpp"
#include "cli/views.hpp"
#include "cli/whole_number.hpp"
#include "cli/work_display.hpp"
#include "schema/core/escape.hpp"

namespace fonds::cli {

namespace {

constexpr std::size_t all_at_once = 1'000'000;

Json json_of_piece(const Piece& piece)
{
    Json json = Json::object();
    json.set("piece", raw(piece.id));
    json.set("state", name_of(piece.state));
    set_bytes(json, "file_name", piece.arrival.file_name);
    set_bytes(json, "folder", piece.arrival.folder);
    json.set("sha256", piece.arrival.digest.hex());
    json.set("size", piece.arrival.size);
    json.set("media_type", piece.arrival.media_type);
    json.set("taken_at", to_iso8601(piece.arrival.taken_at));
    json.set("taken_by", piece.arrival.taken_by);
    Json defaults = Json::object();
    for (const auto& [name, value] : piece.arrival.defaults.fields) defaults.set(name, value);
    json.set("defaults", std::move(defaults));
    Json reasons = Json::array();
    for (const auto& reason : piece.facts.reasons)
        reasons.push(std::move(Json::object().set("reason", name_of(reason.doubt)).set("detail", reason.detail.en)));
    json.set("reasons", std::move(reasons));
    json.set("pages", static_cast<std::int64_t>(piece.pages.size()));
    Json suggestions = Json::array();
    for (const Suggestion& suggestion : piece.facts.suggestions) {
        Json one = Json::object();
        one.set("field", name_of(suggestion.field)).set("value", suggestion.value).set("seen", suggestion.seen);
        one.set("confidence", std::round(static_cast<double>(suggestion.confidence) * 1000) / 1000);
        one.set("source", name_of(suggestion.source)).set("page", static_cast<std::int64_t>(suggestion.page));
        Json place = Json::array();
        for (const float value : {suggestion.place.x, suggestion.place.y, suggestion.place.width, suggestion.place.height})
            place.push(std::round(static_cast<double>(value) * 100) / 100);
        one.set("place", suggestion.place.width > 0 ? std::move(place) : Json());
        one.set("doubt", suggestion.doubt.empty() ? Json() : Json(suggestion.doubt.en));
        suggestions.push(std::move(one));
    }
    json.set("suggestions", std::move(suggestions));
    Json codes = Json::array();
    for (const PieceCode& code : piece.facts.codes)
        codes.push(std::move(Json::object()
                                 .set("page", static_cast<std::int64_t>(code.page))
                                 .set("format", code.format)
                                 .set("source", code.source)
                                 .set("text", code.text)));
    json.set("codes", std::move(codes));
    Json quality = Json::array();
    for (const PieceQuality& finding : piece.facts.quality)
        quality.push(std::move(Json::object()
                                   .set("page", static_cast<std::int64_t>(finding.page))
                                   .set("issue", name_of(finding.issue))
                                   .set("measure", std::round(static_cast<double>(finding.measure) * 1000) / 1000)));
    json.set("quality", std::move(quality));
    json.set("record", piece.record.empty() ? Json() : Json(piece.record));
    json.set("rejected_because", piece.rejected_because.empty() ? Json() : Json(piece.rejected_because));
    return json;
}

std::string said_of(const Piece& piece, std::string_view field)
{
    const std::string* value = piece.arrival.defaults.field(field);
    return value == nullptr ? std::string() : *value;
}

/// What accepting takes: what was said beside the file, else the best suggestion, with a mark where it is doubtful.
std::string known_of(const Piece& piece, SuggestedField field)
{
    if (std::string said = said_of(piece, name_of(field)); !said.empty()) return said;
    const Suggestion* best = proposal_for(piece, field);
    return best == nullptr ? std::string() : best->value + (best->doubt.empty() ? "" : " ?");
}

std::string pages_text(const Piece& piece, const Output& output)
{
    if (piece.pages.size() == 1 && piece.pages.front().page == 0) return {};
    return output.pick(say(piece.pages.size() == 1 ? "{} page" : "{} pages", "{} 页", {piece.pages.size()}));
}

/// Of a labelled one, what it will be added to.
std::string title_in_list(const Piece& piece, Output& output)
{
    for (const Suggestion& one : piece.facts.suggestions)
        if (one.field == SuggestedField::reference_code && one.source == SuggestionSource::label)
            return output.pick(say("→ with {}", "→ 并入 {}", {one.value}));
    return fit(known_of(piece, SuggestedField::title), 30);
}

}  // namespace

Result<int> run_inbox_run(Context& context)
{
    InboxDisplay display(context.output);
    TRY_ASSIGN(const InboxSummary summary, context.archive->run_inbox(display));
    context.output.remark(say("{} taken, {} waiting already, {} left for later, {} not taken",
                              "已接收 {} 个,已在待整理 {} 个,留待下次 {} 个,未接收 {} 个",
                              {summary.taken, summary.known, summary.left, summary.failed}));
    if (summary.not_looked) context.output.problem(*summary.not_looked);
    if (summary.looked > 0)
        context.output.remark(
            say(summary.looked == 1 ? "{} file looked at" : "{} files looked at", "已识别 {} 个文件", {summary.looked}));
    if (summary.accepted > 0)
        context.output.remark(say(summary.accepted == 1 ? "{} piece accepted by rule" : "{} pieces accepted by rule",
                                  "已按规则自动接收 {} 件", {summary.accepted}));
    for (const auto& problem : {summary.not_accepted, summary.index_problem})
        if (problem) context.output.problem(*problem);
    if (summary.interrupted) {
        context.output.remark(
            say("stopped; fonds inbox run goes on where it was", "已停止;再次执行 fonds inbox run 即可继续"));
        return exit_interrupted;
    }
    if (summary.not_looked || summary.not_accepted || summary.index_problem) return exit_partial;
    return summary.left + summary.failed + summary.stay == 0 ? exit_ok : exit_partial;
}

Result<int> run_inbox_list(Context& context)
{
    TRY_ASSIGN(const auto pieces, context.archive->pieces(PieceState::waiting, {}, all_at_once));
    Output& output = context.output;
    if (context.options.json) {
        Json all = Json::array();
        for (const Piece& piece : pieces) all.push(json_of_piece(piece));
        output.json(Json::object().set("pieces", std::move(all)));
        return exit_ok;
    }
    Table table;
    for (const Piece& piece : pieces)
        table.row({std::to_string(raw(piece.id)), pages_text(piece, output),
                   output.shown(known_of(piece, SuggestedField::category)),
                   output.shown(known_of(piece, SuggestedField::date)),
                   output.shown(known_of(piece, SuggestedField::amount)),
                   output.shown(fit(known_of(piece, SuggestedField::party), 24)),
                   output.shown(fit(title_in_list(piece, output), 40)), piece.facts.reasons.empty() ? "" : "!",
                   output.shown(file_text(piece))});
    table.print(output);
    if (pieces.empty()) output.remark(say("Nothing waits", "没有待整理的件"));
    return exit_ok;
}

Result<int> run_inbox_show(Context& context)
{
    TRY_ASSIGN(const PieceId id, piece_id(context.options.arguments.at(0)));
    TRY_ASSIGN(const Piece piece, context.archive->piece(id));
    Output& output = context.output;
    std::optional<SuggestedGrade> rule;
    if (piece.state == PieceState::waiting)
        if (auto suggested = Grading(*context.archive).of(piece); suggested.ok()) rule = std::move(*suggested);
    if (context.options.json) {
        Json json = json_of_piece(piece);
        if (rule) json.set("grade_by_rule", text_of(rule->grade)).set("grade_reason", output.pick(rule->reason));
        output.json(json);
        return exit_ok;
    }
    output.line(output.bold(std::to_string(raw(piece.id))) + "  " + output.shown(file_text(piece)) + "  " +
                piece.arrival.media_type + "  " + size_text(piece.arrival.size));
    Table table;
    for (const auto& [name, value] : piece.arrival.defaults.fields) table.row({"  " + name, output.shown(value)});
    if (!piece.record.empty()) table.row({"  " + output.pick(say("accepted as", "已接收为")), piece.record});
    if (piece.state == PieceState::rejected)
        table.row({"  " + output.pick(say("rejected", "已退回")), output.shown(piece.rejected_because)});
    if (piece.state == PieceState::merged)
        table.row({"  " + output.pick(say("merged into", "已并入")), std::to_string(raw(piece.merged_into))});
    table.print(output);
    if (piece.state == PieceState::waiting) print_suggestions(piece, output);
    if (rule)
        output.line("  " + output.pick(say("grade {} by a rule: {}", "按规则重要性为 {}:{}",
                                           {text_of(rule->grade), output.pick(rule->reason)})));
    print_quality(piece, output);
    for (const auto& reason : piece.facts.reasons) output.line("  " + output.shown(output.pick(text_of(reason))));
    return exit_ok;
}

namespace {

Result<std::size_t> page_number(const std::string& text)
{
    if (const auto number = whole_number(text); number && *number > 0) return static_cast<std::size_t>(*number);
    return error(ErrorKind::usage, say("Not the number of a page: {}", "不是页码:{}", {text}));
}

void tell_pages(Output& output, const Piece& piece)
{
    output.line(std::to_string(raw(piece.id)) + "  " + pages_text(piece, output));
}

}  // namespace

Result<int> run_inbox_merge(Context& context)
{
    std::vector<PieceId> ids;
    for (const auto& argument : context.options.arguments) {
        TRY_ASSIGN(const PieceId id, piece_id(argument));
        ids.push_back(id);
    }
    TRY_ASSIGN(const Piece piece, context.archive->merge(ids.front(), {ids.begin() + 1, ids.end()}));
    tell_pages(context.output, piece);
    return exit_ok;
}

Result<int> run_inbox_split(Context& context)
{
    const auto& arguments = context.options.arguments;
    TRY_ASSIGN(const PieceId id, piece_id(arguments.front()));
    std::vector<std::size_t> before;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        TRY_ASSIGN(const std::size_t page, page_number(arguments[i]));
        before.push_back(page);
    }
    TRY_ASSIGN(const auto pieces, context.archive->split(id, before));
    for (const Piece& piece : pieces) tell_pages(context.output, piece);
    return exit_ok;
}

Result<int> run_inbox_rotate(Context& context)
{
    const auto& arguments = context.options.arguments;
    TRY_ASSIGN(const PieceId id, piece_id(arguments.at(0)));
    const std::string& degrees = arguments.at(1);
    if (degrees != "90" && degrees != "180" && degrees != "270")
        return error(ErrorKind::usage, say("Pages are turned by 90, 180 or 270 degrees, not {}",
                                           "只能旋转 90、180 或 270 度,而不是 {}", {degrees}));
    std::vector<std::size_t> pages;
    for (std::size_t i = 2; i < arguments.size(); ++i) {
        TRY_ASSIGN(const std::size_t page, page_number(arguments[i]));
        pages.push_back(page);
    }
    TRY_ASSIGN(const Piece piece, context.archive->rotate(id, pages, std::stoi(degrees)));
    tell_pages(context.output, piece);
    return exit_ok;
}

Result<int> run_inbox_reject(Context& context)
{
    const auto& arguments = context.options.arguments;
    int worst = exit_ok;
    for (const auto& argument : arguments) {
        const auto id = piece_id(argument);
        const auto rejected = id.ok() ? context.archive->reject(*id, context.options.reason) : Result<void>(id.error());
        if (rejected.ok()) continue;
        if (arguments.size() == 1) return rejected.error();
        context.output.problem(rejected.error());
        worst = exit_partial;
    }
    return worst;
}

}  // namespace fonds::cli
