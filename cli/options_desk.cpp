// SPDX-License-Identifier: GPL-3.0-or-later
// The inbox, and what is printed.
#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"
#include "cli/options_print.hpp"

namespace fonds::cli {

void OptionMaker::add_inbox()
{
    CLI::App* group = command("inbox");
    if (group == nullptr) return;
    group->require_subcommand(1);
    command(*group, "run", say("Take what lies in inbox/", "接收 inbox/ 中的文件"));
    command(*group, "watch", say("Take files as they come, until Ctrl-C", "随到随收,直至按 Ctrl-C"))
        ->footer(pick(details_of("inbox watch"), language_));
    json(command(*group, "list", say("List what waits", "列出待整理件")));
    CLI::App* at = command(*group, "show", say("Show a piece", "显示一件"));
    words(at, "ID", say("Number of the piece", "待整理件编号"))->required()->expected(1);
    json(at);
    at = command(*group, "open", say("Open a piece in the desktop's viewer", "用桌面程序查看"));
    words(at, "ID", say("Number of the piece", "待整理件编号"))->required()->expected(1);
    at = command(*group, "text", say("Print the text of a piece", "显示文本"));
    words(at, "ID", say("Number of the piece", "待整理件编号"))->required()->expected(1);
    one_page(at);
    json(at);
    at = command(*group, "get", say("Get the bytes of a piece", "取出文件"));
    words(at, "ID", say("Number of the piece", "待整理件编号"))->required()->expected(1);
    output(at);
    at = command(*group, "accept", say("Make records of pieces", "接收为档案"));
    auto* ids = words(at, "[ID...]", say("Numbers of the pieces", "待整理件编号"));
    at->add_flag("--all", options_.inbox.all, t("All that wait and have nothing doubtful", "接收全部无疑问的待整理件"))
        ->excludes(ids);
    metadata(at);
    tags(at, "--tag", options_.metadata.tags, t("Tag; may be repeated", "标签,可重复"));
    at->add_flag("--allow-duplicate", options_.file.allow_duplicate,
                 t("File another record on bytes that are filed already", "内容相同也另立一件"));
    at->add_flag("--ignore-label", options_.inbox.ignore_label,
                 t("Its label is wrong: make a record of its own", "标签有误:另立一件"));
    password(at);
    at = command(*group, "merge", say("Put pieces together", "合并"));
    words(at, "ID ID...", say("The piece, then those whose pages follow", "保留的件,其后为并入的件"))
        ->required()
        ->expected(2, -1);
    at = command(*group, "split", say("Cut a piece before pages", "拆分"));
    words(at, "ID PAGE...", say("The piece, then the pages that begin new ones", "待整理件,其后为新件的首页"))
        ->required()
        ->expected(2, -1);
    at = command(*group, "rotate", say("Turn pages of a piece", "旋转页面"));
    words(at, "ID DEGREES [PAGE...]",
          say("The piece, 90, 180 or 270 clockwise, and which pages; none: all",
              "待整理件、顺时针角度 90/180/270、页码;缺省为全部页"))
        ->required()
        ->expected(2, -1);
    at = command(*group, "reject", say("Reject pieces; their bytes stay", "退回(数据仍保留)"));
    words(at, "ID...", say("Numbers of the pieces", "待整理件编号"))->required();
    at->add_option("--reason", options_.reason, t("Why", "原因"))->type_name(t("TEXT", "文字"))->required();
}

void OptionMaker::add_labels()
{
    CLI::App* group = command("labels");
    if (group == nullptr) return;
    group->require_subcommand(1);
    CLI::App* at = command(*group, "separator", summary_of("labels separator"));
    whole(at, "--count", options_.labels.count, 1, 1000, "N", t("How many sheets (1)", "张数(1)"));
    label_paper(at);
    output(at);
    CLI::App* codes = command(*group, "code", summary_of("labels code"));
    labels_of_records(codes);
    codes->add_flag("--reserved", options_.numbers.reserved,
                    t("Numbers that are reserved and not used yet", "尚未使用的预留号"));
    labels_of_records(command(*group, "stamp", summary_of("labels stamp")));
}

void OptionMaker::label_paper(CLI::App* at)
{
    at->add_option("--paper", options_.labels.paper, t("Paper: a4 (the default), a3, letter", "纸张:a4(默认)、a3、letter"))
        ->type_name("a4|a3|letter");
}

void OptionMaker::labels_of_records(CLI::App* at)
{
    Options::Labels& labels = options_.labels;
    words(at, "[CODE...]", say("Reference codes; . may stand for ·", "档号;· 可写作 ."));
    text(at, "--category", options_.metadata.category, "All records of this category", "此门类的全部档案");
    text(at, "--folder", options_.metadata.folder, "All records of this folder", "此案卷的全部档案");
    at->add_option("--sheet", labels.sheet,
                   t("Label paper: 70x37 (the default), 63.5x38.1, 99.1x38.1, 48.5x25.4, 38.1x21.2, or its measures in mm: "
                     "COLUMNSxROWS:WIDTHxHEIGHT[:GAPXxGAPY]",
                     "标签纸:70x37(默认)、63.5x38.1、99.1x38.1、48.5x25.4、38.1x21.2,或尺寸(毫米):列x行:宽x高[:"
                     "横向间隔x纵向间隔]"))
        ->type_name(t("SHEET", "标签纸"));
    label_paper(at);
    at->add_option(
          "--offset", labels.offset,
          t("Shift everything by so many mm to the right and downwards: 1.5,-0.8", "整体向右、向下移动的毫米数:1.5,-0.8"))
        ->type_name("X,Y");
    whole(at, "--start", labels.start, 1, 10'000, "N",
          t("First place to print on, for sheets that are begun, row by row (1)", "从第几枚标签开始打印,逐行计数(1)"));
    output(at);
}

void OptionMaker::add_print()
{
    if (CLI::App* at = command("print"); at != nullptr) add_print_options(*at, options_, language_);
}

}  // namespace fonds::cli
