// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"

#include <array>

namespace fonds::cli {

std::span<const CommandRow> commands()
{
    static constexpr std::array rows{
        CommandRow{"init", Needs::nothing, run_init, "Make a new archive", "新建档案库"},
        CommandRow{"file", Needs::archive_writing, run_file, "File documents; prints their reference codes",
                   "归档文件并给出档号"},
        CommandRow{"attach", Needs::archive_writing, run_attach, "Add files to a record", "为一件档案附加文件"},
        CommandRow{"list", Needs::archive_reading, run_list, "List records", "列出档案"},
        CommandRow{"show", Needs::archive_reading, run_show, "Show a record", "显示一件档案"},
        CommandRow{"edit", Needs::archive_writing, run_edit, "Change what is said of a record", "修改著录项"},
        CommandRow{"note", Needs::archive_writing, run_note, "Show a record's note or add to it", "显示或追加备注"},
        CommandRow{"tag", Needs::archive_writing, run_tag, "Show, add or remove tags", "显示、添加或去掉标签"},
        CommandRow{"get", Needs::archive_reading, run_get, "Get the exact bytes back", "取回原文件"},
        CommandRow{"open", Needs::archive_reading, run_open, "Open a document in the desktop's viewer",
                   "用桌面程序打开文件"},
        CommandRow{"text", Needs::nothing, run_text, "Print the text of a record or of any file",
                   "显示档案或任意文件的文本"},
        CommandRow{"search", Needs::archive_reading, run_search, "Find records by their words", "按词查找档案"},
        CommandRow{"category add", Needs::archive_writing, run_category_add, "Add a category", "新增门类"},
        CommandRow{"category edit", Needs::archive_writing, run_category_edit, "Change a category", "修改门类"},
        CommandRow{"category list", Needs::archive_reading, run_category_list, "List the categories", "列出门类"},
        CommandRow{"category show", Needs::archive_reading, run_category_show, "Show a category", "显示门类"},
        CommandRow{"folder add", Needs::archive_writing, run_folder_add, "Add a folder", "新增案卷"},
        CommandRow{"folder edit", Needs::archive_writing, run_folder_edit, "Change a folder", "修改案卷"},
        CommandRow{"folder list", Needs::archive_reading, run_folder_list, "List folders", "列出案卷"},
        CommandRow{"folder show", Needs::archive_reading, run_folder_show, "Show a folder", "显示案卷"},
        CommandRow{"party add", Needs::archive_writing, run_party_add, "Add a party", "新增往来单位"},
        CommandRow{"party edit", Needs::archive_writing, run_party_edit, "Change a party", "修改往来单位"},
        CommandRow{"party list", Needs::archive_reading, run_party_list, "List parties", "列出往来单位"},
        CommandRow{"party show", Needs::archive_reading, run_party_show, "Show a party", "显示往来单位"},
        CommandRow{"ocr", Needs::archive_writing, run_ocr, "Recognise the text of scans", "识别扫描件的文字"},
        CommandRow{"ocr setup", Needs::nothing, run_ocr_setup, "Which engines are there, and how to get the better one",
                   "可用的识别引擎及安装方法"},
        CommandRow{"inbox run", Needs::archive_writing, run_inbox_run, "Take what lies in inbox/ to the desk",
                   "接收 inbox/ 中的文件,等待整理"},
        CommandRow{"inbox watch", Needs::archive_writing, run_inbox_watch, "Take files to the desk as they come",
                   "持续接收放入 inbox/ 的文件"},
        CommandRow{"inbox list", Needs::archive_reading, run_inbox_list, "List what waits", "列出待整理件"},
        CommandRow{"inbox show", Needs::archive_reading, run_inbox_show, "Show a piece", "显示待整理件"},
        CommandRow{"inbox accept", Needs::archive_writing, run_inbox_accept, "Make records of pieces", "接收为档案"},
        CommandRow{"inbox reject", Needs::archive_writing, run_inbox_reject, "Reject pieces; their bytes stay",
                   "退回(数据仍保留)"},
        CommandRow{"inbox merge", Needs::archive_writing, run_inbox_merge, "Put pieces together", "合并"},
        CommandRow{"inbox split", Needs::archive_writing, run_inbox_split, "Cut a piece before pages", "拆分"},
        CommandRow{"inbox rotate", Needs::archive_writing, run_inbox_rotate, "Turn pages of a piece", "旋转页面"},
        CommandRow{"labels separator", Needs::nothing, run_labels_separator,
                   "Sheets that divide a stack where it is scanned", "打印分隔页,扫描时据此分件"},
        CommandRow{"labels code", Needs::archive_reading, run_labels_code, "Labels with the codes of records",
                   "打印档号标签(二维码与条形码)"},
        CommandRow{"index", Needs::archive_writing, run_index, "Do the work owed to the index", "完成待办的索引工作"},
        CommandRow{"reindex", Needs::archive_writing, run_reindex, "Build the index anew", "重建索引"},
        CommandRow{"status", Needs::archive_reading, run_status, "Counts, sizes and what is owed", "数量、大小与待办"},
        CommandRow{"check", Needs::archive_reading, run_check, "Audit catalog, bytes and index; changes nothing",
                   "稽核目录、数据与索引(只读)"},
        CommandRow{"repair", Needs::archive_writing, run_repair, "Bring the archive back to clean after a crash",
                   "崩溃后恢复整洁"},
    };
    return rows;
}

}  // namespace fonds::cli
