// SPDX-License-Identifier: GPL-3.0-or-later
// The four-property check, and reports for auditors.
#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"

namespace fonds::cli {

void OptionMaker::add_examinations()
{
    CLI::App* group = command("examine");
    if (group == nullptr) return;
    group->require_subcommand(1);
    Options::Exam& e = options_.exam;
    const auto csv = [&](CLI::App* at) { at->add_flag("--csv", e.csv, t("Write the report as CSV", "以 CSV 输出报告")); };
    CLI::App* at = command(*group, "run", summary_of("examine run"));
    words(at, "CODE...", say("Reference codes; else all records", "档号;缺省为全部"));
    text(at, "--category", options_.metadata.category, "Records of this category, with those below it", "该门类(含下级)");
    text(at, "--folder", options_.metadata.folder, "Records of this folder: CATEGORY/NUMBER", "该案卷:门类/案卷号");
    choice(at, "--stage", e.stage, {"intake", "demand", "transfer", "schedule"},
           t("When it is done: demand, unless it is of a package", "检测环节:归档、日常(缺省)、移交与接收、长期保存"));
    plain(at, "--package", e.package, "DIR", "目录",
          say("A package that was made or received (BagIt)", "移交包目录(BagIt)"));
    csv(at);
    json(at);
    at = command(*group, "list", summary_of("examine list"));
    paging(at);
    json(at);
    at = command(*group, "show", summary_of("examine show"));
    words(at, "N", say("Number of the report", "检测编号"))->required()->expected(1);
    csv(at);
    json(at);
}

void OptionMaker::add_reports()
{
    CLI::App* at = command("report");
    if (at == nullptr) return;
    Options::Report& r = options_.report;
    words(at, "NAME [CODE]",
          say("Name of the report, and of access the record; without one those there are",
              "报告名称,access 另给档号;不给名称则列出全部报告"))
        ->expected(0, 2);
    text(at, "--from", r.from, "First day of the period", "期间的第一天");
    text(at, "--until", r.until, "Last day of the period", "期间的最后一天");
    text(at, "--category", options_.metadata.category, "Of due and unruled: this category, with those below it",
         "仅 due 与 unruled:该门类(含下级)");
    choice(at, "--format", r.format, {"text", "json", "csv", "xlsx", "pdf"},
           t("Else as the file's name ends; text", "缺省按文件扩展名;text"));
    choice(at, "--lang", options_.tables.language, {"zh", "en"}, t("Of the report; else yours", "报告语言;缺省为当前语言"));
    output(at);
    json(at);
}

}  // namespace fonds::cli
