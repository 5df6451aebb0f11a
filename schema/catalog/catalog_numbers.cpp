// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers before their records: the next ones, reserved, held from elsewhere, spoiled.
#include <algorithm>

#include "schema/catalog/numbering.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/retention_codes.hpp"
#include "schema/catalog/scheme_lookup.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/catalog/told_elsewhere.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

struct Wanted {
    Category category;
    const CodeTemplate* code_template = nullptr;
    CodeTemplate::Values values;
};

Result<Wanted> wanted_of(CatalogState& state, const NumberRequest& request, const Date& today)
{
    if (request.count < 1 || request.count > most_numbers)
        return error(ErrorKind::usage, say("{} numbers at once: 1 to {} can be", "一次不能取 {} 个档号,只能是 1 至 {} 个",
                                           {request.count, most_numbers}))
            .with_hint(say("Ask several times.", "请分几次进行。"));
    Wanted wanted;
    TRY_ASSIGN(wanted.category, find_category(state, request.category));
    if (!request.retention.empty()) TRY(check_retention_code(request.retention, request.retention));
    const Date day = request.date.value_or(today);
    TRY(check_effective(wanted.category, day));
    std::string folder;
    if (!request.folder.empty()) {
        TRY_ASSIGN(const Folder found, find_open_folder(state, wanted.category.code, request.folder));
        folder = found.number;
    }
    TRY_ASSIGN(wanted.code_template, template_of(state, wanted.category));
    TRY_ASSIGN(const std::string unit, parse_unit(request.unit));  // as filing asks for
    TRY_ASSIGN(const std::string project, clean_line(request.project, {"Project", "项目号"}));
    wanted.values = {state.identity.code,
                     wanted.category.code,
                     day.year(),
                     request.retention.empty() ? wanted.category.retention : request.retention,
                     folder,
                     unit,
                     project,
                     request.grade.empty() ? std::string(text_of(wanted.category.default_grade)) : request.grade};
    return wanted;
}

/// The next ones that are free, and what the sequence is before them.
Result<std::vector<Assignment>> next_numbers(CatalogState& state, const Wanted& wanted, std::int64_t count)
{
    std::vector<Assignment> numbers;
    TRY_ASSIGN(Assignment first, next_number(state, *wanted.code_template, wanted.values));
    for (numbers.push_back(std::move(first)); std::ssize(numbers) < count;) {
        Assignment next = numbers.back();
        for (bool taken = true; taken;) {
            ++next.serial;
            TRY_ASSIGN(next.code, wanted.code_template->render(wanted.values, next.serial));
            TRY_ASSIGN(taken, is_taken(state, next.code));
            if (taken) ++next.skipped;
        }
        numbers.push_back(std::move(next));
    }
    return numbers;
}

std::vector<ReferenceCode> codes_of(const std::vector<Assignment>& numbers)
{
    std::vector<ReferenceCode> codes;
    for (const Assignment& number : numbers) codes.push_back(number.code);
    return codes;
}

Result<void> insert_held(CatalogState& state, const Assignment& number, const Category& category, HoldAs as,
                         std::string_view note, std::int64_t event)
{
    return state.db.run("INSERT INTO held_number (code, sequence, serial, kind, category, note, event)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                        {number.code.text(), number.sequence, number.serial, as == HoldAs::reserved ? "reserved" : "void",
                         raw(category.id), note, event});
}

std::string select_held()
{
    return "SELECT held.code, category.code, kind = 'void', EXISTS (SELECT 1 FROM record WHERE record.code = held.code),"
           " note, " +
           std::string(told_at) + ", " + std::string(told_by) +
           " FROM held_number AS held JOIN category ON category.id = held.category JOIN event ON event.sequence ="
           " held.event";
}

Result<HeldNumber> to_held(const sqlite::Rows& row)
{
    HeldNumber held;
    TRY_ASSIGN(held.code, ReferenceCode::parse(row.view(0)));
    held.category = row.text(1);
    held.is_void = row.integer(2) != 0;
    held.used = row.integer(3) != 0;
    held.note = row.text(4);
    TRY_ASSIGN(held.at, parse_instant(row.view(5)));
    held.actor = row.text(6);
    return held;
}

Error held_otherwise(const HeldNumber& held)
{
    return error(ErrorKind::refused, held.is_void ? say("{} is void", "{} 已作废", {held.code.text()})
                                                  : say("{} is reserved", "{} 已预留", {held.code.text()}))
        .with_hint(say("fonds number void makes a reserved number void; a void one stays so.",
                       "预留号可用 fonds number void 作废;作废的号不能恢复。"))
        .at(held.code.text());
}

/// The category whose template makes the code, at the first place in the order of codes; none: no such category.
Result<std::optional<Category>> category_of(CatalogState& state, Catalog& catalog, const ReferenceCode& code)
{
    TRY_ASSIGN(const auto all, catalog.categories());
    for (const Category& category : all) {
        TRY_ASSIGN(const CodeTemplate* code_template, template_of(state, category));
        if (code_template->shaped_number(code, state.identity.code, category.code)) return std::optional(category);
    }
    return std::optional<Category>();
}

}  // namespace

Numbers::Numbers(Catalog& catalog) : catalog_(catalog), state_(*catalog.state_) {}

Result<std::vector<ReferenceCode>> Numbers::preview(const NumberRequest& request, const Date& today)
{
    return state_.read([&]() -> Result<std::vector<ReferenceCode>> {
        TRY_ASSIGN(const Wanted wanted, wanted_of(state_, request, today));
        TRY_ASSIGN(const auto numbers, next_numbers(state_, wanted, request.count));
        return codes_of(numbers);
    });
}

Result<std::vector<ReferenceCode>> Numbers::reserve(const NumberRequest& request, const Date& today, std::string_view note,
                                                    const Stamp& stamp)
{
    std::vector<ReferenceCode> codes;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const std::string why, clean_line(note, {"Note", "备注"}));
        TRY_ASSIGN(const Wanted wanted, wanted_of(state_, request, today));
        TRY_ASSIGN(auto numbers, next_numbers(state_, wanted, request.count));
        const Json detail = Json::object()
                                .set("first", numbers.front().code.text())
                                .set("last", numbers.back().code.text())
                                .set("count", request.count)
                                .set("note", why);
        TRY_ASSIGN(const auto event, append_event(state_, "numbers.reserved", wanted.category.code, detail.dump(), stamp));
        Assignment last = numbers.back();
        TRY(draw(state_, last, event));
        for (Assignment& number : numbers) {
            number.sequence = last.sequence;
            TRY(insert_held(state_, number, wanted.category, HoldAs::reserved, why, event));
        }
        codes = codes_of(numbers);
        return {};
    }));
    return codes;
}

Result<std::int64_t> Numbers::begin_import(std::size_t numbers, const Stamp& stamp, std::optional<Instant> since,
                                           std::string_view by)
{
    TRY_ASSIGN(const std::string who, clean_line(by, {"By", "经办人"}));
    Json detail = Json::object();
    detail.set("count", numbers);
    if (since || !who.empty()) detail.set("elsewhere", elsewhere(since, who));
    return append_event(state_, "numbers.imported", state_.identity.code, detail.dump(), stamp);
}

Result<std::optional<Category>> Numbers::owner_of(const ReferenceCode& code, std::string_view category, HeldOutcome& outcome)
{
    std::optional<Category> owner;
    if (category.empty()) {
        TRY_ASSIGN(owner, category_of(state_, catalog_, code));
    } else {
        TRY_ASSIGN(owner, find_category(state_, category));
    }
    if (!owner) {
        outcome.what = Held::unplaced;
        outcome.why =
            error(ErrorKind::bad_input, say("No category's template makes {}", "没有门类的档号模板会产生 {}", {code.text()}))
                .with_hint(
                    say("Name its category: a column category, or --category.", "请写明门类:加“门类”列,或用 --category。"));
        return owner;
    }
    outcome.category = owner->code;
    TRY_ASSIGN(const CodeTemplate* code_template, template_of(state_, *owner));
    outcome.odd = !code_template->shaped_number(code, state_.identity.code, owner->code);
    TRY_ASSIGN(outcome.unmeant, retention_without_meaning(state_, code, *owner));
    return owner;
}

Result<HeldOutcome> Numbers::hold(const ReferenceCode& code, std::string_view category, HoldAs as, std::string_view note,
                                  std::int64_t event, Leap leap)
{
    HeldOutcome outcome;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const std::string why, clean_line(note, {"Note", "备注"}));
        TRY_ASSIGN(const auto owner, owner_of(code, category, outcome));
        if (!owner) return {};
        TRY_ASSIGN(const CodeTemplate* code_template, template_of(state_, *owner));
        TRY_ASSIGN(const auto known, held(code));
        if (known && !known->used && known->is_void == (as == HoldAs::spoiled)) {
            outcome.what = Held::already;
            return {};
        }
        CodeTemplate::Values values;
        values.fonds = state_.identity.code;
        values.category = owner->code;
        auto number = known && !known->used ? Result<Assignment>(held_otherwise(*known))
                                            : given_number(state_, code, *code_template, values, leap);
        if (!number.ok()) {
            if (number.error().kind != ErrorKind::refused) return number.error();
            TRY_ASSIGN(const auto in_use, state_.db.number("SELECT 1 FROM record WHERE code = ?1", {code.text()}));
            outcome.what = in_use != 0 ? Held::in_use : Held::conflict;
            outcome.why = number.error();
            return {};
        }
        TRY(draw(state_, *number, event));
        return insert_held(state_, *number, *owner, as, why, event);
    }));
    return outcome;
}

Result<void> Numbers::make_void(const ReferenceCode& code, std::string_view note, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const std::string why, clean_line(note, {"Note", "备注"}));
        TRY_ASSIGN(const auto known, held(code));
        if (!known)
            return error(ErrorKind::not_found, say("{} is not reserved", "{} 不是预留号", {code.text()}))
                .with_hint(say("fonds number check lists those that are.", "可用 fonds number check 查看预留号。"))
                .at(code.text());
        if (known->used)
            return error(ErrorKind::refused, say("A record has the number {}", "{} 已有一件使用", {code.text()}))
                .with_hint(say("A number once assigned is for ever.", "档号一经使用即永久保留。"))
                .at(code.text());
        if (known->is_void) return {};
        TRY(append_event(state_, "number.voided", code.text(), Json::object().set("note", why).dump(), stamp));
        return state_.db.run("UPDATE held_number SET kind = 'void', note = ?2 WHERE code = ?1", {code.text(), why});
    });
}

Result<std::string> Numbers::unmeant_retention(const ReferenceCode& code, std::string_view category)
{
    TRY_ASSIGN(const Category owner, find_category(state_, category));
    return retention_without_meaning(state_, code, owner);
}

Result<std::string> Numbers::other_year(const ReferenceCode& code, const RecordMetadata& said)
{
    if (!said.date) return std::string();
    TRY_ASSIGN(const Category owner, find_category(state_, said.category));
    TRY_ASSIGN(const CodeTemplate* code_template, template_of(state_, owner));
    const auto parts = code_template->parts_of(code, state_.identity.code, owner.code);
    const bool same = !parts || parts->year.empty() || said.date->text().substr(0, 4).ends_with(parts->year);
    return same ? std::string() : parts->year;
}

Result<std::optional<HeldNumber>> Numbers::held(const ReferenceCode& code)
{
    TRY_ASSIGN(auto rows, state_.db.query(select_held() + " WHERE held.code = ?1", {code.text()}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return std::optional<HeldNumber>();
    TRY_ASSIGN(auto number, to_held(rows));
    return std::optional(std::move(number));
}

Result<std::vector<HeldNumber>> Numbers::unused(std::string_view category)
{
    std::vector<HeldNumber> all;
    std::string code;
    if (!category.empty()) {
        TRY_ASSIGN(const Category found, find_category(state_, category));
        code = found.code;
    }
    TRY_ASSIGN(auto rows,
               state_.db.query(select_held() + " WHERE kind = 'reserved' AND (?1 = '' OR category.code = ?1) AND NOT EXISTS"
                                               " (SELECT 1 FROM record WHERE record.code = held.code)"
                                               " ORDER BY held.sequence, held.serial",
                               {code}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(auto number, to_held(row));
        all.push_back(std::move(number));
        return {};
    }));
    return all;
}

}  // namespace fonds
