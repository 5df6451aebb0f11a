// SPDX-License-Identifier: GPL-3.0-or-later
// Categories, parties.
#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"

namespace fonds::cli {

void OptionMaker::add_scheme()
{
    Options::Scheme& s = options_.scheme;
    const Text add = say("Add one", "新增"), list = say("List them", "列出"), show = say("Show one", "显示"),
               edit = say("Change one", "修改");

    if (CLI::App* group = command("category"); group != nullptr) {
        group->require_subcommand(1);
        for (const bool adding : {true, false}) {
            CLI::App* at = command(*group, adding ? "add" : "edit", adding ? add : edit);
            words(at, "CODE", say("Category code", "门类代码"))->required()->expected(1);
            text(at, "--name", s.name_zh, "Name in Chinese", "名称(中文)");
            text(at, "--name-en", s.name_en, "Name in English", "名称(英文)");
            text(at, "--retention", s.retention, "Retention code: Y, D30, D10 …", "保管期限代码:Y、D30、D10……");
            text(at, "--grade", options_.metadata.grade, "Grade of its records unless said otherwise", "默认重要性");
            text(at, "--template", s.code_template, "Form of new reference codes", "档号模板(只影响以后)");
            choice(at, "--numbering", s.numbering, {"template", "fonds", "category", "year", "folder"},
                   t("What one run of numbers goes through; template: all that its form names",
                     "序号连续的范围:template 按模板各元素,fonds 全宗,category 门类,year 年度,folder 案卷"));
            text(at, "--scope", s.scope, "What belongs here", "范围说明");
            text(at, "--parent", s.parent, "Category above it; empty: at the top", "上级门类;留空则置于顶层");
            text(at, "--from", s.effective_from, "First day of the documents it takes; empty: any", "启用日期;留空则不限");
            text(at, "--until", s.effective_until, "Last day; empty: any", "停用日期;留空则不限");
            choice(at, "--auto", s.auto_accept, {"yes", "no"},
                   t("Whether what the inbox takes is accepted by itself when nothing is doubtful",
                     "收件无疑问时是否自动接收"));
            choice(at, "--mixed", s.mixed, {"yes", "no"},
                   t("Whether its folders may mix years and retention periods", "其案卷是否可混放不同年度或保管期限"));
            text(at, "--meaning", s.meaning_zh, "What grades mean here, in Chinese: A=…; B=…; C=…",
                 "重要性说明(中文):A=…; B=…; C=…");
            text(at, "--meaning-en", s.meaning_en, "The same in English", "重要性说明(英文)");
            text(at, "--rules", s.grade_rules,
                 "What gives a grade when nobody says one: A amount>=10万; A word:独家; C tag:草稿",
                 "未指明时的重要性规则:A 金额>=10万; A 词:独家; C 标签:草稿");
            if (!adding)
                plain(at, "--force", options_.retention.forced, "REASON", "原因",
                      say("Why the retention is shorter than the law", "低于法定期限的原因"));
            text(at, "--expects", s.expects, "Papers that a record should have, separated by ;", "应有材料,以 ; 分隔");
        }
        json(command(*group, "list", list));
        CLI::App* at = command(*group, "export", summary_of("category export"));
        words(at, "[FILE]", say("Where to; else standard output", "目标文件;缺省为标准输出"))->expected(0, 1);
        at->add_flag("--force", options_.force, t("Replace an existing file", "覆盖已有文件"));
        at = command(*group, "import", summary_of("category import"));
        words(at, "[FILE]", say("CSV list; - for standard input", "CSV 清单;- 表示标准输入"))->expected(0, 1);
        plain(at, "--preset", s.preset, "PRESET", "方案",
              say("Instead of a list: enterprise, da-t-13, accounting", "代替清单:enterprise、da-t-13、accounting"));
        at->add_flag("--dry-run", s.dry_run, t("Tell what would change, and change nothing", "只报告,不更改"));
        json(at);
        at = command(*group, "presets", summary_of("category presets"));
        words(at, "[PRESET]", say("Print it as a list to edit", "以清单形式输出该方案,供修改"))->expected(0, 1);
        json(at);
        at = command(*group, "show", show);
        words(at, "CODE", say("Category code", "门类代码"))->required()->expected(1);
        json(at);
    }
    if (CLI::App* group = command("party"); group != nullptr) {
        group->require_subcommand(1);
        for (const bool adding : {true, false}) {
            CLI::App* at = command(*group, adding ? "add" : "edit", adding ? add : edit);
            words(at, "NAME", say("Name of the party", "单位或个人名称"))->required()->expected(1);
            if (!adding) text(at, "--name", s.name, "New name; its records follow", "新名称(相关记录随之更新)");
            text(at, "--aliases", s.aliases, "Other names, separated by ;", "别名,以 ; 分隔");
            text(at, "--note", s.note, "Note", "备注");
        }
        CLI::App* at = command(*group, "list", list);
        paging(at);
        json(at);
        at = command(*group, "show", show);
        words(at, "NAME", say("Name or alias", "名称或别名"))->required()->expected(1);
        json(at);
    }
}

}  // namespace fonds::cli
