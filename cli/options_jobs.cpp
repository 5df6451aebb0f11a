// SPDX-License-Identifier: GPL-3.0-or-later
// Work that comes again and again.
#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"

namespace fonds::cli {

void OptionMaker::add_jobs()
{
    CLI::App* group = command("jobs");
    if (group == nullptr) return;
    group->require_subcommand(1);
    const Text jobs = say("retention, holds, loans, integrity, full_check, examination, scrub, cold, checkpoint",
                          "retention 保管期限、holds 冻结复查、loans 逾期借阅、integrity 快速稽核、full_check 全面稽核、"
                          "examination 四性检测、scrub 数据校验、cold 转入冷存、checkpoint 日志签名");
    CLI::App* at = command(*group, "run", summary_of("jobs run"));
    words(at, "JOB...", say("These, due or not: {}; else what is due", "无论到期与否:{};缺省为到期的", {jobs}));
    at->add_flag("--clock-is-right", options_.jobs.clock_is_right,
                 t("Go on although the clock seems to have jumped", "时钟似有跳跃时仍继续"));
    json(at);
    at = command(*group, "list", summary_of("jobs list"));
    words(at, "JOB", say("The runs of this one", "列出该作业的各次执行"))->expected(0, 1);
    whole(at, "--limit", options_.limit, 0, 1'000'000, "N", t("Show at most so many", "最多显示条数"));
    json(at);
    at = command(*group, "install", summary_of("jobs install"));
    at->add_flag("--user-units", options_.jobs.user_units, t("For the user's own systemd", "安装为用户级单元"));
    plain(at, "--dir", options_.jobs.dir, "DIR", "目录", say("Write them there", "写入该目录"));
    at->add_flag("--force", options_.force, t("Replace existing files", "覆盖已有文件"));
}

}  // namespace fonds::cli
