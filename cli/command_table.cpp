// SPDX-License-Identifier: GPL-3.0-or-later
// export, import.
#include "archive/tables.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/filing_input.hpp"
#include "cli/import_display.hpp"
#include "cli/intake_exam.hpp"
#include "cli/list_report.hpp"

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

}  // namespace

Result<int> run_export(Context& context)
{
    const Options& options = context.options;
    if (options.arguments.at(0) == "archive") return run_export_archive(context);
    if (options.arguments.size() > 1)
        return error(ErrorKind::usage, say("{} is one word too many", "多余的参数:{}", {options.arguments.at(1)}))
            .with_hint(say("Name the file of a table with -o FILE.", "请用 -o 文件 指定表的文件名。"));
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
    request.files = options.tables.files;
    request.replace = options.force;
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
    request.table = options.output;
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
    if (options.arguments.at(0) == "archive") return run_import_archive(context);
    if (options.arguments.at(0) == "paperless") return run_import_paperless(context);
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
    tell_import(output, *ran);
    if (ran->interrupted) return exit_interrupted;
    return intake.finish(ran->failed > 0 || ran->index_problem ? exit_partial : exit_ok);
}

}  // namespace fonds::cli
