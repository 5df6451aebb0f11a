// SPDX-License-Identifier: GPL-3.0-or-later
// Reference codes apart from their records.
#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"
#include "schema/model/number.hpp"

namespace fonds::cli {

void OptionMaker::add_numbers()
{
    CLI::App* group = command("number");
    if (group == nullptr) return;
    group->require_subcommand(1);
    Options::Numbers& n = options_.numbers;
    MetadataOptions& m = options_.metadata;
    for (const bool reserving : {false, true}) {
        CLI::App* at =
            command(*group, reserving ? "reserve" : "preview", summary_of(reserving ? "number reserve" : "number preview"));
        text(at, "--category", m.category, "Category code", "门类代码");
        text(at, "--date", m.date, "Date of the documents; else today", "文件日期;缺省为今天");
        text(at, "--folder", m.folder, "Folder number", "案卷号");
        text(at, "--grade", m.grade, "Grade: A, B or C", "重要性:A、B 或 C");
        plain(at, "--retention", n.retention, "CODE", "代码", say("Retention; else the category's", "保管期限;缺省同门类"));
        plain(at, "--unit", n.unit, "CODE", "代码", say("Unit, where the template names it", "机构(问题)代码"));
        plain(at, "--project", n.project, "CODE", "代码", say("Project, where the template names it", "项目号"));
        whole(at, "--count", n.count, 1, most_numbers, "N", t("How many", "数量"));
        if (reserving) plain(at, "--note", n.note, "TEXT", "文字", say("What for", "用途"));
        json(at);
    }
    json(command(*group, "check", summary_of("number check")));
    CLI::App* at = command(*group, "void", summary_of("number void"));
    words(at, "CODE...", say("Reserved numbers", "预留号"))->required();
    plain(at, "--note", n.note, "TEXT", "文字", say("Why", "原因"));
    json(at);
    at = command(*group, "import", summary_of("number import"));
    words(at, "LIST",
          say("CSV or .xlsx: columns code, category, status, into, case, note, at, by; - for standard input",
              "CSV 或 .xlsx 清单:档号、门类、状态、并入、案号、备注、时间、经办人列;- 表示标准输入"))
        ->required()
        ->expected(1);
    text(at, "--category", m.category, "Category of rows that name none", "未写明门类的行所属门类");
    at->add_flag("--dry-run", n.dry_run, t("Tell what would be held, and hold nothing", "只检查,不登记"));
    at->add_flag("--all-or-nothing", n.all_or_nothing,
                 t("With any that cannot be held, none is", "有一行不能登记则全部不登记"));
    at->add_flag("--leap", n.leap, t("Numbers may leave many before them open: they are right", "所跳过的号确实空缺"));
    json(at);
}

}  // namespace fonds::cli
