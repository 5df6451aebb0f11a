// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/number_book.hpp"

#include <array>

#include "archive/named_table.hpp"
#include "archive/state.hpp"
#include "schema/catalog/numbers.hpp"

namespace fonds {

namespace {

constexpr std::array columns{
    TableColumn{"code", {"档号", "旧档号", "编号"}},
    TableColumn{"category", {"门类", "类别", "分类"}},
    TableColumn{"status", {"状态", "state", ""}},
    TableColumn{"note", {"备注", "说明", ""}},
};

Result<HoldAs> hold_as(std::string_view status)
{
    if (status.empty() || status == "reserved" || status == "预留") return HoldAs::reserved;
    if (status == "void" || status == "作废" || status == "空号") return HoldAs::spoiled;
    return error(ErrorKind::bad_input, say("Not a status of a number: {}", "不是档号的状态:{}", {status}))
        .with_hint(say("Write reserved, void, or nothing.", "请填“预留”“作废”或留空。"));
}

NumberRowStatus status_of(const HeldOutcome& outcome, HoldAs as)
{
    switch (outcome.what) {
    case Held::held: return as == HoldAs::reserved ? NumberRowStatus::reserved : NumberRowStatus::made_void;
    case Held::already: return NumberRowStatus::already;
    // A record that has a number which the list calls void is a contradiction.
    case Held::in_use: return as == HoldAs::reserved ? NumberRowStatus::in_use : NumberRowStatus::unusable;
    case Held::conflict:
    case Held::unplaced: return NumberRowStatus::unusable;
    }
    return NumberRowStatus::unusable;
}

NumberRow hold_row(Numbers& numbers, const NamedTable& table, const CsvRow& csv, const NumberImport& request,
                   std::int64_t event)
{
    NumberRow row;
    row.line = csv.line;
    row.code = table.cell(csv, "code");
    row.problem = table.misread(csv);
    if (row.problem) return row;
    const auto attempt = [&]() -> Result<void> {
        TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(row.code));
        row.code = code.text();
        TRY_ASSIGN(const HoldAs as, hold_as(table.cell(csv, "status")));
        std::string_view category = table.cell(csv, "category");
        if (category.empty()) category = request.category;
        TRY_ASSIGN(HeldOutcome outcome, numbers.hold(code, category, as, table.cell(csv, "note"), event));
        row.status = status_of(outcome, as);
        row.category = outcome.category;
        row.odd = outcome.odd;
        if (row.status == NumberRowStatus::unusable) row.problem = std::move(outcome.why);
        return {};
    };
    if (auto held = attempt(); !held.ok()) row.problem = std::move(held).error();
    return row;
}

void count(NumberReport& report)
{
    report.held = report.known = report.problems = 0;
    for (const NumberRow& row : report.rows) {
        switch (row.status) {
        case NumberRowStatus::reserved:
        case NumberRowStatus::made_void: ++report.held; break;
        case NumberRowStatus::already:
        case NumberRowStatus::in_use: ++report.known; break;
        case NumberRowStatus::unusable: ++report.problems; break;
        }
    }
}

}  // namespace

std::string_view name_of(NumberRowStatus status)
{
    switch (status) {
    case NumberRowStatus::reserved: return "reserved";
    case NumberRowStatus::made_void: return "void";
    case NumberRowStatus::already: return "already";
    case NumberRowStatus::in_use: return "in_use";
    case NumberRowStatus::unusable: return "unusable";
    }
    return "";
}

Text text_of(NumberRowStatus status)
{
    switch (status) {
    case NumberRowStatus::reserved: return say("reserved", "已预留");
    case NumberRowStatus::made_void: return say("void", "已登记作废");
    case NumberRowStatus::already: return say("was held so", "原已登记");
    case NumberRowStatus::in_use: return say("a record has it", "已有档案使用");
    case NumberRowStatus::unusable: return say("cannot be used", "不能使用");
    }
    return {};
}

Result<std::vector<ReferenceCode>> NumberBook::preview(const NumberRequest& request)
{
    return Numbers(state_.catalog).preview(request, state_.today());
}

Result<std::vector<ReferenceCode>> NumberBook::reserve(const NumberRequest& request, std::string_view note)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    return Numbers(state_.catalog).reserve(request, state_.today(), note, state_.stamp());
}

Result<HeldNumber> NumberBook::make_void(const ReferenceCode& code, std::string_view note)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Numbers numbers(state_.catalog);
    TRY(numbers.make_void(code, note, state_.stamp()));
    TRY_ASSIGN(auto held, numbers.held(code));
    return std::move(*held);
}

Result<NumberReport> NumberBook::import(const NumberImport& request)
{
    constexpr std::array<std::string_view, 1> needed{"code"};
    TRY_ASSIGN(const NamedTable table, read_named_table(request.list, columns, needed));
    Numbers numbers(state_.catalog);
    // A category that is not there is a mistake of the command, not of each row.
    if (!request.category.empty()) TRY(state_.catalog.category(request.category));
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    const Stamp stamp = state_.stamp();
    NumberReport report;
    const auto hold_all = [&](std::size_t told) -> Result<void> {
        report.rows.clear();
        TRY_ASSIGN(const auto event, numbers.begin_import(told, stamp));
        for (const CsvRow& row : table.rows) {
            report.rows.push_back(hold_row(numbers, table, row, request, event));
            // The disk or the database is at fault, not the row.
            if (const auto& problem = report.rows.back().problem)
                if (problem->kind == ErrorKind::io || problem->kind == ErrorKind::corrupt ||
                    problem->kind == ErrorKind::internal)
                    return *problem;
        }
        count(report);
        return {};
    };
    // First to see what each row will give: the event tells how many numbers are held.
    bool tried_all = false;
    const auto tried = state_.catalog.transaction([&]() -> Result<void> {
        TRY(hold_all(0));
        tried_all = true;
        return error(ErrorKind::refused, say("Nothing was changed", "未作任何更改"));  // takes it back
    });
    if (!tried_all) return tried.error();
    report.done = !request.dry_run && report.held > 0 && !(request.all_or_nothing && report.problems > 0);
    if (report.done) TRY(state_.catalog.transaction([&] { return hold_all(report.held); }));
    return report;
}

Result<std::optional<HeldNumber>> NumberBook::held(const ReferenceCode& code)
{
    return Numbers(state_.catalog).held(code);
}

Result<std::vector<HeldNumber>> NumberBook::unused(std::string_view category)
{
    return Numbers(state_.catalog).unused(category);
}

Result<std::optional<Tombstone>> NumberBook::tombstone(const ReferenceCode& code)
{
    return Numbers(state_.catalog).tombstone(code);
}

Result<std::vector<Finding>> NumberBook::check()
{
    return Numbers(state_.catalog).check();
}

}  // namespace fonds
