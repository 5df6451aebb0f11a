// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/help_texts.hpp"

#include <string>

#include "cli/commands.hpp"
#include "schema/model/search_fields.hpp"

namespace fonds::cli {

namespace {

Text query_language()
{
    Text help =
        say("Query: words are all wanted; \"exact phrase\"; AND, OR, NOT or -word; ( ); begin* for beginnings.\nFields:\n",
            "查询:空格分隔的词须全部出现;\"完整短语\";AND、OR、NOT 或 -词;括号;前缀*。\n字段:\n");
    for (const auto& field : search_fields) {
        std::string name(field.name);
        name.resize(name.size() < 9 ? 9 : name.size(), ' ');
        help.en += "  " + name + " " + std::string(field.help_en) + "    " + std::string(field.example) + "\n";
        help.zh += "  " + name + " " + std::string(field.alias_zh) + ":" + std::string(field.help_zh) + "    " +
                   std::string(field.example) + "\n";
    }
    help.en += "Exit codes: 0 found, 4 nothing found, 2 a mistake in the query.";
    help.zh += "退出码:0 找到,4 未找到,2 查询有误。";
    return help;
}

}  // namespace

Text summary_of(std::string_view command)
{
    for (const auto& row : commands())
        if (row.name == command) return {std::string(row.summary_en), std::string(row.summary_zh)};
    if (command == "category")
        return say("The classification scheme: add, list, show, edit, export, import, presets",
                   "门类:新增、列出、显示、修改、导出、导入、预置方案");
    if (command == "number")
        return say("Reference codes: preview, check, reserve, void, import", "档号:预览、检查、预留、作废、导入");
    if (command == "rule")
        return say("Retention rules: add, edit, list, show, export, import, presets, assign, unassign, give, take",
                   "保管期限规则:新增、修改、列出、显示、导出、导入、预置、适用、取消适用、指定、取消指定");
    if (command == "event") return say("What periods count from: add, list, withdraw", "起算事项:登记、列出、撤回");
    if (command == "retention")
        return say("How long records are kept: show, list, due, summary, wind", "保管期限:说明、列出、到期、统计、计算");
    if (command == "case")
        return say("The end of records: draft, list, show, decide, opinion, register, sign, witness, destroy, pack, "
                   "handover, close, reopen,"
                   " withdraw, print",
                   "鉴定销毁:立案、列出、显示、鉴定、意见书、清册、签批、监销、销毁、打包、移交、办结、退回、撤销、打印");
    if (command == "cold") return say("Files that are seldom asked for go into sealed volumes", "不常用的文件转入冷存卷");
    if (command == "volume") return say("Cold volumes and their copies", "冷存卷及其副本");
    if (command == "hold")
        return say("What must not be destroyed or changed: add, list, show, release, review",
                   "冻结:新增、列出、显示、解除、复查");
    if (command == "user")
        return say("Users and their roles: add, grant, revoke, password, close, list, show",
                   "用户与角色:新增、授予、收回、密码、停用、列出、显示");
    if (command == "examine")
        return say("The four-property check (authentic, complete, usable, safe): run, list, show",
                   "四性检测(真实性、完整性、可用性、安全性):检测、列出、显示");
    if (command == "log") return say("The audit log: list, export, verify, checkpoint", "审计日志:查看、导出、校验、签名");
    if (command == "backup")
        return say("Backups elsewhere: create, list, verify, restore, mend, forget",
                   "备份:创建、列出、校验、恢复、修复、清理");
    if (command == "jobs") return say("Work that comes again and again: run, list, install", "定期作业:执行、列出、安装");
    if (command == "folder")
        return say("Folders: add, list, show, edit, order, move, split, merge",
                   "案卷:新增、列出、显示、修改、排列、移入、拆分、合并");
    if (command == "party") return say("Parties: add, list, show, edit", "往来单位:新增、列出、显示、修改");
    if (command == "inbox")
        return say("What scanners drop: run, watch, list, show, accept, reject, merge, split, rotate",
                   "收件:接收、持续接收、列出、显示、归档、退回、合并、拆分、旋转");
    if (command == "labels")
        return say("Sheets and labels to print: separator, code, stamp", "打印:分隔页、档号标签、归档章");
    if (command == "location")
        return say("Where papers can stand: add, list, show, edit, move", "库位:新增、列出、显示、修改、移动");
    if (command == "climate") return say("Temperature and humidity: add, list", "温湿度:登记、列出");
    if (command == "incident") return say("Pests, water, fire …: add, list", "八防记录:登记、列出");
    if (command == "loan")
        return say("Lending papers: lend, return, renew, list, overdue, show", "借阅:借出、归还、续借、列出、逾期、显示");
    if (command == "stocktake")
        return say("Counting the shelves: start, scan, report, close, list, plan",
                   "清点:开始、扫描、报告、结束、列出、计划");
    return {};
}

Text details_of(std::string_view command)
{
    if (command == "search") return query_language();
    if (command == "file")
        return say("Exit codes: 0 all filed, 3 some were not, or their text could not be read, 130 stopped (what was told "
                   "is safe).",
                   "退出码:0 全部归档,3 部分未归档或文本无法读取,130 中断(已显示档号的均已保存)。");
    if (command == "inbox watch")
        return say(
            "A file is taken once it has not changed for a while: [inbox] in fonds.toml. Exit code: 130 when stopped, "
            "11 when somebody watches already.",
            "文件停止变化片刻后即接收,见 fonds.toml 的 [inbox]。退出码:130 被停止,11 已有进程在监视。");
    if (command == "place")
        return say("A list has an address, then the codes of what is put there, a line each, then the next address. "
                   "CATEGORY/NUMBER is a folder. Exit codes: 0 all is in place, 3 some could not be put.",
                   "清单先写库位号,再逐行写放在该处的档号,然后是下一个库位号。“门类/案卷号”指案卷。退出码:0 全部就位,3 "
                   "部分未能上架。");
    if (command == "import")
        return say(
            "The first row names the columns, in Chinese or English, in any order. An empty cell leaves a field as it "
            "is, (none) clears it. Exit codes: 0 all rows are in, 3 some failed.",
            "首行为列名,中英文均可,顺序不限。空格保持原值,(无)清除该项。退出码:0 全部导入,3 部分未导入。");
    if (command == "export")
        return say(
            "fonds export archive DIR writes a BagIt bag (RFC 8493) that sha256sum verifies. Exit codes: 0 done, 3 "
            "some files could not be read.",
            "fonds export archive 目录 写出 BagIt 包(RFC 8493),可用 sha256sum 校验。退出码:0 完成,3 部分文件无法读取。");
    if (command == "check")
        return say("Exit codes: 0 clean, 3 findings, 20 bytes are lost or changed.",
                   "退出码:0 正常,3 有发现,20 数据丢失或被改动。");
    if (command == "check order")
        return say("Numbers, records, folders, papers and loans: what is missing or does not belong together. Exit codes: 0 "
                   "all is in order, 3 findings.",
                   "检查编号、档案、案卷、原件与借阅:缺项、混放、超量等。退出码:0 正常,3 有发现。");
    if (command == "backup create")
        return say(
            "Only what is new is copied. The archive may be in use. Exit codes: 0 all is copied, 3 something could "
            "not be read, 20 bytes of the archive are damaged, 11 another backup is under way.",
            "只复制新内容;档案库可同时使用。退出码:0 全部复制,3 部分无法读取,20 档案库有数据损坏,11 另一备份正在进行。");
    if (command == "backup verify")
        return say("Exit codes: 0 sound, 3 findings, 20 bytes are lost or changed.",
                   "退出码:0 完好,3 有发现,20 数据丢失或被改动。");
    if (command == "jobs")
        return say("Exit codes of run: 0 done, 3 findings, 11 a job is under way elsewhere, 20 bytes are lost or changed.",
                   "run 的退出码:0 完成,3 有发现,11 作业正在执行,20 数据丢失或被改动。");
    if (command == "get")
        return say("Without -o: into a file named after the code. Exit code 20: the stored bytes are damaged.",
                   "不带 -o 时写入以档号命名的文件。退出码 20:数据已损坏。");
    if (command == "edit")
        return say("An empty value (--party \"\") clears a field. Old values are kept: fonds show CODE --history.",
                   "空值(--party \"\")清除该项。旧值保留:fonds show 档号 --history。");
    return {};
}

}  // namespace fonds::cli
