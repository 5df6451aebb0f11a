// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/category_row.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "archive/manifest.hpp"

namespace fonds {

namespace {

constexpr std::array columns{
    TableColumn{"code", {"门类代码", "代码", "类别号", "category"}},
    TableColumn{"parent", {"上级门类", "上级", "父级", ""}},
    TableColumn{"name", {"名称", "门类名称", "中文名称", "name_zh"}},
    TableColumn{"name_en", {"英文名称", "", "", ""}},
    TableColumn{"retention", {"保管期限", "", "", ""}},
    TableColumn{"grade", {"重要性", "等级", "级别", "默认重要性"}},
    TableColumn{"template", {"档号模板", "模板", "编号规则", ""}},
    TableColumn{"numbering", {"编号范围", "", "", ""}},
    TableColumn{"scope", {"范围说明", "说明", "备注", "范围"}},
    TableColumn{"from", {"启用日期", "", "", ""}},
    TableColumn{"until", {"停用日期", "", "", ""}},
    TableColumn{"auto", {"自动接收", "auto_accept", "", ""}},
    TableColumn{"mixed", {"案卷可混放", "可混放", "mixed_folders", ""}},
    TableColumn{"meaning", {"重要性说明", "重要性含义", "meaning_zh", ""}},
    TableColumn{"meaning_en", {"重要性说明(英文)", "英文重要性说明", "", ""}},
    TableColumn{"rules", {"重要性规则", "", "", ""}},
    TableColumn{"expects", {"应有材料", "", "", ""}},
    TableColumn{"records", {"件数", "", "", ""}},
    TableColumn{forced_column, {"低于法定的原因", "", "", ""}},
};

SheetCell text_cell(std::string_view text)
{
    return {SheetCell::Kind::text, literal_text(text)};
}

SheetCell day_cell(const std::optional<Date>& day)
{
    return date_cell(day ? day->text() : std::string());
}

Result<bool> yes_or_no(std::string_view text)
{
    if (text == "yes" || text == "是") return true;
    if (text == "no" || text == "否") return false;
    return error(ErrorKind::bad_input, say("Neither yes nor no: {}", "应填“是”或“否”:{}", {text}));
}

/// 永久, 30年 and the like, as people write them; codes stay.
std::string retention_code(std::string_view text)
{
    if (text == "永久") return "Y";
    constexpr std::string_view years = "年";
    if (text.size() > years.size() && text.ends_with(years) &&
        text.find_first_not_of("0123456789") == text.size() - years.size())
        return "D" + std::string(text.substr(0, text.size() - years.size()));
    return std::string(text);
}

/// Line ends of any kind as they are stored.
std::string with_lines(std::string_view text)
{
    std::string lines;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (text[at] != '\r')
            lines += text[at];
        else if (!text.substr(at + 1).starts_with('\n'))
            lines += '\n';
    return lines;
}

/// A row as an edit; for a new category all of it counts.
Result<CategoryEdit> edit_of(const NamedTable& table, const CsvRow& row)
{
    CategoryEdit edit;
    const auto cell = [&](std::string_view name) { return table.cell(row, name); };
    const auto text = [&](std::string_view name, std::optional<std::string>& wanted) {
        if (const auto said = cell(name); !said.empty())
            wanted = says_none(said) ? std::string() : with_lines(text_said(said));
    };
    const auto flag = [&](std::string_view name, std::optional<bool>& wanted) -> Result<void> {
        if (const auto said = cell(name); !said.empty()) {
            TRY_ASSIGN(wanted, yes_or_no(said));
        }
        return {};
    };
    text("name", edit.name_zh);
    text("name_en", edit.name_en);
    text("template", edit.code_template);
    text("scope", edit.scope_note);
    text("meaning", edit.grade_meanings_zh);
    text("meaning_en", edit.grade_meanings_en);
    text("rules", edit.grade_rules);
    text("expects", edit.expects);
    if (const auto said = cell("retention"); !said.empty()) edit.retention = retention_code(said);
    if (const auto said = cell("grade"); !said.empty()) {
        TRY_ASSIGN(edit.default_grade, parse_grade(said));
    }
    if (const auto said = cell("numbering"); !said.empty()) {
        edit.numbering = numbering_named(said == "template" || says_none(said) ? "" : said);
        if (!edit.numbering)
            return error(ErrorKind::bad_input, say("Numbers run through no such thing: {}", "不是编号范围:{}", {said}))
                .with_hint(say("Write template, fonds, category, year or folder.",
                               "请填 template(按模板)、fonds(全宗)、category(门类)、year(年度)或 folder(案卷)。"));
    }
    TRY(flag("auto", edit.auto_accept));
    TRY(flag("mixed", edit.mixed_folders));
    if (table.has("parent")) edit.parent = says_none(cell("parent")) ? "" : canonical_category_code(cell("parent"));
    const auto day = [&](std::string_view name, std::optional<std::optional<Date>>& wanted) -> Result<void> {
        if (!table.has(name)) return {};
        wanted.emplace();
        if (const auto said = cell(name); !said.empty() && !says_none(said)) {
            TRY_ASSIGN(*wanted, parse_listed_day(said));
        }
        return {};
    };
    TRY(day("from", edit.effective_from));
    TRY(day("until", edit.effective_until));
    return edit;
}

}  // namespace

Category new_category(const std::string& code, const CategoryEdit& edit, const std::string& standard)
{
    Category category;
    category.code = code;
    category.name_zh = edit.name_zh.value_or(edit.name_en ? "" : code);
    category.name_en = edit.name_en.value_or("");
    category.retention = edit.retention.value_or(category.retention);
    category.default_grade = edit.default_grade.value_or(category.default_grade);
    category.code_template = edit.code_template.value_or(standard);
    category.numbering = edit.numbering.value_or(Numbering::by_template);
    category.scope_note = edit.scope_note.value_or("");
    category.auto_accept = edit.auto_accept.value_or(false);
    category.mixed_folders = edit.mixed_folders.value_or(false);
    category.grade_meanings_zh = edit.grade_meanings_zh.value_or("");
    category.grade_meanings_en = edit.grade_meanings_en.value_or("");
    category.grade_rules = edit.grade_rules.value_or("");
    category.expects = edit.expects.value_or("");
    category.parent = edit.parent.value_or("");
    category.effective_from = edit.effective_from.value_or(std::nullopt);
    category.effective_until = edit.effective_until.value_or(std::nullopt);
    return category;
}

std::span<const TableColumn> category_columns()
{
    return columns;
}

SheetCell category_cell(const Category& category, std::string_view column, bool in_chinese)
{
    const auto yes_no = [&](bool value) { return text_cell(in_chinese ? (value ? "是" : "否") : (value ? "yes" : "no")); };
    if (column == "code") return text_cell(category.code);
    if (column == "parent") return text_cell(category.parent);
    if (column == "name") return text_cell(category.name_zh);
    if (column == "name_en") return text_cell(category.name_en);
    if (column == "retention") return text_cell(category.retention);
    if (column == "grade") return text_cell(std::string(text_of(category.default_grade)));
    if (column == "template") return text_cell(category.code_template);
    if (column == "numbering")
        return text_cell(category.numbering == Numbering::by_template ? "template"
                                                                      : std::string(name_of(category.numbering)));
    if (column == "scope") return text_cell(category.scope_note);
    if (column == "from") return day_cell(category.effective_from);
    if (column == "until") return day_cell(category.effective_until);
    if (column == "auto") return yes_no(category.auto_accept);
    if (column == "mixed") return yes_no(category.mixed_folders);
    if (column == "meaning") return text_cell(category.grade_meanings_zh);
    if (column == "meaning_en") return text_cell(category.grade_meanings_en);
    if (column == "rules") return text_cell(category.grade_rules);
    if (column == "expects") return text_cell(category.expects);
    if (column == "records") return number_cell(std::to_string(category.records));
    return {};
}

std::vector<Category> parents_first(const std::vector<Category>& categories)
{
    std::vector<Category> ordered;
    const std::function<void(std::string_view)> below = [&](std::string_view parent) {
        for (const Category& category : categories) {
            if (category.parent != parent) continue;
            ordered.push_back(category);
            below(category.code);  // a catalog has no rings
        }
    };
    below("");
    return ordered;
}

void put_parents_first(NamedTable& table)
{
    const auto code_of = [&](const CsvRow& row, std::string_view name) {
        return canonical_category_code(table.cell(row, name));
    };
    std::set<std::string> waiting;
    for (const CsvRow& row : table.rows) waiting.insert(code_of(row, "code"));
    waiting.erase("");
    std::vector<CsvRow> ordered;
    for (std::size_t before = ~std::size_t{0}; before != table.rows.size();) {
        before = table.rows.size();
        std::vector<CsvRow> later;
        for (CsvRow& row : table.rows) {
            if (waiting.contains(code_of(row, "parent"))) {
                later.push_back(std::move(row));
                continue;
            }
            waiting.erase(code_of(row, "code"));
            ordered.push_back(std::move(row));
        }
        table.rows = std::move(later);
    }
    for (CsvRow& row : table.rows) ordered.push_back(std::move(row));
    table.rows = std::move(ordered);
}

Result<SchemeRowStatus> take_category(Catalog& catalog, LawfulScheme& scheme, const NamedTable& table, const CsvRow& row,
                                      const std::string& standard, std::string_view forced, const Stamp& stamp)
{
    const std::string code = canonical_category_code(table.cell(row, "code"));
    TRY_ASSIGN(const CategoryEdit edit, edit_of(table, row));
    const std::string said(text_said(table.cell(row, "forced")));
    const std::string_view why = said.empty() ? forced : std::string_view(said);
    TRY_ASSIGN(const auto before, catalog.newest_event());
    const auto known = catalog.category(code);
    if (!known.ok() && known.error().kind != ErrorKind::not_found) return known.error();
    TRY(known.ok() ? scheme.edit(code, edit, why, stamp) : scheme.add(new_category(code, edit, standard), why, stamp));
    if (!known.ok()) return SchemeRowStatus::added;
    TRY_ASSIGN(const auto after, catalog.newest_event());
    const bool changed = after && (!before || after->sequence != before->sequence);
    return changed ? SchemeRowStatus::changed : SchemeRowStatus::same;
}

}  // namespace fonds
