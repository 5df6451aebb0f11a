// SPDX-License-Identifier: GPL-3.0-or-later
// The one table of query fields: the parser, the index, `fonds search --help` and the man page all read it.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace fonds {

enum class SearchField {
    code,
    title,
    party,
    category,
    folder,
    grade,
    tag,
    year,
    date,
    amount,
    number,
    note,
    responsible,
    project,
    unit,
    security,
    type,
    has,
    is
};

enum class FieldKind {
    code,     ///< whole reference code, or the beginning of one with *
    words,    ///< words, phrases and prefixes, as in running text
    keyword,  ///< one exact value, folded
    date,     ///< a day, month, year or range
    amount,   ///< a number, a comparison (>, >=, <, <=) or a range
    flag      ///< one of a fixed set of words
};

struct SearchFieldInfo {
    SearchField field;
    FieldKind kind;
    std::string_view name;
    std::string_view alias_zh;  ///< 题名 …; accepted like the name
    std::string_view prefix;    ///< term prefix in the index (docs/formats/index.md); empty: a value slot
    std::string_view help_en;
    std::string_view help_zh;
    std::string_view example;
};

inline constexpr std::array search_fields{
    SearchFieldInfo{SearchField::code, FieldKind::code, "code", "档号", "XC", "reference code, * for the rest",
                    "档号,可用 * 代表其余", "code:J001-HT·2024*"},
    SearchFieldInfo{SearchField::title, FieldKind::words, "title", "题名", "S", "words of the title", "题名中的词",
                    "title:采购合同"},
    SearchFieldInfo{SearchField::party, FieldKind::words, "party", "单位", "XP", "words of the party's name",
                    "往来单位名称中的词", "party:华为"},
    SearchFieldInfo{SearchField::category, FieldKind::keyword, "category", "门类", "XG", "category code", "门类代码",
                    "category:HT"},
    SearchFieldInfo{SearchField::folder, FieldKind::keyword, "folder", "案卷", "XF", "folder number", "案卷号",
                    "folder:001"},
    SearchFieldInfo{SearchField::grade, FieldKind::keyword, "grade", "重要性", "XA", "importance A, B or C",
                    "重要性 A、B 或 C", "grade:A"},
    SearchFieldInfo{SearchField::tag, FieldKind::keyword, "tag", "标签", "XT", "tag", "标签", "tag:急件"},
    SearchFieldInfo{SearchField::year, FieldKind::keyword, "year", "年度", "XY", "year of the document", "文件年度",
                    "year:2024"},
    SearchFieldInfo{SearchField::date, FieldKind::date, "date", "日期", "", "day, month, year or range A..B",
                    "日、月、年或区间 A..B", "date:2023-01..2024-06"},
    SearchFieldInfo{SearchField::amount, FieldKind::amount, "amount", "金额", "", "amount, with > >= < <= or A..B",
                    "金额,可用 > >= < <= 或 A..B", "amount:>10000"},
    SearchFieldInfo{SearchField::number, FieldKind::words, "number", "编号", "XN", "the document's own number",
                    "合同编号、发票号码", "number:CG-2024-018"},
    SearchFieldInfo{SearchField::note, FieldKind::words, "note", "备注", "XO", "words of the note", "备注中的词",
                    "note:续签"},
    SearchFieldInfo{SearchField::responsible, FieldKind::words, "responsible", "责任者", "XR",
                    "words of who wrote or issued it", "责任者中的词", "responsible:财务部"},
    SearchFieldInfo{SearchField::project, FieldKind::words, "project", "项目号", "XJ", "the project's number", "项目号",
                    "project:GC-2024-03"},
    SearchFieldInfo{SearchField::unit, FieldKind::keyword, "unit", "机构", "XU", "code of the unit or matter",
                    "机构(问题)代码", "unit:BGS"},
    SearchFieldInfo{SearchField::security, FieldKind::keyword, "security", "密级", "XS",
                    "open, internal, confidential, secret, top_secret", "公开、内部、秘密、机密、绝密", "security:内部"},
    SearchFieldInfo{SearchField::type, FieldKind::keyword, "type", "类型", "XM", "kind of file: pdf, docx, eml, txt …",
                    "文件类型:pdf、docx、eml、txt……", "type:pdf"},
    SearchFieldInfo{SearchField::has, FieldKind::flag, "has", "具有", "XH", "text, party, date, amount, folder, attachment",
                    "text、party、date、amount、folder、attachment", "has:text"},
    SearchFieldInfo{SearchField::is, FieldKind::flag, "is", "状态", "XI", "pending, scanned, encrypted, damaged",
                    "pending 待处理、scanned 待识别、encrypted 加密、damaged 损坏", "is:scanned"},
};

/// By name or Chinese alias, ASCII case ignored.
[[nodiscard]] std::optional<SearchFieldInfo> find_search_field(std::string_view name);
[[nodiscard]] const SearchFieldInfo& info_of(SearchField field);

}  // namespace fonds
