// SPDX-License-Identifier: GPL-3.0-or-later
// export archive, import archive, import paperless.
#include "archive/bagging.hpp"
#include "archive/paperless.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/import_display.hpp"
#include "cli/views.hpp"

namespace fonds::cli {

namespace {

Error missing_folder()
{
    return error(ErrorKind::usage, say("The folder is missing", "缺少目录"))
        .with_hint(say("fonds export archive DIR: a folder that does not exist yet.",
                       "fonds export archive 目录:尚不存在的目录。"));
}

/// What is said of one list means nothing of a whole archive.
Result<void> refuse_list_options(const Options& options)
{
    const std::pair<const char*, bool> given[] = {{"--leap", options.numbers.leap},
                                                  {"--all-or-nothing", options.places.all_or_nothing}};
    for (const auto& [name, said] : given)
        if (said) return error(ErrorKind::usage, say("{} is for lists", "{} 只用于清单", {name}));
    return {};
}

}  // namespace

Result<int> run_export_archive(Context& context)
{
    const Options& options = context.options;
    if (options.arguments.size() < 2) return missing_folder();
    if (!options.output.empty())
        return error(ErrorKind::usage, say("An archive goes to a folder, not to a file", "档案库导出到目录,而非文件"))
            .with_hint(say("fonds export archive DIR", "fonds export archive 目录"));
    WorkDisplay display(context.output);
    TRY_ASSIGN(const BaggedArchive bagged, BagBook(*context.archive).write(options.arguments.at(1), display));
    context.output.end_progress();
    for (const Error& each : bagged.problems) context.output.problem(each);
    context.output.remark(say("{} {record|records}, {} {file|files} and {} {byte|bytes} written to {}.",
                              "已写出 {} 件档案、{} 个文件、{} 字节到 {}。",
                              {bagged.records, bagged.files, bagged.bytes, context.output.shown(bagged.directory)}));
    return bagged.problems.empty() ? exit_ok : exit_partial;
}

Result<int> run_import_archive(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    TRY(refuse_list_options(options));
    ImportDisplay display(context, options.arguments.at(1), true);
    TRY_ASSIGN(const BagSummary taken,
               BagBook(*context.archive).read(options.arguments.at(1), options.places.dry_run, display));
    if (taken.rows.index_problem) output.problem(*taken.rows.index_problem);
    output.end_progress();
    tell_import(output, taken.rows);
    if (taken.rows.interrupted) return exit_interrupted;
    return taken.rows.failed > 0 || taken.problems > 0 || taken.rows.index_problem ? exit_partial : exit_ok;
}

Result<int> run_import_paperless(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    TRY(refuse_list_options(options));
    PaperlessRequest request;
    request.path = options.arguments.at(1);
    request.dry_run = options.places.dry_run;
    if (!options.tables.category.empty()) request.category = options.tables.category;
    for (const std::string& each : options.tables.types) {
        const auto equals = each.rfind('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == each.size())
            return error(ErrorKind::usage, say("Not a type and a category: {}", "不是 类型=门类:{}", {each}))
                .with_hint(say("For example --type Invoice=FP.", "例如 --type 发票=FP。"));
        request.types[each.substr(0, equals)] = each.substr(equals + 1);
    }
    ImportDisplay display(context, request.path);
    TRY_ASSIGN(const ImportSummary taken, PaperlessBook(*context.archive).import(request, display));
    if (taken.index_problem) output.problem(*taken.index_problem);
    output.end_progress();
    tell_import(output, taken);
    if (taken.interrupted) return exit_interrupted;
    return taken.failed > 0 || taken.index_problem ? exit_partial : exit_ok;
}

}  // namespace fonds::cli
