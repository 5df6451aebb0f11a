// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/scheme.hpp"

#include <algorithm>
#include <array>

#include "archive/named_table.hpp"
#include "archive/state.hpp"

namespace fonds {

namespace {

constexpr std::array columns{
    TableColumn{"code", {"门类代码", "代码", "类别号"}},
    TableColumn{"parent", {"上级门类", "上级", "父级"}},
    TableColumn{"name", {"名称", "门类名称", "中文名称"}},
    TableColumn{"name_en", {"英文名称", "", ""}},
    TableColumn{"retention", {"保管期限", "", ""}},
    TableColumn{"grade", {"重要性", "等级", "级别"}},
    TableColumn{"template", {"档号模板", "模板", ""}},
    TableColumn{"numbering", {"编号范围", "", ""}},
    TableColumn{"scope", {"范围说明", "说明", "备注"}},
    TableColumn{"from", {"启用日期", "", ""}},
    TableColumn{"until", {"停用日期", "", ""}},
    TableColumn{"auto", {"自动接收", "", ""}},
};

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

/// What a spreadsheet would have taken for a formula.
std::string_view without_guard(std::string_view text)
{
    const bool guarded =
        text.size() > 1 && text[0] == '\'' && std::string_view("=+-@").find(text[1]) != std::string_view::npos;
    return guarded ? text.substr(1) : text;
}

/// A row as an edit; for a new category all of it counts.
Result<CategoryEdit> edit_of(const NamedTable& table, const CsvRow& row)
{
    CategoryEdit edit;
    const auto cell = [&](std::string_view name) { return without_guard(table.cell(row, name)); };
    const auto text = [&](std::string_view name, std::optional<std::string>& wanted) {
        if (const auto said = cell(name); !said.empty()) wanted = said;
    };
    text("name", edit.name_zh);
    text("name_en", edit.name_en);
    text("template", edit.code_template);
    text("scope", edit.scope_note);
    if (const auto said = cell("retention"); !said.empty()) edit.retention = retention_code(said);
    if (const auto said = cell("grade"); !said.empty()) {
        TRY_ASSIGN(edit.default_grade, parse_grade(said));
    }
    if (const auto said = cell("numbering"); !said.empty()) {
        edit.numbering = numbering_named(said == "template" ? "" : said);
        if (!edit.numbering)
            return error(ErrorKind::bad_input, say("Numbers run through no such thing: {}", "不是编号范围:{}", {said}))
                .with_hint(say("Write template, fonds, category, year or folder.",
                               "请填 template(按模板)、fonds(全宗)、category(门类)、year(年度)或 folder(案卷)。"));
    }
    if (const auto said = cell("auto"); !said.empty()) {
        TRY_ASSIGN(edit.auto_accept, yes_or_no(said));
    }
    if (table.has("parent")) edit.parent = canonical_category_code(cell("parent"));
    const auto day = [&](std::string_view name, std::optional<std::optional<Date>>& wanted) -> Result<void> {
        if (!table.has(name)) return {};
        wanted.emplace();
        if (const auto said = cell(name); !said.empty()) {
            TRY_ASSIGN(*wanted, Date::parse(said));
        }
        return {};
    };
    TRY(day("from", edit.effective_from));
    TRY(day("until", edit.effective_until));
    return edit;
}

Category category_of(const std::string& code, const CategoryEdit& edit, const std::string& standard)
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
    category.parent = edit.parent.value_or("");
    category.effective_from = edit.effective_from.value_or(std::nullopt);
    category.effective_until = edit.effective_until.value_or(std::nullopt);
    return category;
}

/// Errors that speak of one row; any other is about the catalog itself.
bool is_about_row(ErrorKind kind)
{
    return kind == ErrorKind::usage || kind == ErrorKind::not_found || kind == ErrorKind::duplicate ||
           kind == ErrorKind::refused || kind == ErrorKind::bad_input;
}

class SchemeImport {
public:
    SchemeImport(Catalog& catalog, const NamedTable& table, const std::string& standard, const Stamp& stamp)
        : catalog_(catalog), table_(table), standard_(standard), stamp_(stamp)
    {
    }

    Result<SchemeReport> run()
    {
        SchemeReport report;
        report.rows.resize(table_.rows.size());
        std::vector<bool> done(table_.rows.size(), false);
        std::vector<std::string> named;
        for (std::size_t i = 0; i < table_.rows.size(); ++i) {
            SchemeRow& row = report.rows[i];
            row.line = table_.rows[i].line;
            row.code = canonical_category_code(table_.cell(table_.rows[i], "code"));
            row.problem = table_.misread(table_.rows[i]);
            if (!row.problem && std::ranges::find(named, row.code) != named.end())
                row.problem = error(ErrorKind::bad_input, say("The list has {} twice", "清单中 {} 出现两次", {row.code}));
            named.push_back(row.code);
            done[i] = row.problem.has_value();
        }
        // Whoever stands below another comes behind it, wherever it stands in the list.
        for (bool moved = true; moved;) {
            moved = false;
            for (std::size_t i = 0; i < report.rows.size(); ++i) {
                if (done[i] || waits_for_parent(i, report, done)) continue;
                TRY(take(i, report.rows[i]));
                done[i] = moved = true;
            }
        }
        for (std::size_t i = 0; i < report.rows.size(); ++i)
            if (!done[i])
                report.rows[i].problem =
                    error(ErrorKind::bad_input, say("{} stands below itself", "{} 的上级门类成环", {report.rows[i].code}));
        for (SchemeRow& row : report.rows) {
            if (row.problem) row.status = SchemeRowStatus::refused;
            ++(row.status == SchemeRowStatus::added     ? report.added
               : row.status == SchemeRowStatus::changed ? report.changed
               : row.status == SchemeRowStatus::same    ? report.same
                                                        : report.refused);
        }
        return report;
    }

private:
    [[nodiscard]] bool waits_for_parent(std::size_t row, const SchemeReport& report, const std::vector<bool>& done) const
    {
        const std::string parent = canonical_category_code(table_.cell(table_.rows[row], "parent"));
        if (parent.empty()) return false;
        for (std::size_t i = 0; i < report.rows.size(); ++i)
            if (report.rows[i].code == parent) return !done[i];
        return false;
    }

    Result<void> take(std::size_t i, SchemeRow& row)
    {
        auto edit = edit_of(table_, table_.rows[i]);
        if (!edit.ok()) {
            row.problem = std::move(edit).error();
            return {};
        }
        const auto before = catalog_.newest_event();
        if (!before.ok()) return before.error();
        const auto known = catalog_.category(row.code);
        if (!known.ok() && known.error().kind != ErrorKind::not_found) return known.error();
        auto taken = known.ok() ? catalog_.edit_category(row.code, *edit, stamp_)
                                : catalog_.add_category(category_of(row.code, *edit, standard_), stamp_);
        if (!taken.ok() && !is_about_row(taken.error().kind)) return taken;
        if (!taken.ok()) {
            row.problem = std::move(taken).error();
            return {};
        }
        TRY_ASSIGN(const auto after, catalog_.newest_event());
        const bool changed = after && (!*before || after->sequence != (*before)->sequence);
        row.status = !known.ok() ? SchemeRowStatus::added : changed ? SchemeRowStatus::changed : SchemeRowStatus::same;
        return {};
    }

    Catalog& catalog_;
    const NamedTable& table_;
    const std::string& standard_;
    const Stamp& stamp_;
};

}  // namespace

Result<SchemeReport> import_scheme(Catalog& catalog, std::string_view csv, bool dry_run, const std::string& standard,
                                   const Stamp& stamp)
{
    constexpr std::array<std::string_view, 1> needed{"code"};
    TRY_ASSIGN(const NamedTable table, read_named_table(csv, columns, needed));
    std::optional<SchemeReport> report;
    const auto whole = catalog.transaction([&]() -> Result<void> {
        TRY_ASSIGN(report, SchemeImport(catalog, table, standard, stamp).run());
        report->done = !dry_run && report->refused == 0;
        return report->done ? Result<void>() : error(ErrorKind::refused, say("Nothing was changed", "未作任何更改"));
    });
    if (!whole.ok() && (!report || report->done)) return whole.error();
    return std::move(*report);
}

Result<SchemeReport> SchemeBook::import(std::string_view csv, bool dry_run)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    const std::string standard =
        state_.config.code_template.empty() ? std::string(CodeTemplate::standard) : state_.config.code_template;
    return import_scheme(state_.catalog, csv, dry_run, standard, state_.stamp());
}

}  // namespace fonds
