// SPDX-License-Identifier: GPL-3.0-or-later
// Backups.
#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"

namespace fonds::cli {

void OptionMaker::add_backups()
{
    CLI::App* group = command("backup");
    if (group == nullptr) return;
    group->require_subcommand(1);
    const auto sub = [&](const char* name) {
        const std::string full = std::string("backup ") + name;
        CLI::App* at = command(*group, name, summary_of(full));
        at->footer(pick(details_of(full), language_));
        return at;
    };
    const Text place = say("Folder of the backup, best on another disk", "备份目录,最好在另一块磁盘上");
    const auto snapshot = [&](CLI::App* at) {
        return plain(at, "--snapshot", options_.backup.snapshot, "NAME", "名称",
                     say("Which one, as fonds backup list names it", "指定快照,名称见 fonds backup list"));
    };

    CLI::App* at = sub("create");
    words(at, "DIR", place)->required()->expected(1);
    at->add_flag("--full", options_.full,
                 t("Read what the backup has already, and replace what is damaged", "重新读取备份中已有的文件,替换损坏的"));
    json(at);

    at = sub("list");
    words(at, "DIR", place)->required()->expected(1);
    json(at);

    at = sub("verify");
    words(at, "DIR", place)->required()->expected(1);
    snapshot(at);
    plain(at, "--scratch", options_.backup.scratch, "DIR", "目录",
          say("Where to restore to for the trial; else within the backup", "试恢复所用的目录;缺省在备份目录内"));
    json(at);

    at = sub("restore");
    words(at, "DIR NEW-DIR",
          say("Folder of the backup; then the archive's new folder, absent or empty",
              "备份目录;其后为新档案库目录(不存在或为空)"))
        ->required()
        ->expected(2);
    snapshot(at);
    json(at);

    at = sub("mend");
    words(at, "DIR NAME...",
          say("Folder of the backup; then reference codes of records, or names of volumes", "备份目录;其后为档号或冷存卷名"))
        ->required()
        ->expected(2, 10'000);
    json(at);

    at = sub("forget");
    words(at, "DIR", place)->required()->expected(1);
    auto* one = snapshot(at);
    whole(at, "--older-than", options_.backup.older_than, 0, 100'000, t("DAYS", "天数"),
          t("All that are older, but never the newest", "早于此天数的全部快照,最新的除外"))
        ->excludes(one);
    json(at);
}

}  // namespace fonds::cli
