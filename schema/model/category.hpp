// SPDX-License-Identifier: GPL-3.0-or-later
// 门类 and 案卷: where a record belongs. And 往来单位: who it concerns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/core/text.hpp"
#include "schema/model/code_template.hpp"
#include "schema/model/date.hpp"
#include "schema/model/grade.hpp"
#include "schema/model/identifiers.hpp"

namespace fonds {

/// A category's code as it is stored: half width, upper case, no blanks around it, . and its like as ·.
[[nodiscard]] std::string canonical_category_code(std::string_view text);
/// A folder's number as it is stored: half width, no blanks around it.
[[nodiscard]] std::string canonical_folder_number(std::string_view text);

/// Is it a code of a retention period: Y, D30, D10 … (DA/T 22-2015)?
[[nodiscard]] bool is_retention(std::string_view code);
/// As people write it: permanent, 30 years; another code as it is.
[[nodiscard]] Text retention_text(std::string_view code);

/// 门类: a node of the classification scheme. `code` is unique: upper-case ASCII letters and digits, those of several levels
/// joined by · (DA/T 13-2022: KU·PZ). Where it stands in the tree is `parent` alone: a branch that moves keeps its codes.
struct Category {
    CategoryId id{};
    std::string code;
    std::string name_zh;
    std::string name_en;
    std::string retention = "D30";  ///< 保管期限 code: Y, D30, D10 … (DA/T 22-2015)
    Grade default_grade = Grade::B;
    std::string code_template;                     ///< see CodeTemplate
    Numbering numbering = Numbering::by_template;  ///< what one sequence runs through
    std::string scope_note;
    std::int64_t records = 0;                             ///< filed records; kept by the catalog
    std::string parent;                                   ///< code; empty: at the top
    std::optional<Date> effective_from, effective_until;  ///< the first and last day it takes records; none: any
    bool auto_accept = false;    ///< pieces from the inbox about which nothing is doubtful become records by themselves
    bool mixed_folders = false;  ///< its folders may mix years and retention periods
    std::string grade_meanings_zh, grade_meanings_en;  ///< see parse_grade_meanings
    std::string grade_rules;                           ///< see parse_grade_rules
    std::string expects;  ///< papers a record should have, a name a line: in its title, or in the name of a file
};

/// 案卷: a folder of one category. `number` is unique within the category.
struct Folder {
    FolderId id{};
    CategoryId category{};
    std::string category_code;
    std::string number;
    std::string title;
    std::string period;  ///< 时间范围 as written on the cover, free text
    bool open = true;
    std::int64_t records = 0;
    std::int64_t most_pieces = 0, most_pages = 0;  ///< what it has room for; 0: not said
    std::int64_t spine = 0;                        ///< millimetres; 0: not said
    bool mixed = false;                            ///< it may mix years and retention periods
    bool by_hand = false;                          ///< its order was made by hand, else it follows time
    std::optional<Date> first, last;               ///< of the documents in it; told by the catalog
};

/// 往来单位: a company, an office or a person. `name` is unique.
struct Party {
    PartyId id{};
    std::string name;
    std::string aliases;   ///< other names, one a line
    std::string initials;  ///< pinyin initials of the name, lower case (hwjs for 华为技术)
    std::string note;
    std::int64_t records = 0;
};

}  // namespace fonds
