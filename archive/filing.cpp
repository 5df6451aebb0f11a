// SPDX-License-Identifier: GPL-3.0-or-later
// Filing: stage while hashing → duplicate check → publish → one transaction → drain the outbox.
#include "archive/filing.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <unordered_set>

#include "archive/drain.hpp"
#include "archive/grading.hpp"
#include "archive/known_bytes.hpp"
#include "archive/source_file.hpp"
#include "archive/state.hpp"
#include "archive/store/source_walk.hpp"
#include "indexer/text/fold.hpp"

namespace fonds {

namespace {

/// One run of Archive::file: batches of items, each staged, published and entered together.
class FilingRun {
public:
    FilingRun(Archive::State& state, const std::vector<FilingItem>& items, const FilingOptions& options,
              WorkObserver& observer)
        : state_(state), items_(items), options_(options), observer_(observer)
    {
    }

    FilingSummary run()
    {
        std::size_t next = 0;
        while (next < items_.size() && !stopped()) {
            const auto done = file_batch(next);
            // The disk or the database is at fault, so the run ends here, but nobody may be left without an answer.
            if (!done.ok())
                for (; next < items_.size(); ++next) fail(next, done.error());
        }
        summary_.interrupted = summary_.interrupted || next < items_.size();
        index_filed();
        return summary_;
    }

private:
    struct Staged {
        std::size_t item;
        StagedObject object;
    };

    bool stopped()
    {
        summary_.interrupted = summary_.interrupted || observer_.stop_requested();
        return summary_.interrupted;
    }

    void fail(std::size_t item, Error problem)
    {
        const bool duplicate = problem.kind == ErrorKind::duplicate;
        FilingOutcome outcome;
        outcome.item = item;
        outcome.status = duplicate ? FilingStatus::duplicate : FilingStatus::failed;
        if (auto code = ReferenceCode::parse(problem.where); duplicate && code.ok()) outcome.code = *code;
        outcome.problem = std::move(problem);
        ++(duplicate ? summary_.duplicates : summary_.failed);
        observer_.filed(outcome);
    }

    /// Tells every item before `next`; an error is about more than this batch.
    Result<void> file_batch(std::size_t& next)
    {
        TRY_ASSIGN(const auto intake, state_.objects->begin_intake());
        std::vector<Staged> staged;
        std::uint64_t bytes = 0;
        while (next < items_.size() && staged.size() < options_.batch_items && bytes < options_.batch_bytes && !stopped()) {
            // Standard input may wait for a person: what came before must not wait with it.
            if (items_[next].path == "-" && !staged.empty()) break;
            const std::size_t item = next++;
            auto object = stage(*intake, items_[item]);
            if (!object.ok()) {
                fail(item, std::move(object).error());
                continue;
            }
            bytes += object->size;
            staged.push_back({item, std::move(*object)});
            observer_.progress(Phase::filing, next, items_.size());
        }
        if (staged.empty()) return {};
        auto entered = enter(*intake, staged);
        for (const auto& each : staged) fail(each.item, entered.error());  // what is left of it is not in the catalog
        return entered;
    }

    Result<StagedObject> stage(Intake& intake, const FilingItem& item)
    {
        TRY_ASSIGN(const Fd source, open_source(item.path, state_.layout));
        TRY_ASSIGN(StagedObject object, intake.add(source, item.path));
        Result<void> verdict = judge(object, item);
        if (verdict.ok())
            verdict = about_category(state_.catalog.check_new(described(item.metadata, item.path), item.code, options_.leap),
                                     item.metadata);
        if (verdict.ok()) return object;
        static_cast<void>(intake.discard(object));  // out of the batch in any case
        return std::move(verdict).error();
    }

    Result<void> judge(const StagedObject& object, const FilingItem& item)
    {
        if (object.size == 0)
            return error(ErrorKind::bad_input, say("The file is empty", "文件为空"))
                .with_hint(say("There is nothing to keep: scan or save it again.", "没有可归档的内容:请重新扫描或保存。"))
                .at(item.path);
        if (options_.duplicates == Duplicates::allowed) return {};
        return refuse_known_bytes(state_.catalog, object.digest);
    }

    /// Takes out of `staged` all that is told: what has entered the catalog, and items with a problem of their own. When it
    /// fails, nothing that is left is in the catalog.
    Result<void> enter(Intake& intake, std::vector<Staged>& staged)
    {
        TRY_ASSIGN(const auto damaged, intake.publish());
        std::unordered_set<Digest> restored;
        for (const auto& object : damaged) {
            if (!object.problem)
                restored.insert(object.digest);
            else
                std::erase_if(staged, [&](const Staged& each) {
                    if (each.object.digest != object.digest) return false;
                    fail(each.item, *object.problem);
                    return true;
                });
        }
        const Stamp stamp = state_.stamp();
        Result<void> entered;
        std::size_t done = 0;
        for (std::size_t step = staged.size(); done < staged.size();) {
            const auto part = std::span<const Staged>(staged).subspan(done, std::min(step, staged.size() - done));
            entered = enter_part(part, restored, stamp);
            if (entered.ok())
                done += part.size();
            else if (entered.error().kind == ErrorKind::io && part.size() > 1)
                step = part.size() / 2;  // the disk may have room for a smaller transaction; all bytes are durable by now
            else
                break;
        }
        if (entered.ok()) forget_intent(intake, staged);
        staged.erase(staged.begin(), staged.begin() + static_cast<std::ptrdiff_t>(done));
        return entered;
    }

    /// One transaction: all of `part` enters the catalog, or nothing does.
    Result<void> enter_part(std::span<const Staged> part, const std::unordered_set<Digest>& restored, const Stamp& stamp)
    {
        std::vector<FilingOutcome> filed;
        std::vector<std::pair<std::size_t, Error>> refused;
        std::vector<std::pair<RecordId, std::size_t>> ids;
        TRY(state_.catalog.transaction([&]() -> Result<void> {
            std::unordered_set<Digest> logged;
            for (const auto& each : part) {
                if (restored.contains(each.object.digest) && logged.insert(each.object.digest).second)
                    TRY(state_.catalog.log("object.restored", each.object.digest.hex(), "{}", stamp));
                auto record = enter_one(each, stamp);
                if (record.ok()) {
                    FilingOutcome outcome;
                    outcome.item = each.item;
                    outcome.code = record->code;
                    outcome.restored = restored.contains(each.object.digest);
                    outcome.numbers_left = record->numbers_left;
                    filed.push_back(std::move(outcome));
                    ids.emplace_back(record->id, each.item);
                } else if (is_about_item(record.error().kind)) {
                    refused.emplace_back(each.item, std::move(record).error());
                } else {
                    return std::move(record).error();
                }
            }
            return {};
        }));
        for (const auto& outcome : filed) observer_.filed(outcome);
        for (auto& [item, problem] : refused) fail(item, std::move(problem));
        summary_.filed += filed.size();
        ids_.insert(ids.begin(), ids.end());
        return {};
    }

    /// The records are durable by now, so no failure here may call them not filed: an intent that stays is swept by repair.
    /// It has to stay when bytes were published for a record that was refused at the last moment.
    void forget_intent(Intake& intake, const std::vector<Staged>& staged)
    {
        if (const auto all_known = all_in_catalog(staged); all_known.ok() && *all_known) static_cast<void>(intake.finish());
    }

    Result<bool> all_in_catalog(const std::vector<Staged>& staged)
    {
        for (const auto& each : staged) {
            TRY_ASSIGN(const auto known, state_.catalog.object(each.object.digest));
            if (!known) return false;
        }
        return true;
    }

    /// Errors that speak of one item; any other is about the catalog itself.
    static bool is_about_item(ErrorKind kind)
    {
        return kind == ErrorKind::usage || kind == ErrorKind::not_found || kind == ErrorKind::duplicate ||
               kind == ErrorKind::refused || kind == ErrorKind::bad_input || kind == ErrorKind::fixity;
    }

    Result<FiledRecord> enter_one(const Staged& staged, const Stamp& stamp)
    {
        const FilingItem& item = items_[staged.item];
        NewRecord record;
        record.metadata = described(item.metadata, item.path);
        record.duplicates = options_.duplicates;
        record.code = item.code;
        record.leap = options_.leap;
        record.year = state_.filing_year(stamp.at);
        record.day = Date::of(stamp.at, state_.config.time_zone_minutes);
        TRY_ASSIGN(const Category category, state_.catalog.category(record.metadata.category));
        record.metadata.category = category.code;
        if (record.metadata.amount && record.metadata.currency.empty()) record.metadata.currency = state_.config.currency;
        if (!item.grade_given) {
            TRY_ASSIGN(record.metadata.grade, grade_by_rules(state_.catalog, category, record.metadata));
        }
        record.new_party_initials = pinyin_initials(record.metadata.party);
        record.original.digest = staged.object.digest;
        record.original.size = staged.object.size;
        record.original.file_name = item.path == "-" ? "" : file_name_of(item.path);
        record.original.media_type = media_type_of(staged.object.head, record.original.file_name);
        if (!has_text_reader(record.original.media_type)) record.original.text = TextState::none;
        return state_.catalog.file_record(record, stamp);
    }

    /// What is filed is filed: whatever fails here is told with the summary.
    void index_filed()
    {
        if (ids_.empty()) return;
        if (summary_.interrupted) {
            summary_.text_pending = ids_.size();
            return;
        }
        DrainRequest request;
        for (const auto& [id, item] : ids_) request.records.push_back(id);
        request.password = options_.password;
        request.tell = [&](RecordId id, TextState state, const std::string& note) { tell(id, state, note); };
        auto drained = drain_outbox(state_, request, observer_);
        summary_.index_problem = drained.ok() ? std::move(drained->problem) : std::optional(std::move(drained).error());
        summary_.interrupted = summary_.interrupted || observer_.stop_requested();
        tell_the_rest();
    }

    void tell(RecordId id, TextState state, const std::string& note)
    {
        const auto at = ids_.find(id);
        if (at == ids_.end()) return;  // somebody else's record
        if (state == TextState::failed || state == TextState::encrypted) ++summary_.without_text;
        if (state == TextState::needs_ocr) ++summary_.needs_ocr;
        if (state == TextState::pending) ++summary_.text_pending;
        observer_.text_read(at->second, state, note);
        ids_.erase(at);
    }

    /// Those of our records that another process indexed, or that nobody has yet.
    void tell_the_rest()
    {
        std::vector<RecordId> rest;
        for (const auto& [id, item] : ids_) rest.push_back(id);
        for (const auto id : rest) {
            auto text = text_of(id);
            if (!text.ok() && !summary_.index_problem) summary_.index_problem = text.error();
            if (text.ok())
                tell(id, text->first, text->second);
            else
                tell(id, TextState::pending, {});
        }
    }

    Result<std::pair<TextState, std::string>> text_of(RecordId id)
    {
        TRY_ASSIGN(const bool owed, state_.catalog.owes({id}));
        if (owed) return std::pair(TextState::pending, std::string());
        TRY_ASSIGN(const Record record, state_.catalog.record(id));
        if (record.components.empty()) return std::pair(TextState::none, std::string());
        return std::pair(record.components.front().text, record.components.front().text_note);
    }

    Archive::State& state_;
    const std::vector<FilingItem>& items_;
    const FilingOptions& options_;
    WorkObserver& observer_;
    FilingSummary summary_;
    std::map<RecordId, std::size_t> ids_;
};

}  // namespace

Result<FilingSummary> Archive::file(const std::vector<FilingItem>& items, const FilingOptions& options,
                                    WorkObserver& observer)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    return FilingRun(*state_, items, options, observer).run();
}

}  // namespace fonds
