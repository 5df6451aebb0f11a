// SPDX-License-Identifier: GPL-3.0-or-later
// Folders.
#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"

namespace fonds::cli {

void OptionMaker::add_folders()
{
    CLI::App* group = command("folder");
    if (group == nullptr) return;
    group->require_subcommand(1);
    Options::Scheme& s = options_.scheme;
    const Text folder = say("Category code and folder number", "门类代码与案卷号");
    for (const bool adding : {true, false}) {
        CLI::App* at = command(*group, adding ? "add" : "edit", adding ? say("Add one", "新增") : say("Change one", "修改"));
        words(at, "CATEGORY NUMBER", folder)->required()->expected(2);
        text(at, "--title", s.title, "Title", "案卷题名");
        text(at, "--period", s.period, "Period on the cover", "时间范围");
        whole(at, "--pieces", s.most_pieces, 0, 1'000'000, "N", t("Room for so many records; 0: any", "容纳件数;0 不限"));
        whole(at, "--pages", s.most_pages, 0, 1'000'000, "N", t("Room for so many pages; 0: any", "容纳页数;0 不限"));
        whole(at, "--spine", s.spine, 0, 1'000'000, "MM", t("Width of its spine; 0: not said", "卷脊宽度(毫米);0 不限"));
        choice(at, "--mixed", s.mixed, {"yes", "no"},
               t("Whether it may mix years and retention periods", "是否允许混放不同年度或保管期限"));
        if (adding) continue;
        at->add_flag("--close", s.close, t("Take no more records", "封卷"));
        at->add_flag("--open", s.open, t("Take records again", "重新开卷"));
        plain(at, "--reason", options_.reason, "TEXT", "文字",
              say("Why it is opened again, or closed though incomplete", "启封的原因,或不完整仍封卷的原因"));
    }
    CLI::App* at = command(*group, "list", say("List them", "列出"));
    words(at, "[CATEGORY]", say("Only of this category", "限定门类"))->expected(0, 1);
    json(at);
    at = command(*group, "show", say("Show one and what is in it", "显示案卷及卷内文件"));
    words(at, "CATEGORY NUMBER", folder)->required()->expected(2);
    json(at);
    at = command(*group, "order", say("Put in order what is in it", "排列卷内文件"));
    words(at, "CATEGORY NUMBER [CODE...]", say("The folder, then its records in their order", "案卷,其后按顺序写档号"))
        ->required()
        ->expected(2, -1);
    at->add_flag("--by-time", s.by_time, t("By date again, papers of one matter together", "恢复按时间结合事由排列"));
    at->add_flag("--pages", s.number_pages, t("Give its papers page numbers that run from 1", "重编卷内页号"));
    json(at);
    at = command(*group, "move", say("Put records into it", "将档案移入案卷"));
    words(at, "CATEGORY NUMBER CODE...", say("The folder, then the records that go there", "案卷,其后为移入的档号"))
        ->required()
        ->expected(3, -1);
    json(at);
    at = command(*group, "split", say("Move some of its records into a new folder", "拆出新案卷"));
    words(at, "CATEGORY NUMBER NEW CODE...",
          say("The folder, the number of the new one, the records that go there", "案卷、新案卷号,其后为移出的档号"))
        ->required()
        ->expected(4, -1);
    json(at);
    at = command(*group, "merge", say("Move all records of others into it", "并入其他案卷"));
    words(at, "CATEGORY NUMBER OTHER...", say("The folder, then those that go into it", "案卷,其后为被并入的案卷号"))
        ->required()
        ->expected(3, -1);
    json(at);
}

}  // namespace fonds::cli
