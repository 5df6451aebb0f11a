// SPDX-License-Identifier: GPL-3.0-or-later
// Lists come in: rows in transactions, each row decided and told.
#include <algorithm>
#include <map>

#include "archive/category_row.hpp"
#include "archive/drain.hpp"
#include "archive/import_run.hpp"
#include "archive/number_book.hpp"
#include "archive/table_columns.hpp"

namespace fonds {

namespace {

constexpr std::size_t rows_a_transaction = 1000;

/// Errors that speak of one row; any other is about the catalog itself, or of somebody who wants to stop.
bool is_about_row(ErrorKind kind)
{
    return kind == ErrorKind::usage || kind == ErrorKind::not_found || kind == ErrorKind::duplicate ||
           kind == ErrorKind::refused || kind == ErrorKind::bad_input || kind == ErrorKind::fixity;
}

class ImportRun {
public:
    ImportRun(const ImportPlace& place, RowTaker& taker, ImportObserver& observer)
        : place_(place), taker_(taker), observer_(observer), whole_(place.request.dry_run || place.request.all_or_nothing)
    {
    }

    Result<ImportSummary> run()
    {
        for (const CsvRow& row : place_.table.rows) lines_.push_back(row.line);
        std::ranges::sort(lines_);
        const auto done = take_parts();
        // Of a run that broke off some rows in between have not been taken.
        for (const auto& [line, row] : waiting_) observer_.row(row);
        TRY(done);
        return summary_;
    }

private:
    Result<void> take_parts()
    {
        const std::span<const CsvRow> rows = place_.table.rows;
        const std::size_t step = whole_ ? std::max<std::size_t>(rows.size(), 1) : rows_a_transaction;
        for (std::size_t at = 0; at < rows.size() && !stopped(); at += step)
            TRY(take_part(rows.subspan(at, std::min(step, rows.size() - at))));
        return {};
    }

    bool stopped()
    {
        summary_.interrupted = summary_.interrupted || observer_.stop_requested();
        return summary_.interrupted;
    }

    /// In the order of the list, however they were taken.
    void tell(std::vector<ImportedRow> told)
    {
        for (ImportedRow& row : told) {
            switch (row.fate) {
            case RowFate::added: ++summary_.added; break;
            case RowFate::changed: ++summary_.changed; break;
            case RowFate::unchanged: ++summary_.unchanged; break;
            case RowFate::merged: ++summary_.merged; break;
            case RowFate::failed: ++summary_.failed; break;
            }
            const std::size_t line = row.line;
            waiting_.emplace(line, std::move(row));
        }
        while (!waiting_.empty() && waiting_.begin()->first == lines_[told_]) {
            observer_.row(waiting_.begin()->second);
            waiting_.erase(waiting_.begin());
            ++told_;
        }
    }

    static ImportedRow failed(const CsvRow& row, Error problem)
    {
        ImportedRow told;
        told.line = row.line;
        told.problem = std::move(problem);
        return told;
    }

    /// A row on which the catalog broke off takes its transaction with it: then each goes alone.
    Result<void> take_part(std::span<const CsvRow> rows)
    {
        std::vector<ImportedRow> told;
        bool undone = false;
        tried_.clear();
        auto done = taker_.prepare(rows);
        if (done.ok() && taker_.needs_trial()) done = try_rows(rows);
        if (done.ok()) done = place_.state.catalog.transaction([&] { return take_rows(rows, told, undone); });
        const bool committed = done.ok();
        taker_.ended(committed);
        if (undone) summary_.done = false;
        if (committed || undone) {
            tell(std::move(told));
            return {};
        }
        if (done.error().kind == ErrorKind::interrupted) {
            summary_.interrupted = true;
            summary_.done = summary_.done && !whole_;
            return {};
        }
        if (!is_about_row(done.error().kind)) return done;
        if (rows.size() == 1) {
            tell({failed(rows.front(), std::move(done).error())});
            return {};
        }
        if (whole_) return done;
        for (const CsvRow& row : rows) TRY(take_part({&row, 1}));
        return {};
    }

    /// Finds out which rows fail.
    Result<void> try_rows(std::span<const CsvRow> rows)
    {
        bool tried_all = false;
        std::set<std::size_t> failed;
        auto& catalog = place_.state.catalog;
        const auto undone = catalog.transaction([&]() -> Result<void> {
            for (const CsvRow& row : rows) {
                auto taken = take(row);
                if (taken.ok()) continue;
                if (!is_about_row(taken.error().kind)) return std::move(taken).error();
                // What it broke off in takes the others with it.
                if (rows.size() > 1) TRY(catalog.transaction([] { return Result<void>(); }));
                failed.insert(row.line);
                tried_.emplace(row.line, std::move(taken).error());
            }
            tried_all = true;
            return error(ErrorKind::refused, say("Nothing is to be changed", "不作更改"));
        });
        if (!tried_all) return undone;
        return taker_.tried(failed);
    }

    Result<void> take_rows(std::span<const CsvRow> rows, std::vector<ImportedRow>& told, bool& undone)
    {
        bool any_failed = false;
        for (const CsvRow& row : rows) {
            auto taken = take(row);
            if (!taken.ok()) {
                if (!is_about_row(taken.error().kind)) return std::move(taken).error();
                any_failed = true;
                told.push_back(failed(row, std::move(taken).error()));
            } else {
                told.push_back(std::move(*taken));
            }
            observer_.progress(Phase::filing, ++seen_, place_.table.rows.size());
            if (whole_ && observer_.stop_requested()) return error(ErrorKind::interrupted, say("Stopped", "已中断"));
        }
        undone = place_.request.dry_run || (place_.request.all_or_nothing && any_failed);
        if (undone) return error(ErrorKind::refused, say("Nothing is to be changed", "不作更改"));
        return taker_.before_commit();
    }

    Result<ImportedRow> take(const CsvRow& row)
    {
        if (auto problem = place_.table.misread(row)) return std::move(*problem);
        if (const auto failed = tried_.find(row.line); failed != tried_.end()) return failed->second;
        return taker_.take(row);
    }

    const ImportPlace& place_;
    RowTaker& taker_;
    ImportObserver& observer_;
    bool whole_;
    ImportSummary summary_;
    std::size_t seen_ = 0;
    std::map<std::size_t, Error> tried_;          ///< rows of the part that failed in the trial, by line
    std::vector<std::size_t> lines_;              ///< of all rows, ascending
    std::size_t told_ = 0;                        ///< how many of them
    std::map<std::size_t, ImportedRow> waiting_;  ///< for rows above them, by line
};

std::vector<std::string_view> needed_columns(TableKind kind)
{
    switch (kind) {
    case TableKind::records: return {};
    case TableKind::categories: return {"code"};
    case TableKind::folders: return {"category", "number"};
    case TableKind::parties: return {"name"};
    case TableKind::locations: return {"address"};
    case TableKind::papers: return {"paper", "location"};
    case TableKind::loans: return {"paper", "reader", "lent"};
    case TableKind::numbers: return {"code"};
    }
    return {};
}

std::unique_ptr<RowTaker> taker_for(const ImportPlace& place)
{
    switch (place.request.kind) {
    case TableKind::records: return make_record_taker(place);
    case TableKind::categories: return make_category_taker(place);
    case TableKind::folders: return make_folder_taker(place);
    case TableKind::parties: return make_party_taker(place);
    case TableKind::locations: return make_location_taker(place);
    case TableKind::papers: return make_paper_taker(place);
    case TableKind::loans: return make_loan_taker(place);
    case TableKind::numbers: break;  // taken as a whole, by import_numbers
    }
    return nullptr;
}

/// Numbers that the list brings are taken before any is assigned, since none of the next ones may be among them, and one
/// after the other, whatever the order of the list: a leap is one that the whole list leaves.
void put_numbers_first(NamedTable& table)
{
    const auto rest =
        std::ranges::stable_partition(table.rows, [&](const CsvRow& row) { return !table.cell(row, "code").empty(); });
    const auto place_of = [&](const CsvRow& row) {
        const auto code = ReferenceCode::parse(table.cell(row, "code"));
        const auto number = code.ok() ? last_number(*code) : std::nullopt;
        return number ? std::pair(number->scope, number->serial) : std::pair(std::string(), std::int64_t{0});
    };
    std::ranges::stable_sort(table.rows.begin(), rest.begin(), {}, place_of);
}

/// What must come first, wherever it stands in the list.
void put_in_order(NamedTable& table, TableKind kind)
{
    if (kind == TableKind::categories) put_parents_first(table);
    if (kind == TableKind::records && table.has("code")) put_numbers_first(table);
}

/// Some bring a printed list, whose columns are those of its form.
Error told_what_is_read(Error problem, TableKind kind)
{
    if (kind != TableKind::records || problem.hint.en.empty()) return problem;
    problem.hint.en +=
        " fonds export records writes a list that is read again; of the printed lists contents and catalogues are.";
    problem.hint.zh += "可重新导入的清单由 fonds export records 导出;打印清单中卷内文件目录和归档文件目录可以导入。";
    return problem;
}

/// Numbers are taken as `fonds number import` takes them: all at once.
Result<ImportSummary> import_numbers(Archive& archive, const ImportRequest& request, ImportObserver& observer)
{
    TRY_ASSIGN(const NumberReport report,
               NumberBook(archive).import({request.list, {}, request.dry_run, request.all_or_nothing, request.leap}));
    ImportSummary summary;
    summary.done = !request.dry_run && !(request.all_or_nothing && report.problems > 0);
    for (const NumberRow& row : report.rows) {
        ImportedRow told;
        told.line = row.line;
        told.thing = row.code;
        told.merged_into = row.merged_into;
        told.problem = row.problem;
        switch (row.status) {
        case NumberRowStatus::reserved:
        case NumberRowStatus::made_void:
        case NumberRowStatus::ended: told.fate = RowFate::added; break;
        case NumberRowStatus::already:
        case NumberRowStatus::in_use: told.fate = RowFate::unchanged; break;
        case NumberRowStatus::unusable: break;
        }
        if (row.odd) told.remark = say("{} is not in the form of {}", "{} 不合门类 {} 的模板", {row.code, row.category});
        if (!row.unmeant.empty()) told.remark = unmeant_retention_text(row.code, row.unmeant);
        (told.fate == RowFate::added       ? summary.added
         : told.fate == RowFate::unchanged ? summary.unchanged
                                           : summary.failed) += 1;
        observer.row(told);
    }
    return summary;
}

}  // namespace

Result<ImportSummary> Importing::run(const ImportRequest& request, ImportObserver& observer)
{
    if (request.kind == TableKind::numbers) return import_numbers(archive_, request, observer);
    const auto columns = columns_of(request.kind);
    const auto needed = needed_columns(request.kind);
    auto read = read_named_table(request.list, columns, needed);
    if (!read.ok()) return told_what_is_read(std::move(read).error(), request.kind);
    NamedTable table = std::move(*read);
    put_in_order(table, request.kind);
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    const ImportPlace place{archive_, state_, table, request, state_.stamp()};
    const auto taker = taker_for(place);
    TRY_ASSIGN(ImportSummary summary, ImportRun(place, *taker, observer).run());
    taker->sum_up(summary);
    if (const auto left = state_.objects->left_over_batches(); left.ok()) summary.left_over = *left;
    const auto owing = taker->owing();
    if (owing.empty() || summary.interrupted || !request.drain) return summary;
    DrainRequest drain;
    drain.records = owing;
    auto drained = drain_outbox(state_, drain, observer);
    if (!drained.ok())
        summary.index_problem = std::move(drained).error();
    else if (drained->problem)
        summary.index_problem = std::move(drained->problem);
    return summary;
}

}  // namespace fonds
