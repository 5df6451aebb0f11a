// SPDX-License-Identifier: GPL-3.0-or-later
// Disposition cases, from draft to certificate.
#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"

namespace fonds::cli {

void OptionMaker::add_cases()
{
    CLI::App* group = command("case");
    if (group == nullptr) return;
    group->require_subcommand(1);
    Options::Case& c = options_.disposal;
    const auto numbered = [&](CLI::App* at) {
        words(at, "CASE", say("Its number: D-2026-0001", "案号,如 D-2026-0001"))->required()->expected(1);
    };
    CLI::App* at = command(*group, "draft", summary_of("case draft"));
    words(at, "CODE...", say("These records; else all that are due", "仅这些档案;缺省为全部到期的"));
    plain(at, "--title", c.title, "TEXT", "文字", say("What the case is called", "案名"));
    plain(at, "--basis", c.basis, "TEXT", "文字", say("By which decision it is appraised", "鉴定依据"));
    text(at, "--category", options_.metadata.category, "Only of this category, with those below it", "仅该门类(含下级)");
    text(at, "--until", c.until, "Due until this day; else today", "届满截止日期;缺省为今天");
    plain(at, "--procedure", c.procedure, "NAME", "程序",
          say("general or accounting; else as the records need", "general 一般或 accounting 会计;缺省按档案判断"));
    json(at);
    at = command(*group, "list", summary_of("case list"));
    at->add_flag("--all", c.all, t("Ended ones, too", "含已办结与已撤销的"));
    json(at);
    at = command(*group, "show", summary_of("case show"));
    numbered(at);
    choice(at, "--decision", c.decision, {"none", "destroy", "extend", "permanent", "transfer", "excepted"},
           t("Only records with this decision", "仅该鉴定结论的档案"));
    paging(at);
    json(at);
    at = command(*group, "decide", summary_of("case decide"));
    words(at, "CASE [CODE...]",
          say("The case, then records; without them all that are undecided", "案号,然后是档号;不写档号即全部未定的"))
        ->required()
        ->expected(1, 100000);
    at->add_flag("--destroy", c.destroy, t("They may be destroyed", "销毁"));
    text(at, "--keep-until", c.keep_until, "They are kept until the day before this one", "续存,至该日前一天");
    at->add_flag("--permanent", c.permanent, t("They are kept permanently", "永久保存"));
    at->add_flag("--transfer", c.transfer, t("They go to another archive", "移交其他档案馆"));
    at->add_flag("--leave-out", c.leave_out, t("They are left out of this case", "剔出本案"));
    at->add_flag("--unsettled", c.unsettled, t("Left out and put on hold: matters are open", "有未了事项:剔出并冻结"));
    tags(at, "--except", c.except, t("Not this one, of all that are undecided", "未定者中不含此件"));
    plain(at, "--reason", options_.reason, "TEXT", "文字", say("Why", "理由"));
    json(at);
    at = command(*group, "opinion", summary_of("case opinion"));
    numbered(at);
    plain(at, "--participants", c.participants, "NAMES", "姓名", say("Who appraised", "参加鉴定的人员"));
    plain(at, "--text", c.opinion, "TEXT", "文字", say("The opinion in words", "鉴定意见"));
    plain(at, "--receiver", c.receiver, "NAME", "单位", say("Who receives what is transferred", "移交的接收单位"));
    json(at);
    at = command(*group, "register", summary_of("case register"));
    numbered(at);
    json(at);
    at = command(*group, "sign", summary_of("case sign"));
    words(at, "CASE OFFICE", say("The case, and as whom: unit_head, archives_head …", "案号与身份,如 unit_head 单位负责人"))
        ->required()
        ->expected(2);
    at->add_flag("--refuse", c.refuse, t("Send it back to appraisal", "驳回,退回鉴定"));
    tags(at, "--except", c.except, t("Approve all but this record", "除此件外批准"));
    plain(at, "--note", c.note, "TEXT", "文字", say("What the signer says; why it is refused", "签署意见;驳回原因"));
    json(at);
    at = command(*group, "witness", summary_of("case witness"));
    words(at, "CASE OFFICE",
          say("The case, and as whom: archives, accounting, systems, business", "案号与身份,如 archives 档案管理机构"))
        ->required()
        ->expected(2);
    at->add_flag("--before", c.before, t("The register was compared with what is to be destroyed", "销毁前已按清册查验"));
    at->add_flag("--after", c.after, t("What it lists was destroyed", "销毁后已确认"));
    plain(at, "--note", c.note, "TEXT", "文字", say("What the witness says", "监销意见"));
    json(at);
    at = command(*group, "destroy", summary_of("case destroy"));
    numbered(at);
    at->add_flag("--yes", options_.force, t("Do it: nothing brings it back", "确认销毁,不可恢复"));
    plain(at, "--method", c.method, "TEXT", "文字", say("How, for the certificate", "销毁方式,写入证明"));
    plain(at, "--place", c.place, "TEXT", "文字", say("Where, for the certificate", "销毁地点,写入证明"));
    json(at);
    at = command(*group, "pack", summary_of("case pack"));
    numbered(at);
    plain(at, "-o,--output", options_.output, "FOLDER", "目录",
          say("Where to; it must not exist yet", "写入的目录,须尚不存在"));
    json(at);
    at = command(*group, "handover", summary_of("case handover"));
    numbered(at);
    plain(at, "--receipt", c.receipt, "TEXT", "文字", say("How the receiver confirmed", "接收方的确认凭证"));
    at->add_flag("--yes", options_.force, t("Do it: the bytes here go", "确认:本库文件将删除"));
    json(at);
    at = command(*group, "close", summary_of("case close"));
    numbered(at);
    text(at, "--category", options_.metadata.category, "Category its papers are filed in", "文书归入的门类");
    tags(at, "--backup", c.backups, t("A copy elsewhere that is still to be destroyed", "尚待销毁的备份"));
    json(at);
    for (const bool again : {true, false}) {
        at = command(*group, again ? "reopen" : "withdraw", summary_of(again ? "case reopen" : "case withdraw"));
        numbered(at);
        plain(at, "--reason", options_.reason, "TEXT", "文字", say("Why", "原因"));
        json(at);
    }
    at = command(*group, "print", summary_of("case print"));
    words(at, "CASE PAPER",
          say("The case, and opinion, register, certificate or transfer",
              "案号,及 opinion 意见书、register 清册、certificate 证明或 transfer 移交清册"))
        ->required()
        ->expected(2);
    choice(at, "--format", options_.print.format, {"pdf", "csv", "xlsx", "json"},
           t("pdf, csv, xlsx or json", "pdf、csv、xlsx 或 json"));
    output(at);
}

}  // namespace fonds::cli
