// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/import_display.hpp"

#include "cli/views.hpp"
#include "schema/model/sheet.hpp"

namespace fonds::cli {

ImportDisplay::ImportDisplay(Context& context, const std::string& list, bool tables)
    : output_(context.output), progress_(context.output), list_(list), json_(context.options.json),
      csv_(context.options.places.csv), every_row_(context.options.places.dry_run), tables_(tables)
{
    if (!csv_) return;
    std::vector<std::string> head;
    if (tables_) head.push_back(output_.pick(say("table", "表")));
    for (const Text& name : {say("line", "行"), say("result", "结果"), say("code", "档号"), say("title", "题名"),
                             say("reason", "原因"), say("hint", "提示")})
        head.push_back(output_.pick(name));
    output_.raw(std::string(byte_order_mark) + csv_row(head));
}

void ImportDisplay::row(const ImportedRow& row)
{
    if (json_) return tell_json(row);
    if (csv_) return tell_csv(row);
    if (row.fate == RowFate::failed) {
        Error problem = *row.problem;
        // Packages have no lines that anybody looks up.
        std::string name = row.thing.empty() ? row.title : row.thing;
        if (name.empty()) name = problem.where;
        problem.where =
            list_ + ":" + (tables_ ? table_ + ":" : "") + std::to_string(row.line) + (name.empty() ? "" : ": " + name);
        return output_.problem(problem);
    }
    if (row.fate == RowFate::unchanged && row.remark.en.empty() && !every_row_) return;
    const std::string heir = row.merged_into.empty() ? "" : " → " + output_.shown(row.merged_into);
    output_.line((tables_ ? table_ + "  " : "") + std::to_string(row.line) + "  " + output_.pick(text_of(row.fate)) + "  " +
                 output_.shown(row.thing) + heir + (row.title.empty() ? "" : "  " + output_.shown(row.title)));
    if (!row.remark.en.empty()) output_.remark(row.remark);
}

void ImportDisplay::problem(const Error& error)
{
    if (json_)
        output_.json(std::move(Json::object().set("error", json_of(error, output_.language()))));
    else
        output_.problem(error);
}

void ImportDisplay::tell_json(const ImportedRow& row)
{
    Json json = Json::object();
    if (tables_) json.set("table", table_);
    json.set("line", row.line);
    json.set("result", name_of(row.fate));
    json.set("code", row.thing.empty() ? Json() : Json(row.thing));
    json.set("title", row.title.empty() ? Json() : Json(row.title));
    if (!row.merged_into.empty()) json.set("merged_into", row.merged_into);
    if (!row.remark.en.empty()) json.set("remark", output_.pick(row.remark));
    json.set("error", row.problem ? json_of(*row.problem, output_.language()) : Json());
    output_.json(json);
}

void ImportDisplay::tell_csv(const ImportedRow& row)
{
    std::string reason = output_.pick(row.problem ? row.problem->what : row.remark);
    if (!row.merged_into.empty()) reason = output_.pick(say("merged into {}", "已并入 {}", {row.merged_into}));
    const std::string hint = row.problem ? output_.pick(row.problem->hint) : "";
    std::vector<std::string> cells;
    if (tables_) cells.push_back(table_);
    for (const std::string& cell :
         {std::to_string(row.line), output_.pick(text_of(row.fate)), row.thing, row.title, reason, hint})
        cells.push_back(cell);
    output_.raw(csv_row(cells));
}

void tell_import(Output& output, const ImportSummary& summary)
{
    output.remark(say("{} added, {} changed, {} unchanged, {} failed.", "新增 {},更改 {},无变化 {},未导入 {}。",
                      {summary.added, summary.changed, summary.unchanged, summary.failed}));
    if (summary.merged > 0)
        output.remark(say(summary.merged == 1
                              ? "{} row is of a record that was merged into another; nothing was done with it."
                              : "{} rows are of records that were merged into others; nothing was done with them.",
                          "{} 行所指的档案此前已并入他件,未作处理。", {summary.merged}));
    if (summary.without_files > 0)
        output.remark(
            say("{} new {record comes|records come} without {its|their} files: the column files names them, and tells "
                "not where they are. fonds export records --with-files DIR writes them beside the list.",
                "{} 件新增档案没有带入文件:“数字对象”列只有文件名,没有路径。请用 fonds export records "
                "--with-files 文件夹 将文件一并导出。",
                {summary.without_files}));
    if (summary.not_compared > 0)
        output.remark(
            say("{} {file has a checksum|files have checksums} of a kind that is not known here: {its|their} bytes were "
                "not compared. Known are MD5 and SHA-256.",
                "{} 个文件的校验和种类无法识别,内容未比对。可识别的有 MD5 与 SHA-256。", {summary.not_compared}));
    if (summary.items_passed_over)
        output.remark(say("Item numbers (column item) were not taken: in a folder they follow from its order. The column "
                          "position puts records in order by hand.",
                          "“件号”列未录入:卷内件号由卷内顺序得出;手工排序请用“卷内排序”列。"));
    if (!summary.done) output.remark(say("Nothing was changed.", "未作任何更改。"));
    if (summary.left_over > 0)
        output.remark(say(
            summary.left_over == 1
                ? "{} unfinished filing was left behind, by this run or one that was stopped. fonds repair sweeps "
                  "what no record refers to."
                : "{} unfinished filings were left behind, by this run or one that was stopped. fonds repair "
                  "sweeps what no record refers to.",
            "有 {} 批未完成的归档(本次或此前中断的运行所留)。可用 fonds repair 清理无人引用的文件。", {summary.left_over}));
}

}  // namespace fonds::cli
