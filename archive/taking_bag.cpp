// SPDX-License-Identifier: GPL-3.0-or-later
// A whole archive comes in from a BagIt bag.
#include "archive/taking_bag.hpp"

#include <map>
#include <set>

#include "archive/bag_check.hpp"
#include "archive/bagging.hpp"
#include "archive/csv.hpp"
#include "archive/drain.hpp"
#include "archive/merges_left.hpp"
#include "archive/open_below.hpp"
#include "archive/place_outside.hpp"
#include "archive/record_taking.hpp"
#include "archive/taken_facts.hpp"
#include "schema/catalog/places.hpp"
#include "schema/model/sheet.hpp"

namespace fonds {

namespace {

class BagTaking {
public:
    BagTaking(Archive& archive, Archive::State& state, std::string directory, BagParts parts, bool dry_run,
              BagObserver& observer)
        : archive_(archive), state_(state), directory_(std::move(directory)), parts_(parts), dry_run_(dry_run),
          observer_(observer)
    {
    }

    Result<BagSummary> run()
    {
        std::uint64_t read = 0;
        TRY_ASSIGN(bag_, check_bag(directory_, [&](std::uint64_t bytes, std::uint64_t total) -> Result<void> {
                       observer_.progress(Phase::verifying, read += bytes, total);
                       if (!observer_.stop_requested()) return {};
                       return error(ErrorKind::interrupted, say("Stopped", "已中断"));
                   }));
        for (const Error& each : bag_.damaged) tell(each);
        for (const auto& [path, size] : bag_.payload) total_ += size;
        if (!dry_run_) {
            auto done = take_all();
            if (!done.ok() && done.error().kind != ErrorKind::interrupted) return std::move(done).error();
            summary_.rows.interrupted = !done.ok();
            if (done.ok()) TRY(settle());
            return std::move(summary_);
        }
        // All of it in one transaction that is undone.
        const Error undone = error(ErrorKind::refused, say("Nothing is to be changed", "不作更改"));
        bool whole = false;
        auto done = state_.catalog.transaction([&]() -> Result<void> {
            TRY(take_all());
            whole = true;
            return undone;
        });
        if (!whole && done.error().kind != ErrorKind::interrupted) return std::move(done).error();
        summary_.rows.interrupted = !whole;
        summary_.rows.done = false;
        return std::move(summary_);
    }

private:
    void tell(const Error& problem)
    {
        ++summary_.problems;
        observer_.problem(problem);
    }

    void add(const ImportSummary& part)
    {
        ImportSummary& all = summary_.rows;
        all.added += part.added;
        all.changed += part.changed;
        all.unchanged += part.unchanged;
        all.merged += part.merged;
        all.failed += part.failed;
        all.interrupted = all.interrupted || part.interrupted;
    }

    Result<void> take_all()
    {
        TRY_ASSIGN(const Tallies tallies, state_.catalog.tallies());
        fresh_ = tallies.records == 0;
        TakenFacts facts(archive_, state_, [&](const Error& problem) { tell(problem); });
        std::set<std::string> own;
        if (!fresh_) {
            TRY_ASSIGN(const auto categories, state_.catalog.categories());
            for (const Category& each : categories) own.insert(each.code);
        }
        TRY(take_table(TableKind::categories, "code"));
        if (parts_ == BagParts::whole_archive) TRY(take_table(TableKind::locations, "address"));
        TRY(take_table(TableKind::folders, "category", "number"));
        TRY(take_table(TableKind::parties, "name"));
        if (parts_ == BagParts::of_a_volume) return take_volume(facts, own);
        TRY_ASSIGN(const std::string rules, read_tag_file(directory_, "metadata/rules.csv"));
        TRY(facts.take_rules(rules, fresh_));
        TRY(take_records());
        TRY(close_folders());
        TRY(take_papers());
        TRY(take_table(TableKind::loans, "paper"));
        TRY_ASSIGN(const std::string numbers, read_tag_file(directory_, "metadata/numbers.json"));
        TRY(facts.take_numbers(numbers));
        TRY_ASSIGN(const std::string retention, read_tag_file(directory_, "metadata/retention.json"));
        return facts.take_retention(retention);
    }

    /// How long its records are kept comes with them, the rules first: nothing is to be kept shorter in silence.
    Result<void> take_volume(TakenFacts& facts, const std::set<std::string>& own)
    {
        const auto text_of = [&](const std::string& name) -> Result<std::string> {
            auto text = read_tag_file(directory_, name);
            // Volumes that were sealed before these were written have none.
            if (!text.ok() && text.error().kind == ErrorKind::not_found) return std::string();
            return text;
        };
        TRY_ASSIGN(const std::string rules, text_of("metadata/rules.csv"));
        TRY_ASSIGN(const std::string retention, text_of("metadata/retention.json"));
        std::vector<Error> differing;
        if (!rules.empty()) {
            TRY_ASSIGN(differing, facts.take_missing_rules(rules));
        }
        if (!retention.empty()) {
            TRY_ASSIGN(const auto missing, facts.take_assignments(retention, own));
            differing.insert(differing.end(), missing.begin(), missing.end());
        }
        const auto before = summary_.rows.added;
        TRY(take_records());
        if (summary_.rows.added != before)
            for (const Error& each : differing) tell(each);
        TRY(close_folders());
        return retention.empty() ? Result<void>() : facts.take_events(retention);
    }

    /// Is that thing here already, in an archive that had records of its own?
    bool stays(TableKind kind, const std::string& first, const std::string& second)
    {
        if (kind == TableKind::loans) return !taken_.contains(first) && first.find('/') == std::string::npos;
        if (fresh_) return false;
        if (kind == TableKind::categories) return state_.catalog.category(first).ok();
        if (kind == TableKind::folders) return state_.catalog.folder(first, second).ok();
        if (kind == TableKind::parties) return state_.catalog.party(first).ok();
        if (kind == TableKind::locations) return Places(state_.catalog).location(first).ok();
        return false;
    }

    /// The rows of a table for which `wanted` holds, with those columns alone (empty: all).
    Result<std::string> rows_of(TableKind kind, std::string_view first, std::string_view second,
                                const std::function<bool(const std::string&, const std::string&)>& wanted,
                                const std::set<std::string>& columns = {})
    {
        TRY_ASSIGN(const std::string text, read_tag_file(directory_, "metadata/" + std::string(name_of(kind)) + ".csv"));
        std::string_view bytes = text;
        if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
        const CsvTable table = parse_csv(bytes, ',');
        if (table.rows.empty() || table.open_quote != 0)
            return error(ErrorKind::bad_input, say("Not a table: {}", "不是有效的表:{}", {name_of(kind)}));
        const auto& head = table.rows.front().cells;
        const auto cell = [&](const CsvRow& row, std::string_view name) {
            for (std::size_t i = 0; i < head.size() && i < row.cells.size(); ++i)
                if (head[i] == name) return std::string(unmarked_text(row.cells[i]));
            return std::string();
        };
        std::string kept(byte_order_mark);
        for (const CsvRow& row : table.rows) {
            const bool is_head = &row == &table.rows.front();
            if (!is_head && !wanted(cell(row, first), second.empty() ? std::string() : cell(row, second))) continue;
            std::vector<std::string> cells;
            for (std::size_t i = 0; i < head.size(); ++i)
                if (columns.empty() || columns.contains(head[i]))
                    cells.push_back(i < row.cells.size() ? row.cells[i] : std::string());
            kept += csv_row(cells);
        }
        return kept;
    }

    Result<void> import(TableKind kind, const std::string& list)
    {
        ImportRequest request;
        request.kind = kind;
        request.list = list;
        request.directory = directory_;
        request.drain = false;
        request.forced = taken_as_it_was;
        TRY_ASSIGN(const ImportSummary part, Importing(archive_).run(request, observer_));
        add(part);
        if (part.interrupted) return error(ErrorKind::interrupted, say("Stopped", "已中断"));
        return {};
    }

    Result<void> take_table(TableKind kind, std::string_view first, std::string_view second = {})
    {
        observer_.begins(name_of(kind));
        TRY_ASSIGN(const std::string list,
                   rows_of(kind, first, second, [&](const auto& one, const auto& two) { return !stays(kind, one, two); }));
        return import(kind, list);
    }

    Result<void> take_records()
    {
        observer_.begins("records");
        TRY_ASSIGN(const std::string list, read_tag_file(directory_, "metadata/records.json"));
        RecordTakingOptions options;
        options.dry_run = dry_run_;
        options.open = [&](const std::string& path) { return open_below(directory_, path); };
        options.read = [&](std::uint64_t bytes) { observer_.progress(Phase::copying, done_ += bytes, total_); };
        RecordTaking taking(state_, options, observer_);
        auto all = each_bagged_record(list, [&](std::size_t number, Result<BaggedRecord> record) -> Result<void> {
            if (!record.ok()) {
                taking.tell_failed(number, std::move(record).error());
                return {};
            }
            const RecordMetadata& said = record->facts.metadata;
            taken_.insert(record->facts.code->text());
            if (!said.folder.empty()) folders_.insert({said.category, said.folder});
            ComingRecord coming{std::move(*record), number, true};
            return taking.take(std::move(coming));
        });
        if (all.ok()) all = taking.finish();
        add(taking.summary());
        return all;
    }

    /// Folders were made open, for their records to come in; those that were closed are closed now, once those are there.
    Result<void> close_folders()
    {
        TRY_ASSIGN(const std::string list, rows_of(TableKind::folders, "category", "number",
                                                   [&](const auto& one, const auto& two) {
                                                       return folders_.contains({one, two});
                                                   },
                                                   {"category", "number", "open", "reason", "records"}));
        observer_.begins("folders");
        return import(TableKind::folders, list);
    }

    /// Where folders stand; a record's own place came with it.
    Result<void> take_papers()
    {
        observer_.begins("papers");
        Places places(state_.catalog);
        TRY_ASSIGN(const std::string list, rows_of(TableKind::papers, "paper", {}, [&](const auto& one, const auto&) {
                       const auto name = PaperName::parse(one);
                       if (!name.ok() || !name->is_folder()) return false;
                       const auto at = places.whereabouts(*name);
                       return at.ok() && at->location.empty() && !at->loan;
                   }));
        return import(TableKind::papers, list);
    }

    /// Searches, and holds that a query has, follow what came in.
    Result<void> settle()
    {
        TRY(state_.catalog.log("archive.taken_over", state_.catalog.identity().code,
                               Json::object()
                                   .set("added", static_cast<std::uint64_t>(summary_.rows.added))
                                   .set("unchanged", static_cast<std::uint64_t>(summary_.rows.unchanged))
                                   .set("failed", static_cast<std::uint64_t>(summary_.rows.failed))
                                   .dump(),
                               state_.stamp()));
        auto drained = drain_outbox(state_, DrainRequest{}, observer_);
        if (!drained.ok())
            summary_.rows.index_problem = std::move(drained).error();
        else
            summary_.rows.index_problem = std::move(drained->problem);
        if (const auto left = state_.objects->left_over_batches(); left.ok()) summary_.rows.left_over = *left;
        return {};
    }

    Archive& archive_;
    Archive::State& state_;
    std::string directory_;
    BagParts parts_;
    bool dry_run_;
    BagObserver& observer_;
    CheckedBag bag_;
    BagSummary summary_;
    bool fresh_ = false;
    std::set<std::string> taken_;  ///< codes of the records in the bag
    std::set<std::pair<std::string, std::string>> folders_;
    std::uint64_t done_ = 0, total_ = 0;
};

}  // namespace

Result<BagSummary> BagBook::read(const std::string& given, bool dry_run, BagObserver& observer)
{
    TRY_ASSIGN(const std::string directory, place_outside(given, state_.layout));
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    TRY_ASSIGN(BagSummary summary, BagTaking(archive_, state_, directory, BagParts::whole_archive, dry_run, observer).run());
    if (dry_run || summary.rows.interrupted) return summary;
    // An adoption that is under way does its own.
    const auto merged = finish_merges(archive_, state_, Archive::State::Turn::now, observer);
    if (!merged.ok() && merged.error().kind != ErrorKind::locked) {
        ++summary.problems;
        observer.problem(merged.error());
    }
    if (merged.ok() && merged->problem) {
        ++summary.problems;
        observer.problem(*merged->problem);
    }
    return summary;
}

Result<BagSummary> take_bag(Archive& archive, Archive::State& state, const std::string& directory, BagParts parts,
                            BagObserver& observer)
{
    return BagTaking(archive, state, directory, parts, false, observer).run();
}

}  // namespace fonds
