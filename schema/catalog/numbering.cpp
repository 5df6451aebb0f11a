// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/numbering.hpp"

#include <algorithm>
#include <vector>

#include "schema/catalog/scheme_lookup.hpp"

namespace fonds {

namespace {

/// Finds the row of the sequence, when there is one.
Result<void> look_up_sequence(CatalogState& state, Assignment& assignment)
{
    TRY_ASSIGN(auto rows, state.db.query("SELECT id, next FROM sequence WHERE scope = ?1", {assignment.scope}));
    TRY_ASSIGN(const bool known, rows.next());
    if (known) {
        assignment.sequence = rows.integer(0);
        assignment.next = rows.integer(1);
    }
    return {};
}

Error unusable(const ReferenceCode& code, Text why, Text hint)
{
    return error(ErrorKind::refused,
                 {"The number " + code.text() + " cannot be used: " + why.en, "档号 " + code.text() + " 不能使用:" + why.zh})
        .with_hint(std::move(hint))
        .at(code.text());
}

Text another_number_hint()
{
    return say("Give another number, or none: then the next one is assigned.", "请改用其他档号,或不写,由系统取下一个号。");
}

/// Has a record the code, or what is left of one?
Result<void> refuse_taken(CatalogState& state, const ReferenceCode& code)
{
    TRY_ASSIGN(auto rows, state.db.query("SELECT coalesce(kind, ''), coalesce(reason, '') FROM record LEFT JOIN tombstone ON"
                                         " tombstone.record = record.id WHERE code = ?1",
                                         {code.text()}));
    TRY_ASSIGN(const bool taken, rows.next());
    if (!taken) return {};
    if (rows.view(0).empty())
        return unusable(code, say("a record has it", "已有一件使用"),
                        say("fonds show {} tells which.", "可用 fonds show {} 查看。", {code.text()}));
    return unusable(code,
                    rows.view(0) == "merged"        ? say("its record was merged into another", "原件已并入他件")
                    : rows.view(0) == "transferred" ? say("its record was transferred", "原件已移交")
                                                    : say("its record was destroyed", "原件已销毁"),
                    say("A number once assigned is for ever: give another.", "档号一经使用即永久保留,请改用其他档号。"));
}

/// The number of a held code; false when it is not held.
Result<bool> take_held(CatalogState& state, Assignment& assignment)
{
    TRY_ASSIGN(auto rows, state.db.query("SELECT sequence, serial, kind, note, scope, next FROM held_number JOIN sequence ON"
                                         " sequence.id = held_number.sequence WHERE code = ?1",
                                         {assignment.code.text()}));
    TRY_ASSIGN(const bool held, rows.next());
    if (!held) return false;
    if (rows.view(2) == "void")
        return unusable(assignment.code,
                        rows.view(3).empty() ? say("it was made void", "已作废")
                                             : say("it was made void ({})", "已作废({})", {rows.view(3)}),
                        another_number_hint());
    assignment.sequence = rows.integer(0);
    assignment.serial = rows.integer(1);
    assignment.scope = rows.text(4);
    assignment.next = rows.integer(5);
    return true;
}

/// A number below the next one may be given only while it is nobody's.
Result<void> refuse_spent(CatalogState& state, const Assignment& assignment)
{
    TRY_ASSIGN(auto rows, state.db.query("SELECT code FROM record WHERE sequence = ?1 AND serial = ?2 UNION ALL"
                                         " SELECT code FROM held_number WHERE sequence = ?1 AND serial = ?2",
                                         {assignment.sequence, assignment.serial}));
    TRY_ASSIGN(const bool spent, rows.next());
    if (spent)
        return unusable(assignment.code, say("it is the same number as {}", "与 {} 是同一个序号", {rows.view(0)}),
                        another_number_hint());
    TRY_ASSIGN(const auto passed_over,
               state.db.number("SELECT skipped > 0 AND NOT EXISTS (SELECT 1 FROM number_gap WHERE sequence = ?1 AND"
                               " first <= ?2 AND last >= ?2) FROM sequence WHERE id = ?1",
                               {assignment.sequence, assignment.serial}));
    if (passed_over == 0) return {};
    return unusable(assignment.code, say("its number was passed over", "该序号已被跳过"), another_number_hint());
}

Result<void> refuse_leap(const Assignment& assignment)
{
    const std::int64_t open = assignment.serial - assignment.next;
    if (open <= most_open_numbers) return {};
    return error(ErrorKind::refused,
                 say("The number {} leaves {} numbers before it open: the next one of its sequence would be {}",
                     "档号 {} 之前将空出 {} 个号:该序列的下一个序号应为 {}",
                     {assignment.code.text(), open, assignment.next}))
        .with_hint(say("Look at the number again. If it is right, add --leap: what is filed next goes on behind it.",
                       "请核对档号;若确实无误,请加 --leap,之后的号将从其后接续。"))
        .at(assignment.code.text());
}

}  // namespace

bool is_nearly_used_up(std::int64_t capacity, std::int64_t left)
{
    return left < capacity / 10;
}

Result<const CodeTemplate*> template_of(CatalogState& state, const Category& category)
{
    const std::string key = std::string(name_of(category.numbering)) + ' ' + category.code_template;
    auto known = state.templates.find(key);
    if (known == state.templates.end()) {
        TRY_ASSIGN(auto code_template, CodeTemplate::parse(category.code_template, category.numbering));
        known = state.templates.emplace(key, std::move(code_template)).first;
    }
    return &known->second;
}

Result<bool> is_taken(CatalogState& state, const ReferenceCode& code)
{
    TRY_ASSIGN(const auto taken, state.db.number("SELECT EXISTS (SELECT 1 FROM record WHERE code = ?1) OR"
                                                 " EXISTS (SELECT 1 FROM held_number WHERE code = ?1)",
                                                 {code.text()}));
    return taken != 0;
}

Result<bool> is_own_code(CatalogState& state, const ReferenceCode& code)
{
    TRY_ASSIGN(const bool taken, is_taken(state, code));
    if (taken) return true;
    std::vector<std::string> categories;
    {
        TRY_ASSIGN(auto rows, state.db.query("SELECT code FROM category"));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            categories.push_back(row.text(0));
            return {};
        }));
    }
    for (const std::string& each : categories) {
        TRY_ASSIGN(const Category category, find_category(state, each));
        TRY_ASSIGN(const CodeTemplate* code_template, template_of(state, category));
        if (code_template->shaped_number(code, state.identity.code, category.code)) return true;
    }
    return false;
}

Result<Assignment> next_number(CatalogState& state, const CodeTemplate& code_template, const CodeTemplate::Values& values)
{
    Assignment assignment;
    TRY_ASSIGN(assignment.scope, code_template.scope(values));
    TRY(look_up_sequence(state, assignment));
    for (assignment.serial = assignment.next;; ++assignment.serial, ++assignment.skipped) {
        TRY_ASSIGN(assignment.code, code_template.render(values, assignment.serial));
        TRY_ASSIGN(const bool taken, is_taken(state, assignment.code));
        if (!taken) return assignment;
    }
}

Result<Assignment> given_number(CatalogState& state, const ReferenceCode& code, const CodeTemplate& code_template,
                                const CodeTemplate::Values& values, Leap leap)
{
    // Braces are what the scopes of sequences are written with.
    if (code.empty() || code.text().find_first_of("{}") != std::string::npos)
        return error(ErrorKind::usage, say("Not a reference code: {}", "不是有效档号:{}", {code.text()}));
    TRY(refuse_taken(state, code));
    Assignment assignment;
    assignment.code = code;
    assignment.given = true;
    TRY_ASSIGN(const bool held, take_held(state, assignment));
    if (held) return assignment;
    auto number = code_template.number_in(code, values);
    if (!number) number = code_template.shaped_number(code, values.fonds, values.category);
    const bool is_drawn = number.has_value();  // else nothing is ever assigned behind it
    if (!number) number = last_number(code);
    assignment.scope = number ? number->scope : std::string(other_scope);
    TRY(look_up_sequence(state, assignment));
    assignment.serial = number ? number->serial : assignment.next;
    if (assignment.serial < assignment.next) TRY(refuse_spent(state, assignment));
    if (is_drawn && leap == Leap::refused) TRY(refuse_leap(assignment));
    return assignment;
}

std::optional<std::int64_t> numbers_left(const CodeTemplate& code_template, const Assignment& assignment,
                                         const CodeTemplate::Values& values)
{
    const auto scope = code_template.scope(values);
    if (!scope.ok() || *scope != assignment.scope) return std::nullopt;
    const std::int64_t all = code_template.capacity();
    const std::int64_t left = all - std::max(assignment.serial, assignment.next - 1);
    return is_nearly_used_up(all, left) ? std::optional(left) : std::nullopt;
}

Result<void> draw(CatalogState& state, Assignment& assignment, std::int64_t event)
{
    const auto next = std::max(assignment.next, assignment.serial + 1);
    if (assignment.sequence == 0) {
        TRY(state.db.run("INSERT INTO sequence (scope, next, skipped) VALUES (?1, ?2, ?3)",
                         {assignment.scope, next, assignment.skipped}));
        assignment.sequence = state.db.last_row();
    } else if (next != assignment.next) {
        TRY(state.db.run("UPDATE sequence SET next = ?2, skipped = skipped + ?3 WHERE id = ?1",
                         {assignment.sequence, next, assignment.skipped}));
    }
    if (!assignment.given || assignment.serial <= assignment.next) return {};
    return state.db.run("INSERT INTO number_gap (sequence, first, last, event) VALUES (?1, ?2, ?3, ?4)",
                        {assignment.sequence, assignment.next, assignment.serial - 1, event});
}

}  // namespace fonds
