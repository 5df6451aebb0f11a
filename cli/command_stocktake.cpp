// SPDX-License-Identifier: GPL-3.0-or-later
// stocktake.

#include <algorithm>
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/filing_input.hpp"
#include "cli/place_views.hpp"
#include "cli/whole_number.hpp"
#include "schema/model/sheet.hpp"

namespace fonds::cli {

namespace {

Result<StocktakeId> id_of(const Options& options)
{
    const std::string& text = options.arguments.at(0);
    if (const auto number = whole_number(text); number && *number > 0) return StocktakeId{*number};
    return error(ErrorKind::usage, say("Not the number of a stock-take: {}", "不是清点编号:{}", {text}))
        .with_hint(say("fonds stocktake list shows them.", "可用 fonds stocktake list 查看。"));
}

std::vector<std::string> cells_of(Output& output, const Stocktake& stocktake)
{
    return {std::to_string(raw(stocktake.id)),
            output.shown(stocktake.scope),
            to_iso8601(stocktake.started_at),
            output.pick(say("{} expected", "应有 {}", {stocktake.expected})),
            output.pick(say("{} scanned", "已扫描 {}", {stocktake.scanned})),
            stocktake.closed_at ? output.pick(say("closed", "已结束")) : output.pick(say("open", "进行中")),
            output.shown(stocktake.closed_at ? stocktake.first_counter + ", " + stocktake.second_counter : "")};
}

Result<int> tell(Context& context, const Stocktake& stocktake)
{
    if (context.options.json) {
        context.output.json(json_of(stocktake));
        return exit_ok;
    }
    Table table;
    table.row(cells_of(context.output, stocktake));
    table.print(context.output);
    return exit_ok;
}

Result<int> tell_report(Context& context, const StocktakeReport& report)
{
    Output& output = context.output;
    const CountReport& counts = report.counts;
    const int code = counts.has_serious() ? exit_partial : exit_ok;
    if (context.options.json) {
        output.line(report.json);
        return code;
    }
    if (context.options.places.csv) {
        output.raw(std::string(byte_order_mark) +
                   csv_row({output.pick(say("fault", "结果")), output.pick(say("code", "档号")),
                            output.pick(say("title", "题名")), output.pick(say("expected at", "应在库位")),
                            output.pick(say("found at", "实际库位")), output.pick(say("merged into", "并入"))}));
        for (const CountLine& line : counts.lines)
            output.raw(
                csv_row({output.pick(text_of(line.fault)), line.code, line.title, line.expected, line.found, line.heir}));
        return code;
    }
    Table table;
    table.row(cells_of(output, counts.stocktake));
    table.print(output);
    std::string sums = output.pick(say("{} found", "在架 {}", {counts.found}));
    for (const CountFault fault : count_faults)
        if (const auto count = counts.count(fault); count > 0)
            sums += ", " + std::to_string(count) + " " + output.pick(text_of(fault));
    output.line(sums);
    Table lines;
    for (const CountLine& line : counts.lines)
        lines.row({output.pick(text_of(line.fault)), output.shown(line.code),
                   (line.expected.empty() ? "-" : output.shown(line.expected)) +
                       (line.found.empty() ? "" : " → " + output.shown(line.found)),
                   output.shown(line.title) + (line.heir.empty() ? "" : " → " + line.heir)});
    lines.print(output);
    const auto unplaced = std::ranges::count_if(
        counts.lines, [](const CountLine& line) { return line.fault == CountFault::missing && line.expected.empty(); });
    if (unplaced > 0)
        output.remark(
            say("{} of the missing {has|have} no place on record: register it with fonds place; what has no paper "
                "original is tagged so, fonds tag CODE no-paper.",
                "缺失中有 {} 件从未登记库位:请用 fonds place 登记;没有纸质原件的,请加标签:fonds tag 档号 无纸质原件。",
                {unplaced}));
    if (!counts.stocktake.digest.empty()) output.line("SHA-256 " + counts.stocktake.digest);
    return code;
}

/// A file is called by its name where its list was meant: it would be counted as a paper that nobody knows.
Result<void> refuse_file(Archive& archive, const std::string& code, StocktakeId id)
{
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(code, ignored)) return {};
    Placing placing(archive);
    if (placing.location(code).ok()) return {};
    if (const auto paper = PaperName::parse(code); paper.ok() && placing.whereabouts(*paper).ok()) return {};
    return error(ErrorKind::usage, say("{} is a file, and no code known here", "{} 是文件,不是本库已知的编号", {code}))
        .with_hint(say("To take the codes in it: fonds stocktake scan {} --from {}",
                       "读取文件中的编号:fonds stocktake scan {} --from {}", {raw(id), code}));
}

Result<int> tell_scan(Context& context, const ScanReport& report, bool is_list)
{
    const int code = report.problems.empty() ? exit_ok : exit_partial;
    Output& output = context.output;
    if (context.options.json) {
        output.json(json_of(report));
        return code;
    }
    for (const ScanProblem& problem : report.problems) {
        const std::string shown = output.shown(problem.code);
        const std::string before = is_list ? output.pick(say("Line {}: ", "第 {} 行:", {problem.line})) : "";
        if (problem.ended_by == 0)
            output.remark({before + fill("{} is neither a paper nor a location known here", {shown}),
                           before + fill("{} 既不是本库的档案也不是库位", {shown})});
        else if (is_list)
            output.remark(say("Line {}: {} not counted: the line {} before it is no known address",
                              "第 {} 行:{} 未计入:其前的第 {} 行不是已知库位", {problem.line, shown, problem.ended_by}));
        else
            output.remark(
                say("{} not counted: a code before it is no known address", "{} 未计入:其前的编号不是已知库位", {shown}));
    }
    TRY(tell(context, report.stocktake));
    return code;
}

}  // namespace

Result<int> run_stocktake_start(Context& context)
{
    const Options& options = context.options;
    StocktakeRequest scope;
    scope.location = options.places.location;
    scope.category = options.metadata.category.value_or("");
    if (options.metadata.folder) {
        TRY_ASSIGN(scope.folder, PaperName::parse(*options.metadata.folder));
        if (!scope.folder->is_folder())
            return error(ErrorKind::usage, say("Not a folder: {}", "不是案卷:{}", {*options.metadata.folder}))
                .with_hint(say("Write CATEGORY/NUMBER, as HT/001.", "请写成“门类/案卷号”,如 HT/001。"));
    }
    TRY_ASSIGN(const Stocktake started, Stocktaking(*context.archive).start(scope));
    return tell(context, started);
}

Result<int> run_stocktake_scan(Context& context)
{
    const Options& options = context.options;
    TRY_ASSIGN(const StocktakeId id, id_of(options));
    std::string list;
    if (!options.places.from.empty()) {
        TRY_ASSIGN(list, read_list(context, options.places.from));
    }
    if (list.empty() == (options.arguments.size() == 1))
        return error(ErrorKind::usage,
                     say("Name codes, or a list with --from, not both", "请给出编号,或用 --from 给出清单,二者择一"));
    for (std::size_t i = 1; i < options.arguments.size(); ++i) {
        TRY(refuse_file(*context.archive, options.arguments[i], id));
        list += options.arguments[i] + "\n";
    }
    TRY_ASSIGN(const ScanReport scanned, Stocktaking(*context.archive).scan(id, list, options.places.location));
    return tell_scan(context, scanned, !options.places.from.empty());
}

Result<int> run_stocktake_report(Context& context)
{
    TRY_ASSIGN(const StocktakeId id, id_of(context.options));
    TRY_ASSIGN(const auto report, Stocktaking(*context.archive).report(id));
    return tell_report(context, report);
}

Result<int> run_stocktake_close(Context& context)
{
    TRY_ASSIGN(const StocktakeId id, id_of(context.options));
    const auto& counters = context.options.places.counters;
    if (counters.size() != 2)
        return error(ErrorKind::usage, say("Two people count, and both sign", "清点须由两人进行并分别签名"))
            .with_hint(say("Say --counter NAME --counter NAME.", "请用 --counter 姓名 --counter 姓名。"));
    TRY_ASSIGN(const auto report, Stocktaking(*context.archive).close(id, counters[0], counters[1]));
    return tell_report(context, report);
}

Result<int> run_stocktake_list(Context& context)
{
    const Options& options = context.options;
    TRY_ASSIGN(const auto all, Stocktaking(*context.archive).list(options.limit.value_or(50), options.offset));
    if (options.json) {
        context.output.json(json_list("stocktakes", all));
        return exit_ok;
    }
    Table table;
    for (const Stocktake& stocktake : all) table.row(cells_of(context.output, stocktake));
    table.print(context.output);
    return exit_ok;
}

Result<int> run_stocktake_plan(Context& context)
{
    TRY_ASSIGN(const auto plan, Stocktaking(*context.archive).plan());
    if (context.options.json) {
        context.output.json(json_list("plan", plan));
        return exit_ok;
    }
    Output& output = context.output;
    Table table;
    for (const InspectionDue& due : plan)
        table.row({std::string(text_of(due.grade)), due.category,
                   output.pick(say("{} of {} due", "到期 {}/{}", {due.records, due.of})),
                   due.since.empty() ? "" : output.pick(say("since {}", "自 {} 起", {due.since})),
                   due.next.empty() ? "" : output.pick(say("next on {}", "下次 {}", {due.next}))});
    table.print(output);
    return exit_ok;
}

}  // namespace fonds::cli
