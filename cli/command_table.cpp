// SPDX-License-Identifier: GPL-3.0-or-later
// export, import.
#include "archive/tables.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/filing_input.hpp"
#include "cli/intake_exam.hpp"
#include "cli/list_report.hpp"
#include "cli/views.hpp"
#include "cli/work_display.hpp"
#include "schema/model/sheet.hpp"

namespace fonds::cli {

namespace {

Result<TableKind> kind_named(const std::string& name)
{
    if (const auto kind = table_kind(name)) return *kind;
    std::string all;
    for (const auto each : table_kinds) all += (all.empty() ? "" : ", ") + std::string(each);
    return error(ErrorKind::usage, say("There is no list called {}", "没有名为 {} 的清单", {name}))
        .with_hint(say("Lists: {}.", "可用:{}。", {all}));
}

/// Not every list can be limited to some of its rows.
Result<void> refuse_idle_filters(TableKind kind, const Options& options)
{
    if (kind == TableKind::records) return {};
    const MetadataOptions& said = options.metadata;
    const std::pair<const char*, bool> filters[] = {{"--query", !options.tables.query.empty()},
                                                    {"--category", said.category && kind != TableKind::folders},
                                                    {"--folder", said.folder.has_value()},
                                                    {"--party", said.party.has_value()},
                                                    {"--tag", !said.tags.empty()},
                                                    {"--grade", said.grade.has_value()},
                                                    {"--year", options.list.year.has_value()}};
    for (const auto& [name, given] : filters)
        if (given)
            return error(ErrorKind::usage,
                         say("The list of {} cannot be limited by {}", "{} 清单不能用 {} 限定", {name_of(kind), name}))
                .with_hint(say("Lists of records can, and that of folders by --category; leave it out here.",
                               "仅 records 清单可以限定(folders 可用 --category);请去掉此选项。"));
    return {};
}

std::string directory_of(const std::string& path)
{
    const auto slash = path.find_last_of('/');
    return slash == std::string::npos ? "." : path.substr(0, slash);
}

/// Tells each row as it is decided.
class ImportDisplay final : public ImportObserver {
public:
    ImportDisplay(Context& context, const std::string& list)
        : output_(context.output), progress_(context.output), list_(list), json_(context.options.json),
          csv_(context.options.places.csv), every_row_(context.options.places.dry_run)
    {
        if (csv_)
            output_.raw(std::string(byte_order_mark) +
                        csv_row({output_.pick(say("line", "行")), output_.pick(say("result", "结果")),
                                 output_.pick(say("code", "档号")), output_.pick(say("title", "题名")),
                                 output_.pick(say("reason", "原因")), output_.pick(say("hint", "提示"))}));
    }

    void row(const ImportedRow& row) override
    {
        if (json_) return tell_json(row);
        if (csv_) return tell_csv(row);
        if (row.fate == RowFate::failed) {
            Error problem = *row.problem;
            problem.where = list_ + ":" + std::to_string(row.line);
            return output_.problem(problem);
        }
        if (row.fate == RowFate::unchanged && row.remark.en.empty() && !every_row_) return;
        const std::string heir = row.merged_into.empty() ? "" : " → " + output_.shown(row.merged_into);
        output_.line(std::to_string(row.line) + "  " + output_.pick(text_of(row.fate)) + "  " + output_.shown(row.thing) +
                     heir + (row.title.empty() ? "" : "  " + output_.shown(row.title)));
        if (!row.remark.en.empty()) output_.remark(row.remark);
    }
    void progress(Phase phase, std::size_t done, std::size_t total) override { progress_.progress(phase, done, total); }
    bool stop_requested() override { return progress_.stop_requested(); }

private:
    void tell_json(const ImportedRow& row)
    {
        Json json = Json::object();
        json.set("line", row.line);
        json.set("result", name_of(row.fate));
        json.set("code", row.thing.empty() ? Json() : Json(row.thing));
        json.set("title", row.title.empty() ? Json() : Json(row.title));
        if (!row.merged_into.empty()) json.set("merged_into", row.merged_into);
        if (!row.remark.en.empty()) json.set("remark", output_.pick(row.remark));
        json.set("error", row.problem ? json_of(*row.problem, output_.language()) : Json());
        output_.json(json);
    }

    void tell_csv(const ImportedRow& row)
    {
        std::string reason = output_.pick(row.problem ? row.problem->what : row.remark);
        if (!row.merged_into.empty()) reason = output_.pick(say("merged into {}", "已并入 {}", {row.merged_into}));
        const std::string hint = row.problem ? output_.pick(row.problem->hint) : "";
        output_.raw(
            csv_row({std::to_string(row.line), output_.pick(text_of(row.fate)), row.thing, row.title, reason, hint}));
    }

    Output& output_;
    WorkDisplay progress_;
    const std::string& list_;
    bool json_, csv_, every_row_;
};

}  // namespace

Result<int> run_export(Context& context)
{
    const Options& options = context.options;
    ExportRequest request;
    TRY_ASSIGN(request.kind, kind_named(options.arguments.at(0)));
    TRY(refuse_idle_filters(request.kind, options));
    request.query = options.tables.query;
    request.filter.category = options.metadata.category.value_or("");
    request.filter.folder = options.metadata.folder.value_or("");
    request.filter.party = options.metadata.party.value_or("");
    if (!options.metadata.tags.empty()) request.filter.tag = options.metadata.tags.front();
    if (options.metadata.grade) {
        TRY_ASSIGN(request.filter.grade, parse_grade(*options.metadata.grade));
    }
    request.filter.year = options.list.year;
    const std::string& language = options.tables.language;
    request.in_chinese = language.empty() ? context.output.language() == Language::chinese : language == "zh";
    const bool named_xlsx = options.output.ends_with(".xlsx") || options.output.ends_with(".XLSX");
    const bool xlsx = options.tables.format.empty() ? named_xlsx : options.tables.format == "xlsx";
    request.format = xlsx ? TableFormat::xlsx : TableFormat::csv;
    Exporting exporting(*context.archive);
    if (options.output.empty() || options.output == "-") {
        if (xlsx && context.output.to_terminal())
            return error(ErrorKind::usage, say("A workbook is nothing for a terminal", "工作簿不能输出到终端"))
                .with_hint(say("Name a file: -o FILE.xlsx.", "请给出文件:-o 文件.xlsx。"));
        TRY(exporting.write(request, [&](std::string_view bytes) {
            context.output.raw(bytes);
            return Result<void>();
        }));
        return exit_ok;
    }
    TRY_ASSIGN(const std::size_t rows, exporting.save(request, options.output, options.force));
    context.output.remark(say(rows == 1 ? "{} row written to {}." : "{} rows written to {}.", "已写出 {} 行到 {}。",
                              {rows, context.output.shown(options.output)}));
    return exit_ok;
}

Result<int> run_import(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    const std::string& list = options.arguments.at(1);
    ImportRequest request;
    TRY_ASSIGN(request.kind, kind_named(options.arguments.at(0)));
    TRY_ASSIGN(const std::string text, read_list(context, list));
    request.list = text;
    request.directory = directory_of(list);
    request.dry_run = options.places.dry_run;
    request.all_or_nothing = options.places.all_or_nothing;
    request.leap = options.numbers.leap ? Leap::allowed : Leap::refused;
    ImportDisplay display(context, list);
    IntakeExam intake(context);
    auto ran = Importing(*context.archive).run(request, display);
    if (!ran.ok()) return of_list(std::move(ran).error(), list);
    if (ran->index_problem) output.problem(*ran->index_problem);
    output.end_progress();
    output.remark(say("{} added, {} changed, {} unchanged, {} failed.", "新增 {},更改 {},无变化 {},未导入 {}。",
                      {ran->added, ran->changed, ran->unchanged, ran->failed}));
    if (ran->merged > 0)
        output.remark(say(ran->merged == 1
                              ? "{} row is of a record that was merged into another; nothing was done with it."
                              : "{} rows are of records that were merged into others; nothing was done with them.",
                          "{} 行所指的档案此前已并入他件,未作处理。", {ran->merged}));
    if (!ran->done) output.remark(say("Nothing was changed.", "未作任何更改。"));
    if (ran->left_over > 0)
        output.remark(
            say(ran->left_over == 1
                    ? "{} unfinished filing was left behind, by this run or one that was stopped. fonds repair sweeps "
                      "what no record refers to."
                    : "{} unfinished filings were left behind, by this run or one that was stopped. fonds repair "
                      "sweeps what no record refers to.",
                "有 {} 批未完成的归档(本次或此前中断的运行所留)。可用 fonds repair 清理无人引用的文件。", {ran->left_over}));
    if (ran->interrupted) return exit_interrupted;
    return intake.finish(ran->failed > 0 || ran->index_problem ? exit_partial : exit_ok);
}

}  // namespace fonds::cli
