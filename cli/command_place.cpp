// SPDX-License-Identifier: GPL-3.0-or-later
// location, place.

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/filing_input.hpp"
#include "cli/place_views.hpp"
#include "cli/views.hpp"
#include "cli/whole_number.hpp"

namespace fonds::cli {

namespace {

Result<std::optional<std::int64_t>> capacity_of(const std::string& text)
{
    if (text == "none" || text.empty()) return std::optional<std::int64_t>();
    if (const auto number = whole_number(text)) return std::optional(*number);
    return error(ErrorKind::usage,
                 say("{} must be a whole number, or none, not {}", "{} 须为整数或 none,而不是 {}", {"--capacity", text}));
}

std::vector<std::string> cells_of(Output& output, const Location& location, std::size_t indent)
{
    std::string fill = std::to_string(location.fill());
    if (location.capacity) fill += "/" + std::to_string(*location.capacity);
    if (location.overfull()) fill += " !";
    std::string remarks = output.shown(location.name);
    if (location.retired) remarks += (remarks.empty() ? "" : " ") + output.pick(say("(retired)", "(停用)"));
    return {std::string(indent * 2, ' ') + output.shown(location.code), output.pick(text_of(location.kind)), fill, remarks};
}

Result<int> tell(Context& context, const std::vector<Location>& locations)
{
    Output& output = context.output;
    if (context.options.json) {
        output.json(json_list("locations", locations));
        return exit_ok;
    }
    Table table;
    std::vector<std::string> outer;  // addresses that the next one may lie in
    for (const Location& location : locations) {
        while (!outer.empty() && outer.back() != location.parent_code) outer.pop_back();
        table.row(cells_of(output, location, outer.size()));
        outer.push_back(location.code);
    }
    table.print(output);
    return exit_ok;
}

void tell_place(Output& output, const PaperPlace& place)
{
    std::string where = place.location;
    if (place.loan)
        where = output.pick(say("on loan, number {}", "借出,借阅编号 {}", {raw(*place.loan)})) +
                (place.home.empty() ? "" : output.pick(say(", back to {}", ",归还至 {}", {place.home})));
    else if (where.empty())
        where = output.pick(say("nowhere known", "位置不明"));
    if (place.with_folder) where += output.pick(say(" (with its folder)", "(随案卷)"));
    output.line(output.shown(place.paper.text()) + "  " + where);
}

Result<int> tell_location(Context& context, const Location& location)
{
    const Options& options = context.options;
    Output& output = context.output;
    const std::size_t limit = options.limit.value_or(50);
    TRY_ASSIGN(const auto papers, Placing(*context.archive).papers_in(location.code, limit, options.offset));
    if (options.json) {
        Json json = json_of(location);
        Json list = Json::array();
        for (const PaperPlace& place : papers) list.push(json_of(place));
        json.set("contents", std::move(list));
        output.json(json);
        return exit_ok;
    }
    Table table;
    table.row(cells_of(output, location, 0));
    table.print(output);
    if (!location.note.empty()) output.text(location.note + "\n");
    for (const PaperPlace& place : papers) tell_place(output, place);
    tell_rest(output, options.offset, papers.size(), location.papers);
    return exit_ok;
}

Result<int> tell_report(Context& context, const PlacingReport& report, bool taken_away = false)
{
    Output& output = context.output;
    if (context.options.json) {
        output.json(json_of(report));
        return report.problems == 0 ? exit_ok : exit_partial;
    }
    for (const PlacedLine& line : report.lines) {
        if (line.status == PlacingStatus::moved)
            output.line(output.shown(line.paper) + "  " + (line.from.empty() ? "" : output.shown(line.from) + " ") + "→ " +
                        (line.location.empty() ? "-" : output.shown(line.location)));
        else if (line.status == PlacingStatus::already)
            output.line(output.shown(line.paper) + "  " +
                        output.pick(taken_away ? say("had no place", "原无库位") : text_of(line.status)));
        else if (line.ended_by > 0)
            output.remark(say("Line {}: {} not placed: the line {} before it is no known address",
                              "第 {} 行:{} 未上架:其前的第 {} 行不是已知库位",
                              {line.line, output.shown(line.paper), line.ended_by}));
        else
            output.remark(
                say("Line {}: {} {}", "第 {} 行:{} {}",
                    {line.line, output.shown(line.paper) + (line.name.empty() ? "" : " " + output.shown(line.name)),
                     output.pick(text_of(line.status))}));
    }
    for (const Location& location : report.overfull)
        output.remark(say("{} holds {}, more than its capacity of {}.", "{} 现有 {},超过容量 {}。",
                          {location.code, location.fill(), *location.capacity}));
    if (taken_away)
        output.remark(say("{} taken away, {} had no place, {} could not be taken away.",
                          "已移出 {},原无库位 {},未能移出 {}。", {report.moved, report.already, report.problems}));
    else
        output.remark(say("{} moved, {} {was|were} there, {} could not be put.", "已上架 {},原已在位 {},未能上架 {}。",
                          {report.moved, report.already, report.problems}));
    if (!report.done) output.remark(say("Nothing was changed.", "未作任何更改。"));
    return report.problems == 0 ? exit_ok : exit_partial;
}

}  // namespace

Result<int> run_location_add(Context& context)
{
    const Options::Places& said = context.options.places;
    NewLocation location;
    location.part = context.options.arguments.at(0);
    location.parent = said.parent;
    location.kind = location_kind(said.kind);
    location.code = said.code;
    location.name = said.name.value_or("");
    location.climate = said.climate.value_or("");
    location.note = said.note.value_or("");
    TRY_ASSIGN(location.capacity, capacity_of(said.capacity));
    TRY_ASSIGN(const auto added, Placing(*context.archive).add(location));
    return tell(context, added);
}

Result<int> run_location_edit(Context& context)
{
    const Options::Places& said = context.options.places;
    LocationEdit edit;
    edit.name = said.name;
    edit.climate = said.climate;
    edit.note = said.note;
    if (!said.capacity.empty()) {
        TRY_ASSIGN(edit.capacity, capacity_of(said.capacity));
    }
    edit.kind = location_kind(said.kind);
    if (said.retire) edit.retired = true;
    if (said.in_use) edit.retired = false;
    TRY_ASSIGN(const Location edited, Placing(*context.archive).edit(context.options.arguments.at(0), edit));
    return tell(context, {edited});
}

Result<int> run_location_list(Context& context)
{
    const auto& arguments = context.options.arguments;
    TRY_ASSIGN(const auto all, Placing(*context.archive).locations(arguments.empty() ? "" : arguments.front()));
    return tell(context, all);
}

Result<int> run_location_show(Context& context)
{
    Placing placing(*context.archive);
    const std::string& named = context.options.arguments.at(0);
    auto location = placing.location(named);
    if (location.ok()) return tell_location(context, *location);
    const auto name = PaperName::parse(named);
    if (!name.ok()) return location.error();
    auto found = placing.whereabouts(*name);
    if (!found.ok()) return name->is_folder() ? found.error() : location.error();
    if (context.options.json) {
        Json json = json_of(*found);
        Json moves = Json::array();
        for (const PaperMove& move : found->moves) moves.push(json_of(move));
        json.set("moves", std::move(moves));
        context.output.json(json);
        return exit_ok;
    }
    context.output.line(context.output.shown(found->place.paper.text()) + "  " + where_text(context.output, *found));
    Table table;
    for (const PaperMove& move : found->moves)
        table.row({to_iso8601(move.at), context.output.shown(move.actor),
                   (move.from.empty() ? "-" : move.from) + " → " + (move.to.empty() ? "-" : move.to),
                   context.output.shown(move.reason)});
    table.print(context.output);
    return exit_ok;
}

Result<int> run_location_move(Context& context)
{
    const auto& arguments = context.options.arguments;
    if ((arguments.size() == 2) == context.options.places.top)
        return error(ErrorKind::usage, say("It is not said where it goes", "未说明移到哪里"))
            .with_hint(say("Name its new parent, or say --top.", "请给出新的上级库位,或用 --top。"));
    TRY_ASSIGN(const Location moved,
               Placing(*context.archive).move(arguments.at(0), arguments.size() == 2 ? arguments.at(1) : ""));
    return tell(context, {moved});
}

Result<int> run_place(Context& context)
{
    const Options& options = context.options;
    const Options::Places& said = options.places;
    std::vector<std::string> words = options.arguments;
    Placing placing(*context.archive);
    if (said.nowhere) {
        words.insert(words.end(), said.folders.begin(), said.folders.end());
        if (words.empty() || !said.from.empty() || said.dry_run)
            return error(ErrorKind::usage, say("With --nowhere only papers are named", "--nowhere 只能与档号、案卷合用"));
        std::vector<PaperName> papers;
        for (const std::string& word : words) {
            TRY_ASSIGN(papers.emplace_back(), PaperName::parse(word));
        }
        TRY_ASSIGN(const auto report, placing.take_away(papers, options.reason));
        TRY_ASSIGN(const int code, tell_report(context, report, true));
        for (const PaperName& paper : papers) {
            const auto still = placing.whereabouts(paper);
            if (!options.json && still.ok() && still->place.with_folder && !still->place.location.empty())
                context.output.remark(say("{} has no place of its own any more; with its folder it is still at {}.",
                                          "{} 不再有自己的库位,但仍随案卷位于 {}。",
                                          {still->place.paper.text(), still->place.location}));
        }
        return code;
    }
    PlacingRequest request;
    request.reason = options.reason;
    request.dry_run = said.dry_run;
    request.all_or_nothing = said.all_or_nothing;
    if (!said.from.empty()) {
        if (!words.empty() || !said.folders.empty())
            return error(ErrorKind::usage,
                         say("A list says all: no other codes beside --from", "--from 不能与其他编号合用"));
        TRY_ASSIGN(request.list, read_list(context, said.from));
    } else {
        if (words.size() + said.folders.size() < 2 || words.empty())
            return error(ErrorKind::usage, say("It is not said what is put where", "未说明把什么放在哪里"))
                .with_hint(say("Name the papers, then the address: fonds place CODE… ADDRESS; or --from FILE.",
                               "请先写档号,再写库位号:fonds place 档号… 库位号;或用 --from 清单。"));
        // An unknown address is a mistake of the command, not a line of a list.
        TRY_ASSIGN(const Location target, placing.location(words.back()));
        words.pop_back();
        words.insert(words.end(), said.folders.begin(), said.folders.end());
        request.list = target.code + "\n";
        for (const std::string& word : words) {
            TRY_ASSIGN(const PaperName paper, PaperName::parse(word));
            TRY(placing.whereabouts(paper));
            request.list += (paper.is_folder() ? "" : "FONDS:CODE:") + paper.text() + "\n";
        }
        if (target.retired)
            return error(ErrorKind::refused, say("Location {} is retired", "库位 {} 已停用",
                                                 {target.code + (target.name.empty() ? "" : " (" + target.name + ")")}))
                .with_hint(say("Choose another, or take it into use again: fonds location edit {} --in-use.",
                               "请另选库位,或重新启用:fonds location edit {} --in-use。", {target.code}))
                .at(target.code);
    }
    TRY_ASSIGN(auto report, placing.place(request));
    if (said.from.empty())
        for (PlacedLine& line : report.lines) --line.line;  // the address is no line of the command
    return tell_report(context, report);
}

}  // namespace fonds::cli
