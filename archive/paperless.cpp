// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/paperless.hpp"

#include <algorithm>
#include <filesystem>

#include "archive/bag_check.hpp"
#include "archive/drain.hpp"
#include "archive/grading.hpp"
#include "archive/open_below.hpp"
#include "archive/paperless_manifest.hpp"
#include "archive/record_taking.hpp"
#include "archive/state.hpp"

namespace fonds {

namespace {

/// A text as one line, for a tag or a title.
std::string one_line(std::string text)
{
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; }, ' ');
    return text;
}

void add_line(std::string& note, const std::string& line)
{
    if (!line.empty()) note += (note.empty() ? "" : "\n") + line;
}

class PaperlessTaking {
public:
    PaperlessTaking(Archive::State& state, const PaperlessRequest& request, ImportObserver& observer)
        : state_(state), request_(request), observer_(observer)
    {
    }

    Result<ImportSummary> run()
    {
        TRY(read_manifests());
        TRY(find_categories());
        RecordTakingOptions options;
        options.dry_run = request_.dry_run;
        options.open = [&](const std::string& path) { return open_below(folder_, path); };
        RecordTaking taking(state_, options, observer_);
        const Error undone = error(ErrorKind::refused, say("Nothing is to be changed", "不作更改"));
        bool whole = false;
        const auto all = [&]() -> Result<void> {
            TRY(take_all(taking));
            TRY(taking.finish());
            whole = true;
            return request_.dry_run ? Result<void>(undone) : Result<void>();
        };
        auto done = request_.dry_run ? state_.catalog.transaction(all) : all();
        if (!whole && done.error().kind != ErrorKind::interrupted) return std::move(done).error();
        ImportSummary summary = taking.summary();
        summary.interrupted = !whole;
        summary.done = !request_.dry_run;
        if (request_.dry_run) return summary;
        if (const auto left = state_.objects->left_over_batches(); left.ok()) summary.left_over = *left;
        if (taking.owing().empty() || summary.interrupted) return summary;
        DrainRequest drain;
        drain.records = taking.owing();
        auto drained = drain_outbox(state_, drain, observer_);
        summary.index_problem = drained.ok() ? std::move(drained->problem) : std::optional(std::move(drained).error());
        return summary;
    }

private:
    Result<void> read_manifests()
    {
        namespace fs = std::filesystem;
        std::error_code unknown;
        const fs::path given(request_.path);
        const bool is_folder = fs::is_directory(given, unknown);
        folder_ = is_folder ? given.string() : given.has_parent_path() ? given.parent_path().string() : ".";
        const std::string name = is_folder ? "manifest.json" : given.filename().string();
        TRY_ASSIGN(const std::string text, read_tag_file(folder_, name));
        TRY(about(manifest_.add(text), name));
        // With --split-manifest each document has one of its own, anywhere below.
        std::vector<std::string> parts;
        std::error_code failure;
        for (auto at = fs::recursive_directory_iterator(folder_, failure);
             !failure && at != fs::recursive_directory_iterator(); at.increment(failure))
            if (at->path().filename().string().ends_with("-manifest.json"))
                parts.push_back(fs::relative(at->path(), folder_, unknown).string());
        std::ranges::sort(parts);
        for (const auto& part : parts) {
            TRY_ASSIGN(const std::string piece, read_tag_file(folder_, part));
            TRY(about(manifest_.add(piece), part));
        }
        return {};
    }

    static Result<void> about(Result<void> done, const std::string& name)
    {
        if (done.ok()) return done;
        return std::move(done).error().at(name);
    }

    Result<void> find_categories()
    {
        TRY_ASSIGN(const Category fallback, state_.catalog.category(request_.category));
        categories_.emplace("", fallback);
        for (const auto& [type, code] : request_.types) {
            TRY_ASSIGN(Category category, state_.catalog.category(code));
            categories_.emplace(type, std::move(category));
        }
        return {};
    }

    Result<void> take_all(RecordTaking& taking)
    {
        std::size_t number = 0;
        return manifest_.each([&](Result<PaperlessDocument> document) -> Result<void> {
            ++number;
            observer_.progress(Phase::filing, number, manifest_.documents());
            auto coming = document.ok() ? record_of(*document) : Result<ComingRecord>(std::move(document).error());
            if (!coming.ok()) {
                Error problem = std::move(coming).error();
                if (document.ok()) problem.where = document->title.empty() ? document->file : document->title;
                taking.tell_failed(number, std::move(problem));
                return {};
            }
            coming->number = number;
            return taking.take(std::move(*coming));
        });
    }

    Result<ComingRecord> record_of(const PaperlessDocument& document)
    {
        ComingRecord coming;
        coming.digests_known = false;
        RecordMetadata& said = coming.facts.metadata;
        said.title = one_line(document.title.empty() ? document.original_name : document.title);
        said.party = one_line(document.correspondent);
        const auto mapped = categories_.find(document.type);
        const Category& category = mapped != categories_.end() ? mapped->second : categories_.at("");
        said.category = category.code;
        for (const auto& tag : document.tags) said.tags.push_back(one_line(tag));
        if (mapped == categories_.end()) said.tags.push_back(one_line(document.type));
        if (document.serial) said.tags.push_back("ASN-" + std::to_string(*document.serial));
        std::ranges::sort(said.tags);
        if (!document.created.empty()) {
            TRY_ASSIGN(said.date, Date::parse(document.created));
        }
        for (const auto& note : document.notes) add_line(said.note, note);
        for (const auto& [name, value] : document.fields) add_line(said.note, name + ": " + value);
        for (std::size_t i = 0; i < document.amounts.size(); ++i) {
            const auto& [name, money] = document.amounts[i];
            const std::string currency = money.currency.empty() ? state_.config.currency : money.currency;
            if (i == 0) {
                said.amount = money.amount;
                said.currency = currency;
            } else {
                add_line(said.note, name + ": " + currency + " " + money.amount.text());
            }
        }
        // It is no day of filing: that was in no archive, and would start periods and choose the year of its number.
        if (!document.added.empty()) {
            const auto day = day_of_moment(document.added, state_.config.time_zone_minutes);
            add_line(said.note,
                     "added to paperless-ngx 加入 paperless-ngx: " + (day ? day->text() : one_line(document.added)));
        }
        if (!document.storage_path.empty()) add_line(said.note, "paperless-ngx: " + document.storage_path);
        TRY_ASSIGN(said.grade, grade_by_rules(state_.catalog, category, said));
        NewComponent original;
        original.file_name = document.original_name.empty() ? document.file : document.original_name;
        coming.components.push_back({original, document.file});
        coming.checksums = {document.checksum, document.archive_checksum};
        if (!document.archive_file.empty()) {
            NewComponent derivative;
            derivative.role = ComponentRole::derivative;
            derivative.file_name = document.archive_file;
            coming.components.push_back({derivative, document.archive_file});
        }
        return coming;
    }

    Archive::State& state_;
    const PaperlessRequest& request_;
    ImportObserver& observer_;
    std::string folder_;
    PaperlessManifest manifest_;
    std::map<std::string, Category> categories_;  ///< by document type; empty: the one for the rest
};

}  // namespace

Result<ImportSummary> PaperlessBook::import(const PaperlessRequest& request, ImportObserver& observer)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    return PaperlessTaking(state_, request, observer).run();
}

}  // namespace fonds
