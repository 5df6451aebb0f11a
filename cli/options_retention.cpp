// SPDX-License-Identifier: GPL-3.0-or-later
// How long records are kept, what that counts from, and what is on hold.
#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"

namespace fonds::cli {

void OptionMaker::add_rules()
{
    CLI::App* group = command("rule");
    if (group == nullptr) return;
    group->require_subcommand(1);
    Options::Retention& r = options_.retention;
    for (const bool adding : {true, false}) {
        CLI::App* at = command(*group, adding ? "add" : "edit", summary_of(adding ? "rule add" : "rule edit"));
        words(at, "RULE", say("Code of the rule: CN-KU-01", "规则代码,如 CN-KU-01"))->required()->expected(1);
        text(at, "--name", r.name_zh, "Chinese name", "中文名称");
        text(at, "--name-en", r.name_en, "English name", "英文名称");
        text(at, "--period", r.period, "permanent, 30y, 18m, 2w, 90d", "保管期限:永久、30年、18个月、2周、90天");
        text(at, "--starts", r.starts, "What it counts from: fiscal_year_end, contract_end …", "起算条件,如 合同终止");
        text(at, "--action", r.action, "permanent, review, destroy or transfer", "处置:永久保存、鉴定、鉴定后销毁或移交");
        text(at, "--year-ends", r.year_ends, "Last day of the fiscal year: 12-31", "会计年度最后一天,如 12-31");
        text(at, "--source", r.source, "The law, standard or decision", "依据的法规、标准或决定");
        text(at, "--confidence", r.confidence, "How sure that source is: H, M or L", "依据的可信度:H、M 或 L");
        text(at, "--least", r.least, "The shortest period the law allows", "法定最低期限");
        text(at, "--from", r.from, "First day it is in force", "生效日期");
        text(at, "--until", r.until, "Last day it is in force", "失效日期");
        text(at, "--note", r.note, "Note", "备注");
        plain(at, "--force", r.forced, "REASON", "原因", say("Why it is shorter than the law", "低于法定期限的原因"));
        json(at);
    }
    CLI::App* at = command(*group, "list", summary_of("rule list"));
    at->add_flag("--all", r.all, t("All versions, also those not in force", "所有版本,含未生效与失效的"));
    json(at);
    at = command(*group, "show", summary_of("rule show"));
    words(at, "RULE", say("Code of the rule", "规则代码"))->required()->expected(1);
    json(at);
    at = command(*group, "export", summary_of("rule export"));
    words(at, "FILE", say("File to write; else standard output", "写入的文件;缺省为标准输出"))->expected(0, 1);
    at->add_flag("--force", options_.force, t("Replace an existing file", "覆盖已有文件"));
    at = command(*group, "import", summary_of("rule import"));
    words(at, "LIST", say("CSV or XLSX; - for standard input", "CSV 或 XLSX;- 表示标准输入"))->expected(0, 1);
    plain(at, "--preset", r.preset, "NAME", "名称", say("Rules that come with Fonds", "预置的规则集"));
    at->add_flag("--dry-run", r.dry_run, t("Tell what would change, and change nothing", "只检查,不更改"));
    json(at);
    at = command(*group, "presets", summary_of("rule presets"));
    words(at, "NAME", say("Print this one as CSV", "以 CSV 输出该规则集"))->expected(0, 1);
    json(at);
    for (const bool assigning : {true, false}) {
        at = command(*group, assigning ? "assign" : "unassign", summary_of(assigning ? "rule assign" : "rule unassign"));
        words(at, "RULE", say("Code of the rule", "规则代码"))->required()->expected(1);
        text(at, "--category", options_.metadata.category, "Category, with those below it", "门类(含下级)");
        text(at, "--grade", options_.metadata.grade, "Only records of this grade", "仅该重要性");
        plain(at, "--type", r.type, "TAG", "标签", say("Only records with this tag", "仅带该标签(类型)的件"));
        if (assigning)
            plain(at, "--force", r.forced, "REASON", "原因", say("Why it is shorter than the law", "低于法定期限的原因"));
        json(at);
    }
    at = command(*group, "give", summary_of("rule give"));
    words(at, "RULE CODE...", say("The rule, then the records", "规则代码,然后是档号"))->required()->expected(2, 100000);
    plain(at, "--reason", options_.reason, "TEXT", "文字", say("Why", "原因"));
    at->add_flag("--override", r.overrides, t("It holds even if others keep longer", "即使其他规则期限更长也以此为准"));
    at = command(*group, "take", summary_of("rule take"));
    words(at, "CODE...", say("Reference codes", "档号"))->required();
    plain(at, "--reason", options_.reason, "TEXT", "文字", say("Why", "原因"));
}

void OptionMaker::add_events()
{
    CLI::App* group = command("event");
    if (group == nullptr) return;
    group->require_subcommand(1);
    Options::Retention& r = options_.retention;
    CLI::App* at = command(*group, "add", summary_of("event add"));
    words(at, "EVENT DAY [CODE...]",
          say("What happened and when, then the records: contract_end 2026-06-30",
              "事项与日期,然后是档号:合同终止 2026-06-30"))
        ->required()
        ->expected(2, 100000);
    tags(at, "--folder", r.folders, t("Of all in this folder: CATEGORY/NUMBER", "该案卷的全部:门类/案卷号"));
    tags(at, "--party", r.parties, t("Of all of this party", "该往来单位的全部"));
    tags(at, "--project", r.projects, t("Of all of this project", "该项目号的全部"));
    text(at, "--note", r.note, "Note", "备注");
    at->add_flag("--before-papers", r.before_papers,
                 t("It did happen before the papers were made", "该事项确实早于文件日期"));
    json(at);
    at = command(*group, "list", summary_of("event list"));
    words(at, "CODE", say("Only those that touch this record", "仅与该件有关的"))->expected(0, 1);
    at->add_flag("--all", r.all, t("Withdrawn ones, too", "含已撤回的"));
    json(at);
    at = command(*group, "withdraw", summary_of("event withdraw"));
    words(at, "NUMBER", say("Its number in event list", "event list 所列编号"))->required()->expected(1);
    plain(at, "--reason", options_.reason, "TEXT", "文字", say("Why", "原因"));
}

void OptionMaker::add_retention()
{
    CLI::App* group = command("retention");
    if (group == nullptr) return;
    group->require_subcommand(1);
    Options::Retention& r = options_.retention;
    CLI::App* at = command(*group, "show", summary_of("retention show"));
    words(at, "CODE...", say("Reference codes", "档号"))->required();
    json(at);
    at = command(*group, "list", summary_of("retention list"));
    text(at, "--category", options_.metadata.category, "Category, with those below it", "门类(含下级)");
    choice(at, "--state", r.state, {"permanent", "waiting", "running", "none"},
           t("permanent, waiting, running or none (without a rule)",
             "permanent 永久、waiting 待事项、running 计时、none 无规则"));
    at->add_flag("--held", r.held, t("Only what is on hold", "仅冻结的"));
    paging(at);
    json(at);
    at = command(*group, "due", summary_of("retention due"));
    text(at, "--until", r.until, "Last day; else today", "截止日期;缺省为今天");
    text(at, "--from", r.from, "First day", "起始日期");
    text(at, "--category", options_.metadata.category, "Category, with those below it", "门类(含下级)");
    paging(at);
    json(at);
    json(command(*group, "summary", summary_of("retention summary")));
    at = command(*group, "wind", summary_of("retention wind"));
    at->add_flag("--all", r.all, t("Every one anew", "全部重新计算"));
}

void OptionMaker::add_holds()
{
    CLI::App* group = command("hold");
    if (group == nullptr) return;
    group->require_subcommand(1);
    Options::Retention& r = options_.retention;
    CLI::App* at = command(*group, "add", summary_of("hold add"));
    words(at, "CODE...", say("Reference codes", "档号"));
    plain(at, "--reason", options_.reason, "TEXT", "文字", say("Why", "原因"));
    plain(at, "--authority", r.authority, "TEXT", "文字", say("By whose authority", "依据(何人、何文)"));
    plain(at, "--kind", r.kind, "KIND", "种类",
          say("litigation, anticipated, audit, investigation, request, unsettled, other",
              "诉讼、可能发生的诉讼、审计、调查、查询申请、未了事项、其他"));
    plain(at, "--query", r.query, "QUERY", "检索式", say("What fonds search finds, now and later", "检索所得,含日后新增"));
    tags(at, "--folder", r.folders,
         t("All in this folder, now and later: CATEGORY/NUMBER", "该案卷,含日后新增:门类/案卷号"));
    tags(at, "--party", r.parties, t("All of this party, now and later", "该往来单位,含日后新增"));
    plain(at, "--list", r.list, "FILE", "文件",
          say("Codes from a list, one a line; - for standard input", "档号清单,每行一个"));
    json(at);
    at = command(*group, "list", summary_of("hold list"));
    at->add_flag("--all", r.all, t("Released ones, too", "含已解除的"));
    json(at);
    at = command(*group, "show", summary_of("hold show"));
    words(at, "HOLD", say("Its number: H-2026-0001", "编号,如 H-2026-0001"))->required()->expected(1);
    paging(at);
    json(at);
    at = command(*group, "release", summary_of("hold release"));
    words(at, "HOLD", say("Its number", "编号"))->required()->expected(1);
    plain(at, "--reason", options_.reason, "TEXT", "文字", say("Why", "原因"));
    json(at);
    command(*group, "review", summary_of("hold review"));
}

void OptionMaker::add_log()
{
    CLI::App* group = command("log");
    if (group == nullptr) return;
    group->require_subcommand(1);
    CLI::App* at = command(*group, "list", summary_of("log list"));
    words(at, "SUBJECT", say("Only of this: a reference code, a name …", "仅与此有关:档号、名称等"))->expected(0, 1);
    plain(at, "--action", options_.log.action, "ACTION", "事件",
          say("Only these: record.edited, or record.* for all that begin so",
              "仅该类:record.edited,或 record.* 表示以此开头"));
    plain(at, "--actor", options_.log.actor, "NAME", "姓名", say("Only by this one", "仅该操作人"));
    text(at, "--from", options_.log.from, "First day", "起始日期");
    text(at, "--until", options_.log.until, "Last day", "截止日期");
    at->add_flag("--csv", options_.log.csv, t("As CSV", "以 CSV 输出"));
    paging(at);
    json(at);
    output(command(*group, "export", summary_of("log export")));
    at = command(*group, "verify", summary_of("log verify"));
    words(at, "FILE", say("An exported log; else the archive's own", "导出的日志文件;缺省为本库日志"))->expected(0, 1);
    tags(at, "--key", options_.log.keys,
         t("Only this key signs: its digits, its code, or a file with such", "只认该密钥:公钥、其代码或含有它们的文件"));
    tags(at, "--code", options_.log.codes, t("A code from paper", "纸面记下的代码"));
    json(at);
    at = command(*group, "checkpoint", summary_of("log checkpoint"));
    at->add_flag("--new-key", options_.log.new_key, t("Begin with another key", "更换密钥"));
    json(at);
    at = command(*group, "clock", summary_of("log clock"));
    auto* right = at->add_flag("--right", options_.log.clock_is_right,
                               t("The clock is right: there was a pause, or it was set right", "时间无误:曾停用,或已校正"));
    plain(at, "--reason", options_.reason, "TEXT", "文字", say("How that is known", "依据"))->needs(right);
    json(at);
}

}  // namespace fonds::cli
