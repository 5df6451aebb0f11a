// SPDX-License-Identifier: GPL-3.0-or-later
// Filing and changing records.
#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"

namespace fonds::cli {

void OptionMaker::add_filing()
{
    if (CLI::App* at = command("init"); at != nullptr) {
        words(at, "DIR", say("Directory, absent or empty", "目录,须不存在或为空"))->required()->expected(1);
        at->add_option("--code", options_.init.code, t("Fonds code, such as J001", "全宗号,如 J001"))
            ->type_name(t("CODE", "代码"))
            ->required();
        at->add_option("--name", options_.init.name, t("Name of the organisation", "全宗名称(单位名称)"))
            ->type_name(t("NAME", "名称"))
            ->required();
        at->add_option(
              "--scheme", options_.init.scheme,
              t("Scheme to begin with: enterprise, da-t-13, accounting", "分类方案:enterprise、da-t-13、accounting"))
            ->type_name(t("PRESET", "方案"));
    }
    if (CLI::App* at = command("file"); at != nullptr) {
        words(at, "[PATH...]",
              say("Files, directories (with all below), - for standard input", "文件、目录(含下级),- 表示标准输入"));
        at->add_option("--from", options_.file.from,
                       t("CSV manifest, a row per file: path and any of the options as columns",
                         "CSV 清单,每行一个文件:path 及下列选项为列"))
            ->type_name("CSV");
        metadata(at);
        tags(at, "--tag", options_.metadata.tags, t("Tag; may be repeated", "标签,可重复"));
        plain(at, "--code", options_.file.code, "NUMBER", "档号",
              say("The number it has already, or a reserved one; one file only", "已有的档号或预留号(仅限一个文件)"));
        at->add_flag("--leap", options_.numbers.leap,
                     t("That number may leave many before it open: it is right", "所跳过的号确实空缺"));
        at->add_flag("--allow-duplicate", options_.file.allow_duplicate,
                     t("File another record on bytes that are filed already", "内容相同也另立一件"));
        password(at);
        json(at);
    }
    if (CLI::App* at = command("attach"); at != nullptr) {
        words(at, "CODE PATH...", say("Reference code, then the files to add", "档号,其后为要附加的文件"))
            ->required()
            ->expected(2, -1);
    }
    if (CLI::App* at = command("edit"); at != nullptr) {
        code(at)->expected(1);
        metadata(at);
        tags(at, "--tag", options_.metadata.tags, t("Add a tag; may be repeated", "添加标签,可重复"));
        tags(at, "--untag", options_.metadata.remove_tags, t("Remove a tag; may be repeated", "去掉标签,可重复"));
    }
    if (CLI::App* at = command("note"); at != nullptr) {
        words(at, "CODE [TEXT...]",
              say("Reference code, then the text to add; none shows the note", "档号,其后为要追加的文字;缺省则显示备注"))
            ->required();
        at->add_flag("--replace", options_.replace, t("Replace the note instead of adding a line", "替换而非追加"));
    }
    if (CLI::App* at = command("tag"); at != nullptr) {
        words(at, "CODE [TAG...]", say("Reference code, then tags; none shows them", "档号,其后为标签;缺省则显示标签"))
            ->required();
        at->add_flag("--remove", options_.remove, t("Remove these tags", "去掉这些标签"));
    }
}

}  // namespace fonds::cli
