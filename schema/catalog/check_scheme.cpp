// SPDX-License-Identifier: GPL-3.0-or-later
// Every category as the audit log tells it: it says how records are numbered, kept, and accepted.
#include <array>
#include <map>

#include "schema/catalog/checking.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

constexpr std::array<std::string_view, 16> fields{
    "name_zh",           "name_en",     "retention",      "default_grade",   "code_template", "scope_note",
    "auto_accept",       "parent",      "effective_from", "effective_until", "mixed_folders", "grade_meanings_zh",
    "grade_meanings_en", "grade_rules", "expects",        "numbering"};
using Values = std::array<std::string, fields.size()>;

Text change_hint()
{
    return say("Somebody or something changed the database past Fonds: compare it with a backup.",
               "数据库曾被 Fonds 以外的程序改动:请与备份比对。");
}

Result<std::map<std::string, Values>> told(CatalogState& state)
{
    std::map<std::string, Values> categories;
    TRY_ASSIGN(auto rows, state.db.query("SELECT action, subject, detail FROM event WHERE action IN ('category.added',"
                                         " 'category.edited') ORDER BY sequence"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        const auto detail = Json::parse(row.view(2));
        if (!detail.ok()) return {};  // the check of the log tells it
        Values& values = categories[row.text(1)];
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const Json value = detail->get(fields[i]);
            if (row.view(0) == "category.edited") {
                if (detail->has(fields[i])) values[i] = value.get("after").text();
            } else {
                values[i] = fields[i] == "auto_accept" ? (value.boolean() ? "yes" : "no") : value.text();
            }
        }
        return {};
    }));
    return categories;
}

}  // namespace

Result<void> check_scheme(CatalogState& state, Findings& findings)
{
    TRY_ASSIGN(auto categories, told(state));
    // Of what a lost event told nothing is known.
    TRY_ASSIGN(const auto whole, state.db.number("SELECT count(*) = max(sequence) FROM event"));
    TRY_ASSIGN(auto rows,
               state.db.query(
                   "SELECT code, name_zh, name_en, retention, default_grade, code_template, scope_note,"
                   " CASE auto_accept WHEN 1 THEN 'yes' ELSE 'no' END,"
                   " coalesce((SELECT code FROM category AS above WHERE above.id = category.parent), ''),"
                   " effective_from, effective_until, CASE mixed_folders WHEN 1 THEN 'yes' ELSE '' END,"
                   " grade_meanings_zh, grade_meanings_en, grade_rules, expects, numbering FROM category ORDER BY code"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        Values now;
        for (std::size_t i = 0; i < fields.size(); ++i) now[i] = row.text(static_cast<int>(i) + 1);
        const auto at = categories.find(row.text(0));
        if (at == categories.end() ? whole != 0 : at->second != now)
            findings.add(
                "category.changed", row.text(0),
                say("Category {} is not what the audit log tells of it", "门类 {} 与审计日志的记载不符", {row.view(0)}),
                change_hint());
        if (at != categories.end()) categories.erase(at);
        return {};
    }));
    for (const auto& [code, values] : categories)
        findings.add(
            "category.missing", code,
            say("The audit log tells of category {}, but it is not there", "审计日志记载了门类 {},但目录库中不存在", {code}),
            change_hint());
    return {};
}

}  // namespace fonds
