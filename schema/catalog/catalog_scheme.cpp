// SPDX-License-Identifier: GPL-3.0-or-later
// Categories: the classification scheme and how each numbers its records.
#include <algorithm>

#include "schema/catalog/field_changes.hpp"
#include "schema/catalog/retention_codes.hpp"
#include "schema/catalog/rule_rows.hpp"
#include "schema/catalog/scheme_lookup.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/model/grade_rule.hpp"

namespace fonds {

namespace {

constexpr std::string_view select_category =
    "SELECT id, code, name_zh, name_en, retention, default_grade, code_template, scope_note, records, auto_accept,"
    " (SELECT code FROM category AS above WHERE above.id = category.parent), effective_from, effective_until,"
    " mixed_folders, grade_meanings_zh, grade_meanings_en, grade_rules, expects, numbering FROM category";

constexpr int most_levels = 8;

Result<std::optional<Date>> to_day(std::string_view text)
{
    if (text.empty()) return std::optional<Date>();
    TRY_ASSIGN(const Date day, Date::parse(text));
    return std::optional(day);
}

std::string day_text(const std::optional<Date>& day)
{
    return day ? day->text() : std::string();
}

Result<Category> to_category(const sqlite::Rows& row)
{
    Category category;
    category.id = CategoryId{row.integer(0)};
    category.code = row.text(1);
    category.name_zh = row.text(2);
    category.name_en = row.text(3);
    category.retention = row.text(4);
    TRY_ASSIGN(category.default_grade, parse_grade(row.view(5)));
    category.code_template = row.text(6);
    category.scope_note = row.text(7);
    category.records = row.integer(8);
    category.auto_accept = row.integer(9) != 0;
    category.parent = row.text(10);
    TRY_ASSIGN(category.effective_from, to_day(row.view(11)));
    TRY_ASSIGN(category.effective_until, to_day(row.view(12)));
    category.mixed_folders = row.integer(13) != 0;
    category.grade_meanings_zh = row.text(14);
    category.grade_meanings_en = row.text(15);
    category.grade_rules = row.text(16);
    category.expects = row.text(17);
    category.numbering = numbering_named(row.view(18)).value_or(Numbering::by_template);
    return category;
}

Result<void> check_code(std::string_view code)
{
    constexpr std::string_view dot = "·";
    bool good = !code.empty() && code.size() <= 40;
    for (std::string_view rest = code; good && !rest.empty();) {
        const auto end = std::min(rest.find(dot), rest.size());
        const std::string_view level = rest.substr(0, end);
        const auto plain = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
        good = !level.empty() && level.size() <= 16 && std::ranges::all_of(level, plain) && !rest.ends_with(dot);
        rest.remove_prefix(std::min(end + dot.size(), rest.size()));
    }
    if (good) return {};
    return error(ErrorKind::usage, say("Not a category code: {}", "不是有效的门类代码:{}", {code}))
        .with_hint(say("Use capital letters and digits, at most 16 for a level, levels joined by ·: HT, KU·PZ.",
                       "请用大写字母和数字,每级至多 16 位,各级以 · 相连,例如 HT、KU·PZ。"));
}

/// The category as it will be stored: texts cleaned, a template that gives codes.
Result<Category> checked(const CatalogState& state, Category category)
{
    category.code = canonical_category_code(category.code);
    TRY(check_code(category.code));
    TRY_ASSIGN(category.name_zh, clean_line(category.name_zh, {"Chinese name", "中文名称"}));
    TRY_ASSIGN(category.name_en, clean_line(category.name_en, {"English name", "英文名称"}));
    if (category.name_zh.empty() && category.name_en.empty())
        return error(ErrorKind::usage, say("Category {} needs a name", "门类 {} 需要名称", {category.code}))
            .with_hint(say("Give a Chinese or an English name.", "请填写中文或英文名称。"));
    TRY_ASSIGN(category.retention, clean_name(category.retention, {"Retention period", "保管期限"}));
    TRY_ASSIGN(category.scope_note, clean_text(category.scope_note, {"Scope note", "范围说明"}));
    if (category.code_template.empty()) category.code_template = CodeTemplate::standard;
    TRY_ASSIGN(const auto code_template, CodeTemplate::parse(category.code_template, category.numbering));
    TRY(code_template.render({state.identity.code, category.code, 2000, category.retention, "1", "1", "1", "A"}, 1));
    category.parent = canonical_category_code(category.parent);
    TRY_ASSIGN(category.grade_meanings_zh, clean_text(category.grade_meanings_zh, {"Meaning of grades", "重要性说明"}));
    TRY_ASSIGN(category.grade_meanings_zh, parse_grade_meanings(category.grade_meanings_zh));
    TRY_ASSIGN(category.grade_meanings_en, clean_text(category.grade_meanings_en, {"Meaning of grades", "重要性说明"}));
    TRY_ASSIGN(category.grade_meanings_en, parse_grade_meanings(category.grade_meanings_en));
    TRY_ASSIGN(category.grade_rules, clean_text(category.grade_rules, {"Rules of grades", "重要性规则"}));
    TRY_ASSIGN(const auto rules, parse_grade_rules(category.grade_rules));
    category.grade_rules = lines_of(rules);
    TRY_ASSIGN(category.expects, clean_text(category.expects, {"Expected papers", "应有材料"}));
    category.expects = name_lines(category.expects);
    if (category.effective_from && category.effective_until && *category.effective_until < *category.effective_from)
        return error(ErrorKind::usage,
                     say("Category {} would end before it begins", "门类 {} 的停用日期早于启用日期", {category.code}));
    return category;
}

/// A template that would make one number twice is refused: by itself, or together with another category's.
Result<void> check_template(CatalogState& state, const Category& category)
{
    TRY_ASSIGN(const CodeTemplate mine, CodeTemplate::parse(category.code_template, category.numbering));
    TRY(mine.check_sound());
    TRY_ASSIGN(auto rows, state.db.query(std::string(select_category) + " WHERE code <> ?1 ORDER BY code", {category.code}));
    return rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(const Category other, to_category(row));
        const auto theirs = CodeTemplate::parse(other.code_template, other.numbering);
        if (!theirs.ok()) return {};
        const std::string both = mine.collision(category.code, *theirs, other.code, state.identity.code);
        if (both.empty()) return {};
        return error(ErrorKind::refused, say("The template {} of category {} would make numbers of category {}, such as {}",
                                             "档号模板 {}(门类 {})会与门类 {} 重号,例如 {}",
                                             {category.code_template, category.code, other.code, both}))
            .with_hint(other.code_template.find("{category}") == std::string::npos
                           ? say("Put {category} or letters of its own into the template, or use that category's template "
                                 "({}): then both share one sequence.",
                                 "请在模板中加入 {category} 或本门类独有的字母;或改用该门类的模板({}),两者共用一个序列。",
                                 {other.code_template})
                           : say("Put {category} or letters of its own into the template.",
                                 "请在模板中加入 {category} 或本门类独有的字母。"))
            .at(category.code);
    });
}

Error not_below(const Category& category, Text why)
{
    return error(ErrorKind::refused,
                 say("Category {} cannot stand below {}", "门类 {} 不能归入 {} 之下", {category.code, category.parent}))
        .with_hint(std::move(why));
}

/// The row of its parent, which is above it and not within it. A branch hangs together: `id` is the category's own row, 0
/// for a new one.
Result<std::optional<std::int64_t>> parent_of(CatalogState& state, const Category& category, CategoryId id)
{
    if (category.parent.empty()) return std::optional<std::int64_t>();
    TRY_ASSIGN(const Category parent, find_category(state, category.parent));
    int levels = 1;
    for (Category above = parent;; ++levels) {
        if (above.id == id) return not_below(category, say("It stands below itself then.", "这样它会归入自身之下。"));
        if (levels >= most_levels)
            return not_below(category, say("A scheme has at most {} levels.", "分类方案至多 {} 级。", {most_levels}));
        if (above.parent.empty()) break;
        TRY_ASSIGN(above, find_category(state, above.parent));
    }
    return std::optional(raw(parent.id));
}

}  // namespace

Result<Category> find_category(CatalogState& state, std::string_view code)
{
    TRY_ASSIGN(auto rows,
               state.db.query(std::string(select_category) + " WHERE code = ?1", {canonical_category_code(code)}));
    TRY_ASSIGN(const bool found, rows.next());
    if (found) return to_category(rows);
    return error(ErrorKind::not_found, say("There is no category {}", "没有门类 {}", {code}))
        .with_hint(say("fonds category list shows them.", "可用 fonds category list 查看全部门类。"))
        .at(std::string(code));
}

Result<void> check_effective(const Category& category, const Date& day)
{
    const bool early = category.effective_from && day < *category.effective_from;
    const bool late = category.effective_until && *category.effective_until < day;
    if (!early && !late) return {};
    const std::string limit = day_text(early ? category.effective_from : category.effective_until);
    return error(ErrorKind::refused, early ? say("Category {} takes documents from {} on, not of {}",
                                                 "门类 {} 自 {} 起启用,不收 {} 的文件", {category.code, limit, day.text()})
                                           : say("Category {} takes documents until {}, not of {}",
                                                 "门类 {} 用至 {},不收 {} 的文件", {category.code, limit, day.text()}))
        .with_hint(say("File it in a category of its time, or change the dates: fonds category edit.",
                       "请归入当时有效的门类,或用 fonds category edit 修改起止日期。"))
        .at(category.code);
}

Result<Category> Catalog::category(std::string_view code)
{
    return find_category(*state_, code);
}

Result<std::vector<Category>> Catalog::categories()
{
    std::vector<Category> all;
    TRY_ASSIGN(auto rows, state_->db.query(std::string(select_category) + " ORDER BY code"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(auto category, to_category(row));
        all.push_back(std::move(category));
        return {};
    }));
    return all;
}

Result<void> Catalog::add_category(const Category& category, const Stamp& stamp)
{
    return state_->write([&]() -> Result<void> {
        TRY_ASSIGN(const Category added, checked(*state_, category));
        TRY(check_retention_code(added.retention, added.code));
        TRY(check_template(*state_, added));
        auto& db = state_->db;
        TRY_ASSIGN(const auto known, db.number("SELECT 1 FROM category WHERE code = ?1", {added.code}));
        if (known != 0)
            return error(ErrorKind::duplicate, say("There is a category {} already", "门类 {} 已存在", {added.code}))
                .with_hint(say("Edit it, or choose another code.", "请修改该门类,或另选代码。"))
                .at(added.code);
        TRY_ASSIGN(const auto parent, parent_of(*state_, added, {}));
        TRY(db.run("INSERT INTO category (code, name_zh, name_en, retention, default_grade, code_template, scope_note,"
                   " auto_accept, parent, effective_from, effective_until, mixed_folders, grade_meanings_zh,"
                   " grade_meanings_en, grade_rules, expects, numbering)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
                   {added.code, added.name_zh, added.name_en, added.retention, text_of(added.default_grade),
                    added.code_template, added.scope_note, added.auto_accept ? 1 : 0, parent, day_text(added.effective_from),
                    day_text(added.effective_until), added.mixed_folders, added.grade_meanings_zh, added.grade_meanings_en,
                    added.grade_rules, added.expects, name_of(added.numbering)}));
        Json detail = Json::object();
        detail.set("name_zh", added.name_zh)
            .set("name_en", added.name_en)
            .set("retention", added.retention)
            .set("default_grade", text_of(added.default_grade))
            .set("code_template", added.code_template)
            .set("scope_note", added.scope_note);
        if (added.auto_accept) detail.set("auto_accept", true);
        if (added.numbering != Numbering::by_template) detail.set("numbering", name_of(added.numbering));
        if (!added.parent.empty()) detail.set("parent", added.parent);
        if (added.effective_from) detail.set("effective_from", day_text(added.effective_from));
        if (added.effective_until) detail.set("effective_until", day_text(added.effective_until));
        if (added.mixed_folders) detail.set("mixed_folders", "yes");
        const auto said = [&](std::string_view name, const std::string& value) {
            if (!value.empty()) detail.set(name, value);
        };
        said("grade_meanings_zh", added.grade_meanings_zh);
        said("grade_meanings_en", added.grade_meanings_en);
        said("grade_rules", added.grade_rules);
        said("expects", added.expects);
        TRY(append_event(*state_, "category.added", added.code, detail.dump(), stamp));
        return {};
    });
}

Result<void> Catalog::edit_category(std::string_view code, const CategoryEdit& edit, const Stamp& stamp)
{
    return state_->write([&]() -> Result<void> {
        TRY_ASSIGN(const Category before, find_category(*state_, code));
        Category wanted = before;
        take(edit.name_zh, wanted.name_zh);
        take(edit.name_en, wanted.name_en);
        take(edit.retention, wanted.retention);
        take(edit.default_grade, wanted.default_grade);
        take(edit.code_template, wanted.code_template);
        take(edit.scope_note, wanted.scope_note);
        take(edit.numbering, wanted.numbering);
        take(edit.auto_accept, wanted.auto_accept);
        take(edit.parent, wanted.parent);
        take(edit.effective_from, wanted.effective_from);
        take(edit.effective_until, wanted.effective_until);
        take(edit.mixed_folders, wanted.mixed_folders);
        take(edit.grade_meanings_zh, wanted.grade_meanings_zh);
        take(edit.grade_meanings_en, wanted.grade_meanings_en);
        take(edit.grade_rules, wanted.grade_rules);
        take(edit.expects, wanted.expects);
        TRY_ASSIGN(const Category after, checked(*state_, std::move(wanted)));
        if (after.retention != before.retention) TRY(check_retention_code(after.retention, after.code));
        FieldChanges changes;
        changes.compare("name_zh", before.name_zh, after.name_zh);
        changes.compare("name_en", before.name_en, after.name_en);
        changes.compare("retention", before.retention, after.retention);
        changes.compare("default_grade", text_of(before.default_grade), text_of(after.default_grade));
        changes.compare("code_template", before.code_template, after.code_template);
        changes.compare("scope_note", before.scope_note, after.scope_note);
        changes.compare("auto_accept", before.auto_accept ? "yes" : "no", after.auto_accept ? "yes" : "no");
        changes.compare("numbering", name_of(before.numbering), name_of(after.numbering));
        changes.compare("parent", before.parent, after.parent);
        changes.compare("effective_from", day_text(before.effective_from), day_text(after.effective_from));
        changes.compare("effective_until", day_text(before.effective_until), day_text(after.effective_until));
        changes.compare("mixed_folders", before.mixed_folders ? "yes" : "", after.mixed_folders ? "yes" : "");
        changes.compare("grade_meanings_zh", before.grade_meanings_zh, after.grade_meanings_zh);
        changes.compare("grade_meanings_en", before.grade_meanings_en, after.grade_meanings_en);
        changes.compare("grade_rules", before.grade_rules, after.grade_rules);
        changes.compare("expects", before.expects, after.expects);
        if (changes.empty()) return {};
        if (before.code_template != after.code_template || before.numbering != after.numbering)
            TRY(check_template(*state_, after));
        TRY_ASSIGN(const auto parent, parent_of(*state_, after, before.id));
        TRY(state_->db.run("UPDATE category SET name_zh = ?2, name_en = ?3, retention = ?4, default_grade = ?5,"
                           " code_template = ?6, scope_note = ?7, auto_accept = ?8, parent = ?9, effective_from = ?10,"
                           " effective_until = ?11, mixed_folders = ?12, grade_meanings_zh = ?13,"
                           " grade_meanings_en = ?14, grade_rules = ?15, expects = ?16, numbering = ?17 WHERE id = ?1",
                           {raw(before.id), after.name_zh, after.name_en, after.retention, text_of(after.default_grade),
                            after.code_template, after.scope_note, after.auto_accept ? 1 : 0, parent,
                            day_text(after.effective_from), day_text(after.effective_until), after.mixed_folders,
                            after.grade_meanings_zh, after.grade_meanings_en, after.grade_rules, after.expects,
                            name_of(after.numbering)}));
        TRY(append_event(*state_, "category.edited", after.code, changes.detail(), stamp));
        if (before.retention == after.retention && before.parent == after.parent) return {};
        return owe_clocks_below(*state_, raw(before.id));
    });
}

}  // namespace fonds
