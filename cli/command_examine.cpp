// SPDX-License-Identifier: GPL-3.0-or-later
// examine: the four-property check, and its reports.
#include <algorithm>

#include "archive/examining.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/scanner_programs.hpp"
#include "cli/views.hpp"
#include "cli/whole_number.hpp"
#include "cli/work_display.hpp"
#include "schema/model/sheet.hpp"

namespace fonds::cli {

namespace {

constexpr std::size_t page_of_reports = 50;

Json head_of(const Examination& one)
{
    Json scanner;
    if (!one.scanner.name.empty())
        scanner = Json::object()
                      .set("name", one.scanner.name)
                      .set("version", one.scanner.version)
                      .set("signatures", one.scanner.signatures);
    return std::move(Json::object()
                         .set("number", one.number)
                         .set("stage", name_of(one.stage))
                         .set("scope", one.scope)
                         .set("records", one.records)
                         .set("failed", one.failed)
                         .set("at", to_iso8601(one.at))
                         .set("actor", one.actor)
                         .set("digest", one.digest)
                         .set("scanner", std::move(scanner)));
}

const ExamKind& kind_of(const ExamCheck& check)
{
    const auto found = std::ranges::find(exam_kinds(), check.id, &ExamKind::id);
    return found == exam_kinds().end() ? exam_kinds().front() : *found;
}

Text name_of_check(const ExamCheck& check)
{
    const ExamKind& kind = kind_of(check);
    return {std::string(kind.en), std::string(kind.zh)};
}

Json json_of(const Examination& one, const Output& output)
{
    Json checks = Json::array();
    for (const ExamCheck& check : one.checks) {
        Json faults = Json::array();
        for (const ExamFault& fault : check.faults)
            faults.push(Json::object().set("subject", fault.subject).set("why", output.pick(fault.why)));
        checks.push(Json::object()
                        .set("id", check.id)
                        .set("group", name_of(kind_of(check).group))
                        .set("name", output.pick(name_of_check(check)))
                        .set("result", name_of(check.result))
                        .set("examined", check.examined)
                        .set("failed", check.failed)
                        .set("evidence", output.pick(check.evidence))
                        .set("faults", std::move(faults)));
    }
    return std::move(head_of(one).set("checks", std::move(checks)));
}

void print_csv(Output& output, const Examination& one)
{
    std::string text(byte_order_mark);
    const auto row = [&](std::vector<std::string> cells) { text += csv_row(cells); };
    row({output.pick(say("id", "编号")), output.pick(say("group", "类别")), output.pick(say("check", "检测项")),
         output.pick(say("result", "结果")), output.pick(say("examined", "检测数")), output.pick(say("failed", "不通过数")),
         output.pick(say("subject", "对象")), output.pick(say("evidence", "依据"))});
    for (const ExamCheck& check : one.checks) {
        const std::vector<std::string> head{check.id, output.pick(text_of(kind_of(check).group)),
                                            output.pick(name_of_check(check)), std::string(name_of(check.result))};
        auto cells = head;
        cells.insert(cells.end(),
                     {std::to_string(check.examined), std::to_string(check.failed), "", output.pick(check.evidence)});
        row(cells);
        for (const ExamFault& fault : check.faults) {
            cells = head;
            cells.insert(cells.end(), {"", "", fault.subject, output.pick(fault.why)});
            row(cells);
        }
    }
    output.raw(text);
}

void print_report(Context& context, const Examination& one)
{
    Output& output = context.output;
    output.line(say(one.records == 1 ? "Four-property check {}  {}  {}  {}  {} record"
                                     : "Four-property check {}  {}  {}  {}  {} records",
                    "四性检测 {}  {}  {}  {}  {} 件",
                    {one.number, Examining(*context.archive).minute_of(one.at), text_of(one.stage), output.shown(one.scope),
                     one.records}));
    Table table;
    for (const ExamCheck& check : one.checks) {
        const std::string result = output.pick(text_of(check.result));
        const std::string counts = check.result == ExamResult::not_applicable
                                       ? ""
                                       : std::to_string(check.failed) + "/" + std::to_string(check.examined);
        table.row({check.id, output.pick(text_of(kind_of(check).group)),
                   check.result == ExamResult::fail ? output.marked(result) : result, counts,
                   output.pick(name_of_check(check)) +
                       (check.evidence.empty() ? "" : output.dim("  " + output.shown(output.pick(check.evidence))))});
    }
    table.print(output);
    for (const ExamCheck& check : one.checks) {
        if (check.faults.empty()) continue;
        output.line("");
        output.line(output.bold(check.id + " " + output.pick(name_of_check(check))));
        for (const ExamFault& fault : check.faults)
            output.line("  " + output.shown(fault.subject) + "  " + output.shown(output.pick(fault.why)));
        if (const auto more = check.failed - static_cast<std::int64_t>(check.faults.size()); more > 0)
            output.line(say("  … and {} more", "  …… 另有 {} 项", {more}));
    }
    output.line("");
    output.line(one.failed == 0
                    ? say("No findings.", "全部通过。")
                    : say(one.failed == 1 ? "{} check failed." : "{} checks failed.", "{} 项不通过。", {one.failed}));
}

int tell(Context& context, const Examination& one)
{
    if (context.options.json)
        context.output.json(json_of(one, context.output));
    else if (context.options.exam.csv)
        print_csv(context.output, one);
    else
        print_report(context, one);
    return one.failed > 0 ? exit_partial : exit_ok;
}

Error needs_category()
{
    return error(ErrorKind::usage, say("A folder is one of a category", "案卷须连同门类给出"))
        .with_hint(say("Write it as CATEGORY/NUMBER.", "请写作 门类/案卷号。"));
}

}  // namespace

Result<int> run_examine(Context& context)
{
    const Options& options = context.options;
    ExamRequest request;
    if (!options.exam.stage.empty()) request.stage = *exam_stage(options.exam.stage);
    if (options.exam.stage.empty() && !options.exam.package.empty()) request.stage = ExamStage::transfer;
    for (const auto& word : options.arguments) {
        TRY_ASSIGN(auto code, ReferenceCode::parse(word));
        request.codes.push_back(std::move(code));
    }
    request.category = options.metadata.category.value_or("");
    if (options.metadata.folder) {
        const std::string& folder = *options.metadata.folder;
        const auto slash = folder.find('/');
        if (slash != std::string::npos) request.category = folder.substr(0, slash);
        request.folder = folder.substr(slash == std::string::npos ? 0 : slash + 1);
        if (request.category.empty()) return needs_category();
    }
    if (!request.codes.empty() && !request.category.empty())
        return error(ErrorKind::usage,
                     say("Name records, or a category or folder, not both", "档号与门类、案卷不能同时给出"));
    request.package = options.exam.package;
    request.scanners = scanner_programs();
    WorkDisplay display(context.output);
    auto examined = Examining(*context.archive).run(request, display);
    context.output.end_progress();
    if (!examined.ok()) return std::move(examined).error();
    return tell(context, *examined);
}

Result<int> run_examine_list(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    Examining examining(*context.archive);
    TRY_ASSIGN(const auto reports, examining.list(options.limit.value_or(page_of_reports), options.offset));
    if (options.json) {
        Json all = Json::array();
        for (const auto& one : reports) all.push(head_of(one));
        output.json(Json::object().set("examinations", std::move(all)));
        return exit_ok;
    }
    Table table;
    for (const auto& one : reports)
        table.row({output.bold(std::to_string(one.number)), examining.minute_of(one.at), output.pick(text_of(one.stage)),
                   output.pick(say(one.records == 1 ? "{} record" : "{} records", "{} 件", {one.records})),
                   one.failed == 0 ? output.pick(say("no findings", "全部通过"))
                                   : output.marked(output.pick(say("{} failed", "{} 项不通过", {one.failed}))),
                   output.shown(one.scope) + "  " + output.shown(one.actor)});
    table.print(output);
    if (reports.empty()) output.remark(say("No check was made yet.", "尚未做过四性检测。"));
    return exit_ok;
}

Result<int> run_examine_show(Context& context)
{
    const std::string& word = context.options.arguments.front();
    const auto number = whole_number(word);
    if (!number)
        return error(ErrorKind::usage, say("{} is no number of a report", "{} 不是检测编号", {word}))
            .with_hint(say("fonds examine list shows them.", "可用 fonds examine list 查看编号。"));
    TRY_ASSIGN(const Examination one, Examining(*context.archive).get(*number));
    static_cast<void>(tell(context, one));
    return exit_ok;
}

}  // namespace fonds::cli
