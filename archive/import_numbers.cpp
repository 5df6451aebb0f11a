// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of numbers that no record has come in: reserved and void ones, and those of records that ended elsewhere.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "archive/number_book.hpp"
#include "archive/number_row.hpp"
#include "archive/state.hpp"
#include "schema/catalog/numbers.hpp"

namespace fonds {

namespace {

bool is_held(const NumberFact& fact)
{
    return fact.state == NumberFact::State::reserved || fact.state == NumberFact::State::spoiled;
}

NumberRowStatus status_of(const HeldOutcome& outcome, const NumberFact& fact)
{
    const bool reserved = fact.state == NumberFact::State::reserved;
    switch (outcome.what) {
    case Held::held:
        return reserved ? NumberRowStatus::reserved : is_held(fact) ? NumberRowStatus::made_void : NumberRowStatus::ended;
    case Held::already: return NumberRowStatus::already;
    // A record that has a number which the list calls void, or no more, is a contradiction.
    case Held::in_use: return reserved ? NumberRowStatus::in_use : NumberRowStatus::unusable;
    case Held::conflict:
    case Held::unplaced:
    case Held::heirless: return NumberRowStatus::unusable;
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

/// What a row says of its number.
struct Saying {
    NumberFact::State state;
    std::string note, at, actor, title, date, case_number, merged_into;
    bool operator==(const Saying&) const = default;
};

Saying saying_of(const NumberFact& fact)
{
    return {fact.state,
            fact.note,
            fact.at ? to_iso8601(*fact.at) : std::string(),
            fact.actor,
            fact.title,
            fact.date ? fact.date->text() : std::string(),
            fact.case_number,
            fact.merged_into.text()};
}

/// Two that look different in the list and mean one number are two papers to whoever wrote it; and of two rows about one
/// number nobody knows which holds, unless they say the same.
class Spellings {
public:
    std::optional<Error> refuse_other(const NumberFact& fact, std::string_view written, std::size_t line)
    {
        const std::string code = fact.code.text();
        const auto [at, is_new] = first_.try_emplace(code, First{std::string(written), line, saying_of(fact)});
        const First& first = at->second;
        if (is_new) return std::nullopt;
        if (first.written != written)
            return error(ErrorKind::refused, say("It would be the same number as {} in line {}: {}",
                                                 "将与 {}(第 {} 行)成为同一个档号:{}", {first.written, first.line, code}))
                .with_hint(say("Write the one or the other so that they differ in more than spaces, width or case.",
                               "请改写其一,使两者不仅仅是空格、全半角或大小写不同。"));
        if (first.saying == saying_of(fact)) return std::nullopt;
        return error(ErrorKind::refused,
                     say("Line {} of the list says otherwise of {}", "清单第 {} 行对 {} 的记载与此不同", {first.line, code}))
            .with_hint(say("Keep the row that holds.", "请只保留正确的一行。"));
    }

private:
    struct First {
        std::string written;
        std::size_t line = 0;
        Saying saying;
    };
    std::map<std::string, First> first_;
};

/// Blanks and line ends are not what a note says.
std::string joined(std::string_view text)
{
    std::string kept;
    for (const char c : text)
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') kept += c;
    return kept;
}

/// What is known of a number never changes: a cell that tells otherwise fails its row; an empty one tells nothing.
std::optional<Error> told_otherwise(const NumberFact& row, const NumberFact& here, const std::string& category)
{
    const auto day_of = [](const std::optional<Instant>& at) { return at ? to_iso8601(*at) : std::string(); };
    const bool day_alone = row.at && to_iso8601(*row.at).ends_with("T00:00:00.000Z");
    struct Cell {
        Text column;
        std::string told, known;
    };
    const Cell cells[] = {
        {{"category", "门类"}, row.category.empty() ? std::string() : category, here.category},
        {{"case", "案号"}, row.case_number, here.case_number},
        {{"title", "题名"}, row.title, here.title},
        {{"date", "成文日期"}, row.date ? row.date->text() : "", here.date ? here.date->text() : ""},
        {{"note", "备注"}, row.note, here.note},
        {{"at", "时间"},
         day_of(row.at).substr(0, day_alone ? 10 : std::string::npos),
         day_of(here.at).substr(0, day_alone ? 10 : std::string::npos)},
        {{"by", "经办人"}, row.actor, here.actor},
    };
    for (const Cell& cell : cells) {
        if (cell.told.empty() || joined(cell.told) == joined(cell.known)) continue;
        const std::string code = here.code.text();
        const auto nothing = [&](const char* word) { return cell.known.empty() ? std::string(word) : cell.known; };
        return error(ErrorKind::refused, {fill("Of {} the archive tells otherwise: {} is {}, not {}",
                                               {code, cell.column.en, nothing("empty"), cell.told}),
                                          fill("{} 在本库中的记载与清单不符:“{}”为 {},而不是 {}",
                                               {code, cell.column.zh, nothing("空"), cell.told})})
            .with_hint(say("What became of a number never changes: correct the list, or empty the cell.",
                           "档号的结局不能更改:请更正清单,或清空该单元格。"))
            .at(code);
    }
    return std::nullopt;
}

void count(NumberReport& report)
{
    report.held = report.known = report.problems = 0;
    for (const NumberRow& row : report.rows) {
        switch (row.status) {
        case NumberRowStatus::reserved:
        case NumberRowStatus::made_void:
        case NumberRowStatus::ended: ++report.held; break;
        case NumberRowStatus::already:
        case NumberRowStatus::in_use: ++report.known; break;
        case NumberRowStatus::unusable: ++report.problems; break;
        }
    }
}

/// Numbers held at one time by one person for one purpose are told by one event, which says how many they are.
using Batch = std::tuple<std::string, std::string, std::string>;

Batch batch_of(const NumberFact& fact)
{
    if (!fact.at && fact.actor.empty()) return {};
    return {fact.at ? to_iso8601(*fact.at) : std::string(), fact.actor, fact.note};
}

class NumberTaker {
public:
    NumberTaker(Archive::State& state, const NamedTable& table, const NumberImport& request, const Stamp& stamp)
        : state_(state), numbers_(state.catalog), table_(table), request_(request), stamp_(stamp), order_(by_number(table))
    {
    }

    /// `batches`: how many numbers each holds; null to find that out. Any error is the catalog's, not a row's.
    Result<void> take_all(const std::map<Batch, std::size_t>* batches, NumberReport& report)
    {
        batches_ = batches;
        events_.clear();
        held.clear();
        report.rows.assign(table_.rows.size(), {});
        TRY(learn_known());
        Spellings spellings;
        std::vector<std::size_t> waiting;
        for (const std::size_t at : order_) {
            TRY_ASSIGN(const bool waits, take(table_.rows[at], report.rows[at], &spellings));
            if (waits) waiting.push_back(at);
        }
        // Records that went up into others which the list names further down.
        for (std::size_t before = waiting.size() + 1; !waiting.empty() && waiting.size() < before;) {
            before = waiting.size();
            std::vector<std::size_t> still;
            for (const std::size_t at : waiting) {
                TRY_ASSIGN(const bool waits, take(table_.rows[at], report.rows[at], nullptr));
                if (waits) still.push_back(at);
            }
            waiting = std::move(still);
        }
        count(report);
        return {};
    }

    std::map<Batch, std::size_t> held;  ///< by the last run

private:
    /// The disk or the database is at fault, not the row.
    static bool is_of_catalog(const Error& problem)
    {
        return problem.kind == ErrorKind::io || problem.kind == ErrorKind::corrupt || problem.kind == ErrorKind::internal ||
               problem.kind == ErrorKind::interrupted;
    }

    /// Does it wait for another row?
    Result<bool> take(const CsvRow& csv, NumberRow& row, Spellings* spellings)
    {
        row = {};
        row.line = csv.line;
        row.code = table_.cell(csv, "code");
        row.problem = table_.misread(csv);
        if (row.problem) return false;
        auto outcome = attempt(csv, row, spellings);
        if (!outcome.ok()) {
            if (is_of_catalog(outcome.error())) return std::move(outcome).error();
            row.problem = std::move(outcome).error();
            return false;
        }
        return outcome->what == Held::heirless && outcome->why->kind != ErrorKind::usage;
    }

    Result<HeldOutcome> attempt(const CsvRow& csv, NumberRow& row, Spellings* spellings)
    {
        TRY_ASSIGN(const NumberFact fact, read_number_row(table_, csv, request_.category));
        TRY(refuse_future(fact));
        if (spellings != nullptr)
            if (auto other = spellings->refuse_other(fact, table_.cell(csv, "code"), csv.line)) return std::move(*other);
        row.code = fact.code.text();
        HeldOutcome outcome;
        if (is_held(fact)) {
            TRY_ASSIGN(const std::int64_t event, event_of(fact));
            const HoldAs as = fact.state == NumberFact::State::reserved ? HoldAs::reserved : HoldAs::spoiled;
            TRY_ASSIGN(outcome, numbers_.hold(fact.code, fact.category, as, fact.note, event, request_.leap));
            if (outcome.what == Held::held) ++held[batch_of(fact)];
        } else {
            TRY_ASSIGN(outcome, numbers_.entomb(fact, request_.leap, stamp_));
            row.merged_into = fact.merged_into.text();
        }
        row.status = status_of(outcome, fact);
        row.category = outcome.category;
        row.odd = outcome.odd;
        row.unmeant = outcome.unmeant;
        if (row.status == NumberRowStatus::unusable) row.problem = outcome.why;
        if (const auto known = known_.find(row.code); outcome.what == Held::already && known != known_.end()) {
            row.problem = told_otherwise(fact, known->second, outcome.category);
            if (row.problem) row.status = NumberRowStatus::unusable;
        }
        return outcome;
    }

    /// What was here before the list.
    Result<void> learn_known()
    {
        known_.clear();
        return numbers_.each_apart([&](const NumberFact& fact) {
            known_.emplace(fact.code.text(), fact);
            return Result<void>();
        });
    }

    /// What a list tells has been.
    Result<void> refuse_future(const NumberFact& fact) const
    {
        const Date today = Date::of(stamp_.at, state_.config.time_zone_minutes);
        const auto refuse = [](const Date& day) {
            return error(ErrorKind::bad_input, say("The day {} has not come", "日期 {} 尚未到来", {day.text()}))
                .with_hint(say("Look at the list again: it tells what has been.", "请核对清单:其中应为已发生的事。"));
        };
        if (fact.date && today < *fact.date) return refuse(*fact.date);
        if (!fact.at) return {};
        const Date day = Date::of(*fact.at, state_.config.time_zone_minutes);
        return today < day ? Result<void>(refuse(day)) : Result<void>();
    }

    Result<std::int64_t> event_of(const NumberFact& fact)
    {
        const Batch batch = batch_of(fact);
        if (const auto known = events_.find(batch); known != events_.end()) return known->second;
        std::int64_t event = 0;  // of a batch of which nothing is held
        if (batches_ == nullptr || batches_->contains(batch)) {
            const std::size_t count = batches_ == nullptr ? 0 : batches_->at(batch);
            TRY_ASSIGN(event, numbers_.begin_import(count, stamp_, fact.at, fact.actor));
        }
        events_.emplace(batch, event);
        return event;
    }

    Archive::State& state_;
    Numbers numbers_;
    const NamedTable& table_;
    const NumberImport& request_;
    const Stamp& stamp_;
    std::vector<std::size_t> order_;
    const std::map<Batch, std::size_t>* batches_ = nullptr;
    std::map<Batch, std::int64_t> events_;
    std::map<std::string, NumberFact> known_;  ///< by code
};

}  // namespace

Result<NumberReport> NumberBook::import(const NumberImport& request)
{
    constexpr std::array<std::string_view, 1> needed{"code"};
    TRY_ASSIGN(const NamedTable table, read_named_table(request.list, number_columns(), needed));
    // A category that is not there is a mistake of the command, not of each row.
    if (!request.category.empty()) TRY(state_.catalog.category(request.category));
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    const Stamp stamp = state_.stamp();
    NumberReport report;
    NumberTaker taker(state_, table, request, stamp);
    // First to see what each row will give: the events tell how many numbers are held.
    bool tried_all = false;
    const auto tried = state_.catalog.transaction([&]() -> Result<void> {
        TRY(taker.take_all(nullptr, report));
        tried_all = true;
        return error(ErrorKind::refused, say("Nothing was changed", "未作任何更改"));  // takes it back
    });
    if (!tried_all) return tried.error();
    report.done = !request.dry_run && report.held > 0 && !(request.all_or_nothing && report.problems > 0);
    if (!report.done) return report;
    const auto batches = taker.held;
    TRY(state_.catalog.transaction([&] { return taker.take_all(&batches, report); }));
    return report;
}

}  // namespace fonds
