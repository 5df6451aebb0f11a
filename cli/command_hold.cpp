// SPDX-License-Identifier: GPL-3.0-or-later
// hold: what must neither be destroyed nor changed.
#include "archive/holding.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/filing_input.hpp"
#include "cli/views.hpp"
#include "schema/core/json.hpp"

namespace fonds::cli {

namespace {

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

Json json_of(const std::vector<std::string>& names)
{
    Json all = Json::array();
    for (const auto& name : names) all.push(name);
    return all;
}

Json json_of(const Hold& hold)
{
    return std::move(Json::object()
                         .set("number", hold.number)
                         .set("kind", name_of(hold.kind))
                         .set("reason", hold.reason)
                         .set("authority", hold.authority)
                         .set("query", hold.scope.query.empty() ? Json() : Json(hold.scope.query))
                         .set("folders", json_of(hold.scope.folders))
                         .set("parties", json_of(hold.scope.parties))
                         .set("records", hold.records)
                         .set("placed_at", to_iso8601(hold.placed_at))
                         .set("placed_by", hold.placed_by)
                         .set("released_at", hold.released_at ? Json(to_iso8601(*hold.released_at)) : Json())
                         .set("released_by", hold.released_by)
                         .set("released_why", hold.released_why));
}

void print_hold(Context& context, const Hold& hold)
{
    Output& output = context.output;
    const Holding holding(*context.archive);
    Table table;
    const auto row = [&](const Text& label, const std::string& value) {
        if (!value.empty()) table.row({output.pick(label), output.shown(value)});
    };
    row(say("Hold", "冻结"), hold.number);
    row(say("Kind", "种类"), output.pick(text_of(hold.kind)));
    row(say("Reason", "原因"), hold.reason);
    row(say("Authority", "依据"), hold.authority);
    row(say("Query", "检索式"), hold.scope.query);
    row(say("Folders", "案卷"), joined(hold.scope.folders));
    row(say("Parties", "往来单位"), joined(hold.scope.parties));
    row(say("Records", "件数"), std::to_string(hold.records));
    row(say("Placed", "冻结于"), holding.day_of(hold.placed_at).text() + " " + hold.placed_by);
    if (hold.released_at)
        row(say("Released", "解除于"),
            holding.day_of(*hold.released_at).text() + " " + hold.released_by + ": " + hold.released_why);
    table.print(output);
}

}  // namespace

Result<int> run_hold_add(Context& context)
{
    const Options& options = context.options;
    Hold hold;
    if (!options.retention.kind.empty()) {
        TRY_ASSIGN(hold.kind, parse_hold_kind(options.retention.kind));
    }
    hold.reason = options.reason;
    hold.authority = options.retention.authority;
    hold.scope.query = options.retention.query;
    hold.scope.folders = options.retention.folders;
    hold.scope.parties = options.retention.parties;
    for (const auto& word : options.arguments) {
        TRY_ASSIGN(auto code, ReferenceCode::parse(word));
        hold.scope.records.push_back(std::move(code));
    }
    std::string list;
    if (!options.retention.list.empty()) {
        TRY_ASSIGN(list, read_list(context, options.retention.list));
    }
    auto placing = Holding(*context.archive).place(std::move(hold), list);
    if (!placing.ok()) {
        Error problem = std::move(placing).error();
        // The line of a list is a number; other places are codes and names.
        if (!list.empty() && problem.where.find_first_not_of("0123456789") == std::string::npos && !problem.where.empty())
            problem.where = options.retention.list + ":" + problem.where;
        return problem;
    }
    const Hold& placed = *placing;
    if (options.json) {
        context.output.json(json_of(placed));
        return exit_ok;
    }
    print_hold(context, placed);
    if (placed.records == 0)
        context.output.remark(say("It covers no record yet; those that come later fall under it.",
                                  "目前没有件在其范围内;日后符合范围的件将自动冻结。"));
    return exit_ok;
}

Result<int> run_hold_list(Context& context)
{
    Output& output = context.output;
    TRY_ASSIGN(const auto holds, Holding(*context.archive).list(context.options.retention.all));
    if (context.options.json) {
        Json all = Json::array();
        for (const auto& hold : holds) all.push(json_of(hold));
        output.json(Json::object().set("holds", std::move(all)));
        return exit_ok;
    }
    Table table;
    for (const auto& hold : holds)
        table.row({output.bold(hold.number), Holding(*context.archive).day_of(hold.placed_at).text(),
                   output.pick(text_of(hold.kind)),
                   output.pick(say(hold.records == 1 ? "{} record" : "{} records", "{} 件", {hold.records})),
                   hold.released_at ? output.pick(say("released", "已解除")) : std::string(),
                   output.shown(hold.reason + " (" + hold.authority + ")")});
    table.print(output);
    if (holds.empty()) output.remark(say("Nothing is on hold.", "没有冻结。"));
    return exit_ok;
}

Result<int> run_hold_show(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    Holding holding(*context.archive);
    TRY_ASSIGN(const Hold hold, holding.hold(options.arguments.front()));
    TRY_ASSIGN(const auto covered, holding.covered(hold.number, options.offset + options.limit.value_or(100)));
    const auto first = std::min(options.offset, covered.size());
    if (options.json) {
        Json codes = Json::array();
        for (std::size_t i = first; i < covered.size(); ++i) codes.push(covered[i].text());
        output.json(json_of(hold).set("codes", std::move(codes)));
        return exit_ok;
    }
    print_hold(context, hold);
    output.line("");
    for (std::size_t i = first; i < covered.size(); ++i) output.line(covered[i].text());
    tell_rest(output, first, covered.size() - first, hold.records);
    return exit_ok;
}

Result<int> run_hold_release(Context& context)
{
    TRY_ASSIGN(const Hold hold,
               Holding(*context.archive).release(context.options.arguments.front(), context.options.reason));
    if (context.options.json)
        context.output.json(json_of(hold));
    else
        print_hold(context, hold);
    return exit_ok;
}

Result<int> run_hold_review(Context& context)
{
    TRY_ASSIGN(const auto joined, Holding(*context.archive).review());
    context.output.line(
        say(joined == 1 ? "{} record came under a hold." : "{} records came under a hold.", "新增冻结 {} 件。", {joined}));
    return exit_ok;
}

}  // namespace fonds::cli
