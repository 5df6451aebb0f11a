// SPDX-License-Identifier: GPL-3.0-or-later
// What forms are filled with. Whatever is not known stays empty and can be written in by hand.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/form.hpp"
#include "schema/model/page_range.hpp"

namespace fonds {

/// 件, as lists and slips name it.
struct ListedItem {
    std::string code;         ///< 档号
    std::string number;       ///< 文号
    std::string responsible;  ///< 责任者
    std::string title;        ///< 题名
    std::string date;         ///< YYYY-MM-DD
    std::string secrecy;      ///< 密级
    std::string unit;         ///< 机构(问题)
    std::int32_t pages = 0;   ///< 页数; 0: unknown
    PageRange range;          ///< 页号 within the folder; empty: it has not been numbered
    std::string location;     ///< 存放位置
    std::string note;         ///< 备注
    std::string folder;       ///< 案卷号
    std::string category{};   ///< 门类, its code
    std::string party{};      ///< 往来单位
    bool counted = false;     ///< somebody counted the pages; else they are those of its files
    bool signed_by = false;   ///< somebody said who is responsible; else it is the party
};

/// 案卷, or all records of a category.
struct ListedFolder {
    std::string fonds_code, fonds_name;
    std::string category_code, category_name;
    std::string number;        ///< 案卷号; empty: none
    std::string title;         ///< 案卷题名
    std::string period;        ///< 时间: as written on the cover, or the years of what is in it
    std::string year;          ///< 年度; 2023–2024 for several
    std::string retention;     ///< Y, D30, D10
    std::string unit;          ///< 立卷单位
    std::string organisation;  ///< 机构(问题), when all items have the same
    std::string secrecy;       ///< 密级
    std::string box;           ///< 盒号
    std::vector<ListedItem> items;
    std::string today;  ///< YYYY-MM-DD
    double spine = 0;   ///< millimetres; 0: not said
};

/// 借阅.
struct LoanNote {
    std::string reader, department, contact, purpose, manner, approver, handled_by;
    std::string lent_on, due_on;  ///< YYYY-MM-DD
    std::string number;           ///< 序号 in the register of loans
    std::string note{};
};

[[nodiscard]] Form cover_of(const std::vector<ListedFolder>& folders, bool in_chinese);  ///< 案卷封面
/// 卷脊, 盒脊, all of that width in millimetres; 0: each of its folder's own, else of 30.
[[nodiscard]] Form spines_of(const std::vector<ListedFolder>& folders, double width, bool in_chinese);
/// 卷内文件目录, with the page on which each begins and on the last line the page it ends on (GB/T 9705). Pages that have
/// not been numbered stay empty. As a table it has reference code, category and folder behind its columns.
[[nodiscard]] Form contents_of(const ListedFolder& folder, bool in_chinese);
[[nodiscard]] Form file_note_of(const ListedFolder& folder, bool in_chinese);  ///< 卷内备考表
[[nodiscard]] Form catalogue_of(const ListedFolder& all, bool in_chinese);     ///< 归档文件目录
/// 移交清册, with what 《会计档案管理办法》 (Order 79 of the Ministry of Finance, 2015) wants of one: a record's period
/// begins with the year after its own.
[[nodiscard]] Form transfer_of(const ListedFolder& all, bool in_chinese);
/// 借阅单, and below a line to cut along its counterfoil 存根, which takes the paper's place on the shelf.
[[nodiscard]] Form slip_of(const ListedItem& item, const LoanNote& loan, bool in_chinese);
[[nodiscard]] Form signs_of(const std::vector<FormPiece>& signs);  ///< 库架标识

/// The table of a list, its headings first.
[[nodiscard]] std::vector<std::vector<std::string>> table_of(const Form& form);
/// The same as CSV (see csv_row) with a byte order mark, so that spreadsheets take it for UTF-8.
[[nodiscard]] std::string csv_of(const Form& form);

}  // namespace fonds
