// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/number_book.hpp"

#include <algorithm>
#include <array>
#include <map>

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

/// One after the other, whatever the order of the list: a leap is one that the whole list leaves.
std::vector<std::size_t> by_number(const NamedTable& table)
{
    std::vector<std::pair<std::string, std::int64_t>> places;
    std::vector<std::size_t> order;
    for (const CsvRow& row : table.rows) {
        const auto code = ReferenceCode::parse(table.cell(row, "code"));
        const auto number = code.ok() ? last_number(*code) : std::nullopt;
        order.push_back(places.size());
        places.push_back(number ? std::pair(number->scope, number->serial) : std::pair(std::string(), std::int64_t{0}));
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t at) { return places[at]; });
    return order;
}

/// Two that look different in the list and mean one number are two papers to whoever wrote it.
class Spellings {
public:
    std::optional<Error> refuse_other(const std::string& code, std::string_view written, std::size_t line)
    {
        const auto [at, is_new] = first_.try_emplace(code, std::pair(std::string(written), line));
        if (is_new || at->second.first == written) return std::nullopt;
        return error(ErrorKind::refused,
                     say("It would be the same number as {} in line {}: {}", "将与 {}(第 {} 行)成为同一个档号:{}",
                         {at->second.first, at->second.second, code}))
            .with_hint(say("Write the one or the other so that they differ in more than spaces, width or case.",
                           "请改写其一,使两者不仅仅是空格、全半角或大小写不同。"));
    }

private:
    std::map<std::string, std::pair<std::string, std::size_t>> first_;
};

NumberRow hold_row(Numbers& numbers, const NamedTable& table, const CsvRow& csv, const NumberImport& request,
                   std::int64_t event, Spellings& spellings)
{
    NumberRow row;
    row.line = csv.line;
    row.code = table.cell(csv, "code");
    row.problem = table.misread(csv);
    if (row.problem) return row;
    const auto attempt = [&]() -> Result<void> {
        TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(row.code));
        if (auto other = spellings.refuse_other(code.text(), table.cell(csv, "code"), csv.line)) return std::move(*other);
        row.code = code.text();
        TRY_ASSIGN(const HoldAs as, hold_as(table.cell(csv, "status")));
        std::string_view category = table.cell(csv, "category");
        if (category.empty()) category = request.category;
        TRY_ASSIGN(HeldOutcome outcome, numbers.hold(code, category, as, table.cell(csv, "note"), event, request.leap));
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
    const auto order = by_number(table);
    const auto hold_all = [&](std::size_t told) -> Result<void> {
        report.rows.assign(table.rows.size(), {});
        Spellings spellings;
        TRY_ASSIGN(const auto event, numbers.begin_import(told, stamp));
        for (const std::size_t at : order) {
            report.rows[at] = hold_row(numbers, table, table.rows[at], request, event, spellings);
            // The disk or the database is at fault, not the row.
            if (const auto& problem = report.rows[at].problem)
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
