// SPDX-License-Identifier: GPL-3.0-or-later
// The four-property check.
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

}  // namespace fonds::cli
