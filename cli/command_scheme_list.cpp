// SPDX-License-Identifier: GPL-3.0-or-later
// category export, import, presets: the scheme as a list.
#include "archive/scheme_book.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/filing_input.hpp"
#include "cli/list_report.hpp"
#include "schema/core/json.hpp"

namespace fonds::cli {

namespace {

Result<const SchemePreset*> named_preset(const std::string& name)
{
    if (const SchemePreset* preset = preset_named(name)) return preset;
    return error(ErrorKind::usage, say("There is no scheme {}", "没有预置方案 {}", {name}))
        .with_hint(say("fonds category presets lists them.", "可用 fonds category presets 查看。"));
}

}  // namespace

Result<int> run_category_export(Context& context)
{
    const Options& options = context.options;
    TRY_ASSIGN(const auto categories, context.archive->categories());
    const std::string csv = scheme_csv(categories, context.output.language() == Language::chinese);
    if (options.arguments.empty() || options.arguments.front() == "-") {
        context.output.raw(csv);
        return exit_ok;
    }
    TRY(save_bytes(csv, options.arguments.front(), options.force, context.environment));
    context.output.line(context.output.shown(options.arguments.front()));
    return exit_ok;
}

Result<int> run_category_import(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    if (options.arguments.empty() == options.scheme.preset.empty())
        return error(ErrorKind::usage, say("Name a list, or a preset", "请给出清单或预置方案之一"))
            .with_hint(say("fonds category import FILE, or fonds category import --preset enterprise.",
                           "fonds category import 文件,或 fonds category import --preset enterprise。"));
    std::string csv, list;
    if (!options.scheme.preset.empty()) {
        TRY_ASSIGN(const SchemePreset* preset, named_preset(options.scheme.preset));
        csv = preset->csv;
        list = preset->name;
    } else {
        list = options.arguments.front();
        TRY_ASSIGN(csv, read_list(context, list));
    }
    auto report = SchemeBook(*context.archive).import(csv, options.scheme.dry_run);
    if (!report.ok()) return of_list(std::move(report).error(), list);
    const int code = report->refused == 0 ? exit_ok : exit_partial;
    if (options.json) {
        Json rows = Json::array();
        for (const SchemeRow& row : report->rows) rows.push(json_of_row(output, row));
        output.json(Json::object()
                        .set("rows", std::move(rows))
                        .set("added", report->added)
                        .set("changed", report->changed)
                        .set("same", report->same)
                        .set("refused", report->refused)
                        .set("done", report->done));
        return code;
    }
    tell_rows(output, list, report->rows);
    output.remark(say("{} added, {} changed, {} as they were, {} refused.", "新增 {},修改 {},无变化 {},拒绝 {}。",
                      {report->added, report->changed, report->same, report->refused}));
    if (!report->done) output.remark(say("Nothing was changed.", "未作任何更改。"));
    return code;
}

Result<int> run_category_presets(Context& context)
{
    Output& output = context.output;
    if (!context.options.arguments.empty()) {
        TRY_ASSIGN(const SchemePreset* preset, named_preset(context.options.arguments.front()));
        output.raw("\xEF\xBB\xBF");
        output.raw(preset->csv);
        return exit_ok;
    }
    if (context.options.json) {
        Json all = Json::array();
        for (const SchemePreset& preset : presets())
            all.push(std::move(Json::object().set("name", preset.name).set("title", output.pick(preset.title))));
        output.json(Json::object().set("presets", std::move(all)));
        return exit_ok;
    }
    Table table;
    for (const SchemePreset& preset : presets()) table.row({std::string(preset.name), output.pick(preset.title)});
    table.print(output);
    return exit_ok;
}

}  // namespace fonds::cli
