// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"

#include <algorithm>
#include <array>

#include "archive/tables.hpp"

namespace fonds::cli {

namespace {

// Who may run what in a managed archive (docs/man/fonds-user.1 tells it to people).
constexpr Roles anyone;
constexpr Roles filing{Role::clerk, Role::archivist};
constexpr Roles keeping{Role::archivist};
constexpr Roles caring{Role::archivist, Role::administrator};
constexpr Roles proving{Role::archivist, Role::auditor, Role::administrator};
constexpr Roles examining{Role::clerk, Role::archivist, Role::auditor, Role::administrator};
constexpr Roles managing{Role::administrator};
constexpr Roles guarding{Role::security};
constexpr Roles signing{Role::approver};
constexpr Roles watching{Role::witness};

}  // namespace

std::span<const CommandRow> commands()
{
    static constexpr std::array rows{
        CommandRow{"init", Needs::nothing, anyone, run_init, "Make a new archive", "新建档案库"},
        CommandRow{"file", Needs::archive_writing, filing, run_file, "File documents; prints their reference codes",
                   "归档文件并给出档号"},
        CommandRow{"attach", Needs::archive_writing, filing, run_attach, "Add files to a record", "为一件档案附加文件"},
        CommandRow{"list", Needs::archive_reading, anyone, run_list, "List records", "列出档案"},
        CommandRow{"show", Needs::archive_reading, anyone, run_show, "Show a record", "显示一件档案"},
        CommandRow{"edit", Needs::archive_writing, filing, run_edit, "Change what is said of a record", "修改著录项"},
        CommandRow{"note", Needs::archive_writing, filing, run_note, "Show a record's note or add to it", "显示或追加备注"},
        CommandRow{"tag", Needs::archive_writing, filing, run_tag, "Show, add or remove tags", "显示、添加或去掉标签"},
        CommandRow{"get", Needs::archive_reading, anyone, run_get, "Get the exact bytes back", "取回原文件"},
        CommandRow{"open", Needs::archive_reading, anyone, run_open, "Open a document in the desktop's viewer",
                   "用桌面程序打开文件"},
        CommandRow{"text", Needs::nothing, anyone, run_text, "Print the text of a record or of any file",
                   "显示档案或任意文件的文本"},
        CommandRow{"search", Needs::archive_reading, anyone, run_search, "Find records by their words", "按词查找档案"},
        CommandRow{"category add", Needs::archive_writing, keeping, run_category_add, "Add a category", "新增门类"},
        CommandRow{"category edit", Needs::archive_writing, keeping, run_category_edit, "Change a category", "修改门类"},
        CommandRow{"category list", Needs::archive_reading, anyone, run_category_list, "List the categories", "列出门类"},
        CommandRow{"category show", Needs::archive_reading, anyone, run_category_show, "Show a category", "显示门类"},
        CommandRow{"category export", Needs::archive_reading, anyone, run_category_export, "Write the scheme as CSV",
                   "导出分类方案(CSV)"},
        CommandRow{"category import", Needs::archive_writing, keeping, run_category_import,
                   "Take a scheme from CSV, or a preset", "导入分类方案(CSV 或预置方案)"},
        CommandRow{"category presets", Needs::nothing, anyone, run_category_presets,
                   "The schemes that come with Fonds, as CSV", "预置的分类方案"},
        CommandRow{"number preview", Needs::archive_reading, anyone, run_number_preview, "The next numbers; assigns none",
                   "预览下一个档号(不占号)"},
        CommandRow{"number check", Needs::archive_reading, anyone, run_number_check,
                   "Gaps, odd shapes, reserved numbers not used", "检查断号、重号、不合模板的号与未用的预留号"},
        CommandRow{"number reserve", Needs::archive_writing, keeping, run_number_reserve,
                   "Keep numbers for labels printed beforehand", "预留档号,用于预先打印标签"},
        CommandRow{"number void", Needs::archive_writing, keeping, run_number_void, "A reserved number that is spoiled",
                   "作废预留号"},
        CommandRow{"number import", Needs::archive_writing, keeping, run_number_import, "Take in a list of old numbers",
                   "导入旧档号清单"},
        CommandRow{"rule add", Needs::archive_writing, keeping, run_rule_add, "Add a retention rule", "新增保管期限规则"},
        CommandRow{"rule edit", Needs::archive_writing, keeping, run_rule_edit, "Make a new version of a rule",
                   "建立规则的新版本"},
        CommandRow{"rule list", Needs::archive_reading, anyone, run_rule_list,
                   "List the rules in force and what they hold for", "列出现行规则及适用范围"},
        CommandRow{"rule show", Needs::archive_reading, anyone, run_rule_show, "Show a rule with its versions",
                   "显示规则及其各版本"},
        CommandRow{"rule export", Needs::archive_reading, anyone, run_rule_export, "Write the rules as CSV",
                   "导出规则(CSV)"},
        CommandRow{"rule import", Needs::archive_writing, keeping, run_rule_import,
                   "Take rules from a list, or those that come with Fonds", "导入规则(清单或预置规则集)"},
        CommandRow{"rule presets", Needs::nothing, anyone, run_rule_presets, "The rules that come with Fonds, as CSV",
                   "预置的规则集"},
        CommandRow{"rule assign", Needs::archive_writing, keeping, run_rule_assign,
                   "A rule holds for the records of a category", "规定门类适用的规则"},
        CommandRow{"rule unassign", Needs::archive_writing, keeping, run_rule_unassign, "It holds for them no more",
                   "取消门类适用的规则"},
        CommandRow{"rule give", Needs::archive_writing, keeping, run_rule_give, "Give records a rule of their own",
                   "为单件指定规则"},
        CommandRow{"rule take", Needs::archive_writing, keeping, run_rule_take, "Take that away again",
                   "取消单件指定的规则"},
        CommandRow{"event add", Needs::archive_writing, keeping, run_event_add,
                   "Tell when a contract ended, a project was accepted …", "登记合同终止、竣工验收等事项"},
        CommandRow{"event list", Needs::archive_reading, anyone, run_event_list, "List what was told", "列出已登记的事项"},
        CommandRow{"event withdraw", Needs::archive_writing, keeping, run_event_withdraw, "What was told was wrong",
                   "撤回事项"},
        CommandRow{"retention show", Needs::archive_reading, anyone, run_retention_show,
                   "Say until when a record is kept, and why", "说明保管至何时及其依据"},
        CommandRow{"retention list", Needs::archive_writing, anyone, run_retention_list, "List records with their retention",
                   "列出各件的保管期限"},
        CommandRow{"retention due", Needs::archive_writing, anyone, run_retention_due, "List what is due for appraisal",
                   "列出到期应鉴定的件"},
        CommandRow{"retention summary", Needs::archive_writing, anyone, run_retention_summary,
                   "How much is due, year by year", "到期统计(按年度)"},
        CommandRow{"retention wind", Needs::archive_writing, keeping, run_retention_wind, "Bring all clocks up to date",
                   "重新计算期限"},
        CommandRow{"hold add", Needs::archive_writing, keeping, run_hold_add, "Forbid that records are destroyed or changed",
                   "冻结:不得销毁或修改"},
        CommandRow{"hold list", Needs::archive_reading, anyone, run_hold_list, "List holds", "列出冻结"},
        CommandRow{"hold show", Needs::archive_reading, anyone, run_hold_show, "Show a hold and what it covers",
                   "显示冻结及其范围"},
        CommandRow{"hold release", Needs::archive_writing, keeping, run_hold_release, "End a hold", "解除冻结"},
        CommandRow{"hold review", Needs::archive_writing, keeping, run_hold_review, "Look for what falls under holds by now",
                   "按检索式补充冻结范围"},
        CommandRow{"case draft", Needs::archive_writing, keeping, run_case_draft, "Open a disposition case of what is due",
                   "对到期档案立鉴定销毁案"},
        CommandRow{"case list", Needs::archive_reading, anyone, run_case_list, "List the cases", "列出鉴定销毁案"},
        CommandRow{"case show", Needs::archive_reading, anyone, run_case_show,
                   "Show a case, its records and what comes next", "显示鉴定销毁案、其档案与下一步"},
        CommandRow{"case decide", Needs::archive_writing, keeping, run_case_decide, "Decide on records of a case",
                   "对案中档案作出鉴定"},
        CommandRow{"case opinion", Needs::archive_writing, keeping, run_case_opinion, "End the appraisal with an opinion",
                   "出具鉴定意见书"},
        CommandRow{"case register", Needs::archive_writing, keeping, run_case_register, "Compile the destruction register",
                   "编制销毁清册"},
        CommandRow{"case sign", Needs::archive_writing, signing, run_case_sign, "Sign or refuse the register",
                   "签批或驳回销毁清册"},
        CommandRow{"case witness", Needs::archive_writing, watching, run_case_witness,
                   "Confirm as a witness, before and after", "监销人销毁前查验、销毁后确认"},
        CommandRow{"case destroy", Needs::archive_writing, keeping, run_case_destroy,
                   "Destroy what was approved and witnessed", "销毁已批准并查验的档案"},
        CommandRow{"case pack", Needs::archive_writing, keeping, run_case_pack, "Write the package of a transfer",
                   "制作移交包"},
        CommandRow{"case handover", Needs::archive_writing, keeping, run_case_handover, "The receiver has it; stubs stay",
                   "接收方已确认,本库保留存根"},
        CommandRow{"case close", Needs::archive_writing, keeping, run_case_close, "End a case and file its papers",
                   "办结并将文书归档"},
        CommandRow{"case reopen", Needs::archive_writing, keeping, run_case_reopen, "Send a case back to appraisal",
                   "退回重新鉴定"},
        CommandRow{"case withdraw", Needs::archive_writing, keeping, run_case_withdraw, "Withdraw a case", "撤销鉴定销毁案"},
        CommandRow{"case print", Needs::archive_reading, anyone, run_case_print,
                   "Print opinion, register, certificate or transfer list", "打印鉴定意见书、销毁清册、销毁证明、移交清册"},
        CommandRow{"user add", Needs::archive_writing, managing, run_user_add, "Add a user", "新增用户"},
        CommandRow{"user grant", Needs::archive_writing, guarding, run_user_grant, "Give a user a role", "授予角色"},
        CommandRow{"user revoke", Needs::archive_writing, guarding, run_user_revoke, "Take a role away", "收回角色"},
        CommandRow{"user password", Needs::archive_writing, anyone, run_user_password, "Set a password", "设置密码"},
        CommandRow{"user confirm", Needs::archive_writing, confirming_roles, run_user_confirm,
                   "Confirm the password or system user that somebody gave a user", "确认他人为用户设置的密码或系统用户"},
        CommandRow{"user close", Needs::archive_writing, managing, run_user_close, "Close an account", "停用用户"},
        CommandRow{"user list", Needs::archive_reading, anyone, run_user_list, "List users and what they may do",
                   "列出用户及角色"},
        CommandRow{"user show", Needs::archive_reading, anyone, run_user_show, "Show a user", "显示用户"},
        CommandRow{"examine run", Needs::archive_writing, examining, run_examine,
                   "Check records or a package, and keep the report", "检测档案或移交包,并保存报告"},
        CommandRow{"examine list", Needs::archive_reading, anyone, run_examine_list, "List the reports of checks",
                   "列出检测报告"},
        CommandRow{"examine show", Needs::archive_reading, anyone, run_examine_show, "Show a report again", "显示检测报告"},
        CommandRow{"report", Needs::archive_writing, anyone, run_report,
                   "Reports for auditors: due, holds, rules, loans, destroyed, exceptions and more",
                   "审计报告:到期、冻结、规则、借阅、销毁、例外等"},
        CommandRow{"log list", Needs::archive_reading, anyone, run_log_list, "Who did what, newest first", "查看审计日志"},
        CommandRow{"log export", Needs::archive_reading, anyone, run_log_export,
                   "Write the audit log to a file that proves itself", "导出审计日志(可独立校验)"},
        CommandRow{"log verify", Needs::nothing, anyone, run_log_verify, "Check the audit log, or an exported one",
                   "校验审计日志或导出文件"},
        CommandRow{"log checkpoint", Needs::archive_writing, proving, run_log_checkpoint,
                   "Sign the end of the log; prints a code to keep on paper", "为日志签名并给出可记于纸上的代码"},
        CommandRow{"log clock", Needs::archive_writing, confirming_roles, run_log_clock,
                   "See whether the clock goes on from the log, or say that it is right", "查看或确认系统时间"},
        CommandRow{"folder add", Needs::archive_writing, filing, run_folder_add, "Add a folder", "新增案卷"},
        CommandRow{"folder edit", Needs::archive_writing, filing, run_folder_edit, "Change a folder", "修改案卷"},
        CommandRow{"folder list", Needs::archive_reading, anyone, run_folder_list, "List folders", "列出案卷"},
        CommandRow{"folder show", Needs::archive_reading, anyone, run_folder_show, "Show a folder and what is in it",
                   "显示案卷及卷内文件"},
        CommandRow{"folder order", Needs::archive_writing, filing, run_folder_order, "Put in order what is in a folder",
                   "排列卷内文件、编页"},
        CommandRow{"folder move", Needs::archive_writing, filing, run_folder_move, "Put records into a folder",
                   "将档案移入案卷"},
        CommandRow{"folder split", Needs::archive_writing, filing, run_folder_split, "Move some records into a new folder",
                   "拆分案卷"},
        CommandRow{"folder merge", Needs::archive_writing, filing, run_folder_merge, "Move all records of folders into one",
                   "合并案卷"},
        CommandRow{"party add", Needs::archive_writing, filing, run_party_add, "Add a party", "新增往来单位"},
        CommandRow{"party edit", Needs::archive_writing, filing, run_party_edit, "Change a party", "修改往来单位"},
        CommandRow{"party list", Needs::archive_reading, anyone, run_party_list, "List parties", "列出往来单位"},
        CommandRow{"party show", Needs::archive_reading, anyone, run_party_show, "Show a party", "显示往来单位"},
        CommandRow{"ocr", Needs::archive_writing, filing, run_ocr, "Recognise the text of scans", "识别扫描件的文字"},
        CommandRow{"ocr setup", Needs::nothing, anyone, run_ocr_setup,
                   "Which engines are there, and how to get the better one", "可用的识别引擎及安装方法"},
        CommandRow{"inbox run", Needs::archive_writing, filing, run_inbox_run, "Take what lies in inbox/ to the desk",
                   "接收 inbox/ 中的文件,等待整理"},
        CommandRow{"inbox watch", Needs::archive_writing, filing, run_inbox_watch, "Take files to the desk as they come",
                   "持续接收放入 inbox/ 的文件"},
        CommandRow{"inbox list", Needs::archive_reading, anyone, run_inbox_list, "List what waits", "列出待整理件"},
        CommandRow{"inbox show", Needs::archive_reading, anyone, run_inbox_show, "Show a piece", "显示待整理件"},
        CommandRow{"inbox open", Needs::archive_reading, anyone, run_inbox_open, "Open a piece in the desktop's viewer",
                   "用桌面程序查看待整理件"},
        CommandRow{"inbox text", Needs::archive_reading, anyone, run_inbox_text, "Print the text of a piece",
                   "显示待整理件的文本"},
        CommandRow{"inbox get", Needs::archive_reading, anyone, run_inbox_get, "Get the bytes of a piece",
                   "取出待整理件的文件"},
        CommandRow{"inbox accept", Needs::archive_writing, filing, run_inbox_accept, "Make records of pieces", "接收为档案"},
        CommandRow{"inbox reject", Needs::archive_writing, filing, run_inbox_reject, "Reject pieces; their bytes stay",
                   "退回(数据仍保留)"},
        CommandRow{"inbox merge", Needs::archive_writing, filing, run_inbox_merge, "Put pieces together", "合并"},
        CommandRow{"inbox split", Needs::archive_writing, filing, run_inbox_split, "Cut a piece before pages", "拆分"},
        CommandRow{"inbox rotate", Needs::archive_writing, filing, run_inbox_rotate, "Turn pages of a piece", "旋转页面"},
        CommandRow{"labels separator", Needs::nothing, anyone, run_labels_separator,
                   "Sheets that divide a stack where it is scanned", "打印分隔页,扫描时据此分件"},
        CommandRow{"labels code", Needs::archive_reading, filing, run_labels_code, "Labels with the codes of records",
                   "打印档号标签(二维码与条形码)"},
        CommandRow{"labels stamp", Needs::archive_reading, filing, run_labels_stamp, "Archive stamps for transparent labels",
                   "打印归档章(透明标签纸)"},
        CommandRow{"print", Needs::archive_reading, anyone, run_print,
                   "Covers, spines, lists, registers, slips and signs to print", "打印封面、卷脊、目录、清册、借阅单与标识"},
        CommandRow{"location add", Needs::archive_writing, filing, run_location_add, "Add a location, or a range of them",
                   "新增库位,可成批"},
        CommandRow{"location edit", Needs::archive_writing, filing, run_location_edit, "Change, retire or reuse a location",
                   "修改、停用或启用库位"},
        CommandRow{"location list", Needs::archive_reading, anyone, run_location_list,
                   "The tree of locations and how full they are", "库位树及其占用"},
        CommandRow{"location show", Needs::archive_reading, anyone, run_location_show,
                   "A location and its papers, or where a paper is", "库位及其档案,或某件档案的位置"},
        CommandRow{"location move", Needs::archive_writing, filing, run_location_move,
                   "Move a location with all that is in it", "移动库位及其全部内容"},
        CommandRow{"place", Needs::archive_writing, filing, run_place, "Say where papers stand: one, or a scanned list",
                   "登记档案的库位,可用扫描清单"},
        CommandRow{"climate add", Needs::archive_writing, filing, run_climate_add, "Note temperature and humidity",
                   "登记温湿度"},
        CommandRow{"climate list", Needs::archive_reading, anyone, run_climate_list,
                   "List readings and what is out of limits", "列出温湿度及超标情况"},
        CommandRow{"incident add", Needs::archive_writing, filing, run_incident_add, "Note pests, water, fire and the like",
                   "登记虫、水、火等情况"},
        CommandRow{"incident list", Needs::archive_reading, anyone, run_incident_list, "List incidents", "列出八防记录"},
        CommandRow{"loan lend", Needs::archive_writing, filing, run_loan_lend, "Lend a paper original", "借出纸质原件"},
        CommandRow{"loan return", Needs::archive_writing, filing, run_loan_return, "Take it back and count its pages",
                   "归还并清点页数"},
        CommandRow{"loan renew", Needs::archive_writing, filing, run_loan_renew, "Make a loan longer", "续借"},
        CommandRow{"loan list", Needs::archive_reading, anyone, run_loan_list, "List loans", "列出借阅"},
        CommandRow{"loan overdue", Needs::archive_reading, anyone, run_loan_overdue, "What should be back, and reminders",
                   "逾期未还及催还通知"},
        CommandRow{"loan show", Needs::archive_reading, anyone, run_loan_show, "Show a loan, or the loans of a paper",
                   "显示借阅或某件档案的借阅历史"},
        CommandRow{"stocktake start", Needs::archive_writing, filing, run_stocktake_start,
                   "Begin to count what is on the shelves", "开始清点"},
        CommandRow{"stocktake scan", Needs::archive_writing, filing, run_stocktake_scan, "Take in scanned codes",
                   "录入扫描的编号"},
        CommandRow{"stocktake report", Needs::archive_reading, anyone, run_stocktake_report,
                   "What is missing, misplaced, unknown", "缺失、错位、未知等结果"},
        CommandRow{"stocktake close", Needs::archive_writing, filing, run_stocktake_close,
                   "End it with the names of two counters", "由两人签名结束清点"},
        CommandRow{"stocktake list", Needs::archive_reading, anyone, run_stocktake_list, "List stock-takes", "列出清点"},
        CommandRow{"stocktake plan", Needs::archive_reading, anyone, run_stocktake_plan,
                   "What is due to be inspected, by grade", "按重要性列出到期应检查的档案"},
        CommandRow{"export", Needs::archive_reading, anyone, run_export,
                   "Write lists of what is in the archive, as CSV or workbook", "导出清单(CSV 或 Excel)"},
        CommandRow{"import", Needs::archive_writing, filing, run_import,
                   "Take in lists: new things, and changes to old ones", "导入清单(新增或更改)"},
        CommandRow{"duplicates", Needs::archive_reading, anyone, run_duplicates, "Find records that may be one",
                   "查找重复的档案"},
        CommandRow{"merge", Needs::archive_writing, keeping, run_merge, "Make two records one, or undo it",
                   "合并两件档案,可撤销"},
        CommandRow{"backup create", Needs::archive_writing, caring, run_backup_create,
                   "Add a snapshot of the archive to a backup elsewhere", "把档案库的快照存入别处的备份"},
        CommandRow{"backup list", Needs::nothing, proving, run_backup_list, "List the snapshots of a backup",
                   "列出备份中的快照"},
        CommandRow{"backup verify", Needs::nothing, proving, run_backup_verify,
                   "Hash every file of a backup, and try to restore it", "校验备份的全部文件并试恢复"},
        CommandRow{"backup restore", Needs::nothing, caring, run_backup_restore, "Make the archive again from a backup",
                   "从备份恢复档案库"},
        CommandRow{"backup mend", Needs::archive_writing, caring, run_backup_mend,
                   "Put back what is damaged here and whole in a backup", "用备份修复损坏或缺失的数据"},
        CommandRow{"backup forget", Needs::nothing, caring, run_backup_forget,
                   "Remove snapshots, and files that no other needs", "删除快照及其独有的文件"},
        CommandRow{"index", Needs::archive_writing, filing, run_index, "Do the work owed to the index",
                   "完成待办的索引工作"},
        CommandRow{"reindex", Needs::archive_writing, caring, run_reindex, "Build the index anew", "重建索引"},
        CommandRow{"status", Needs::archive_reading, anyone, run_status, "Counts, sizes and what is owed",
                   "数量、大小与待办"},
        CommandRow{"check", Needs::archive_reading, anyone, run_check, "Audit catalog, bytes and index; changes nothing",
                   "稽核目录、数据与索引(只读)"},
        CommandRow{"check order", Needs::archive_reading, anyone, run_check_order, "What is still to be put in order",
                   "整理情况检查:缺项、混放、超量等"},
        CommandRow{"cold plan", Needs::archive_reading, anyone, run_cold_plan, "What would go into cold volumes, and why",
                   "预览将转入冷存卷的档案及原因"},
        CommandRow{"cold run", Needs::archive_writing, caring, run_cold_run, "Seal it into volumes; bytes leave objects/",
                   "封存为冷存卷,原文件移出 objects/"},
        CommandRow{"recall", Needs::archive_writing, filing, run_recall, "Bring the files of records back from volumes",
                   "将档案文件从冷存卷调回"},
        CommandRow{"scrub", Needs::archive_writing, caring, run_scrub,
                   "Read bytes again against their digests, and mend them", "重读并校验数据,修复损坏"},
        CommandRow{"volume list", Needs::archive_reading, anyone, run_volume_list, "List the volumes and their copies",
                   "列出冷存卷及其副本"},
        CommandRow{"volume show", Needs::archive_reading, anyone, run_volume_show, "Show a volume", "显示一个冷存卷"},
        CommandRow{"volume verify", Needs::archive_writing, caring, run_volume_verify,
                   "Read every copy of volumes, and mend what is damaged", "重读并校验冷存卷各副本,修复损坏"},
        CommandRow{"volume rewrite", Needs::archive_writing, caring, run_volume_rewrite,
                   "Seal volumes anew, several as one, without what is gone", "重写或合并冷存卷,去除已销毁内容"},
        CommandRow{"volume move", Needs::archive_writing, caring, run_volume_move, "Put a copy of a volume elsewhere",
                   "将冷存卷的副本移到别处"},
        CommandRow{"volume adopt", Needs::archive_writing, caring, run_volume_adopt,
                   "Take volumes in, with the records in them", "接收冷存卷及其中的档案"},
        CommandRow{"jobs run", Needs::archive_writing, keeping, run_jobs_run, "Do what is due: clocks, holds, checks …",
                   "执行到期的作业"},
        CommandRow{"jobs list", Needs::archive_reading, anyone, run_jobs_list, "How each job stands, or its runs",
                   "列出作业及其执行情况"},
        CommandRow{"jobs install", Needs::archive_reading, caring, run_jobs_install,
                   "Write systemd units that do the jobs every day", "写出每日执行作业的 systemd 单元"},
        CommandRow{"repair", Needs::archive_writing, caring, run_repair, "Bring the archive back to clean after a crash",
                   "崩溃后恢复整洁"},
    };
    return rows;
}

namespace {

/// A list asks for what the commands ask that do the same one by one; no kind is left to chance.
Roles roles_to_import(TableKind kind)
{
    switch (kind) {
    case TableKind::categories:               // category add, category edit
    case TableKind::numbers: return keeping;  // number reserve, number void, number import
    case TableKind::records:                  // file, edit, attach, place
    case TableKind::folders:                  // folder add, folder edit
    case TableKind::parties:                  // party add, party edit
    case TableKind::locations:                // location add, location edit
    case TableKind::papers:                   // place
    case TableKind::loans: return filing;     // loan lend, loan renew
    }
    return {};
}

}  // namespace

Roles roles_for(const Options& options)
{
    const std::string what = options.arguments.empty() ? std::string() : options.arguments.front();
    if (options.command == "export" && what == "archive") return proving;
    if (options.command == "import") {
        if (what == "archive") return keeping;
        if (const auto kind = table_kind(what)) return roles_to_import(*kind);
    }
    const auto row = std::ranges::find(commands(), options.command, &CommandRow::name);
    return row == commands().end() ? Roles{} : row->roles;
}

std::string told_command(const Options& options)
{
    const bool tables = options.command == "import" || options.command == "export";
    if (!tables || options.arguments.empty()) return options.command;
    const std::string& what = options.arguments.front();
    return what == "archive" || (options.command == "import" && table_kind(what)) ? options.command + " " + what
                                                                                  : options.command;
}

}  // namespace fonds::cli
