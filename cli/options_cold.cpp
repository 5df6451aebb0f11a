// SPDX-License-Identifier: GPL-3.0-or-later
// Cold volumes.
#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"

namespace fonds::cli {

void OptionMaker::add_cold()
{
    if (CLI::App* group = command("cold"); group != nullptr) {
        group->require_subcommand(1);
        for (const bool run : {false, true}) {
            CLI::App* at = command(*group, run ? "run" : "plan", summary_of(run ? "cold run" : "cold plan"));
            auto& cold = options_.cold;
            text(at, "--older-than", cold.older_than, "Filed so long ago, like 3y, instead of the settings'",
                 "归档已满多久,如 3y,替代设置值");
            text(at, "--unused", cold.unused, "Not asked for so long, like 1y, instead of the settings'",
                 "多久未被查阅,如 1y,替代设置值");
            text(at, "--grades", cold.grades, "Of these grades, like BC; A only when it is named",
                 "限定重要性,如 BC;A 级须写明");
            at->add_option("--category", cold.categories, t("Only of these categories and those below", "限定门类(含下级)"))
                ->type_name(t("CODE", "代码"))
                ->expected(1)
                ->allow_extra_args(false);
            at->add_flag("--all", cold.all, t("Whatever its age and use", "不论年限与使用情况"));
            if (run) {
                at->add_flag("--dry-run", cold.dry_run, t("Show the plan, change nothing", "只显示计划,不执行"));
                at->add_flag("--yes", options_.force, t("Do it without asking", "直接执行"));
                at->add_flag("--encrypt", cold.encrypt,
                             t("AES-256, with the key of the settings", "以设置中的密钥加密(AES-256)"));
            }
            whole(at, "--limit", options_.limit, 0, 1'000'000'000, "N", t("List at most so many records", "最多列出的件数"));
            json(at);
        }
    }
    if (CLI::App* at = command("recall"); at != nullptr) {
        words(at, "CODE...", say("Reference codes", "档号"))->required();
        json(at);
    }
    if (CLI::App* at = command("scrub"); at != nullptr) {
        at->add_flag("--all", options_.cold.all, t("Due or not", "无论到期与否"));
        whole(at, "--rate", options_.cold.rate, 0, 1'000'000, "MIB",
              t("At most so much a second; 0: no limit", "每秒至多读取(MiB);0 为不限"));
        whole(at, "--most", options_.cold.most, 1, 1'000'000'000, "MIB", t("Stop after so much", "读取这么多后停止(MiB)"));
        json(at);
    }
    CLI::App* group = command("volume");
    if (group == nullptr) return;
    group->require_subcommand(1);
    CLI::App* at = command(*group, "list", summary_of("volume list"));
    at->add_flag("--all", options_.cold.all, t("Those that were replaced, too", "含已被替换的卷"));
    json(at);
    at = command(*group, "show", summary_of("volume show"));
    words(at, "NAME", say("Its name", "卷名"))->required()->expected(1);
    json(at);
    at = command(*group, "verify", summary_of("volume verify"));
    words(at, "[NAME...]", say("These; else all", "卷名;缺省为全部"));
    json(at);
    at = command(*group, "rewrite", summary_of("volume rewrite"));
    words(at, "NAME...", say("Several become one", "多个卷合并为一个"))->required();
    json(at);
    at = command(*group, "move", summary_of("volume move"));
    words(at, "NAME", say("Its name", "卷名"))->required()->expected(1);
    plain(at, "--to", options_.cold.to, "DIR", "目录",
          say("Where it goes; \"volumes\" is the archive's own", "目标目录;volumes 为库内目录"))
        ->required();
    plain(at, "--from", options_.cold.from, "DIR", "目录",
          say("Which copy; else that in volumes/", "移动哪一份;缺省为 volumes/ 中的"));
    json(at);
    at = command(*group, "adopt", summary_of("volume adopt"));
    words(at, "FILE...", say("Volumes, the oldest first", "冷存卷文件,旧的在前"))->required();
    json(at);
}

}  // namespace fonds::cli
