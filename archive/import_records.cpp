// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of records: new ones with a file or of paper alone, and changes to those that are there.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "archive/folder_ranks.hpp"
#include "archive/grading.hpp"
#include "archive/import_run.hpp"
#include "archive/known_bytes.hpp"
#include "archive/listed_files.hpp"
#include "archive/number_book.hpp"
#include "archive/page_ends.hpp"
#include "archive/record_row.hpp"
#include "archive/source_file.hpp"
#include "archive/store/source_walk.hpp"
#include "archive/table_columns.hpp"
#include "indexer/text/fold.hpp"
#include "schema/catalog/doubles.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/places.hpp"

namespace fonds {

namespace {

class RecordTaker final : public RowTaker {
public:
    explicit RecordTaker(const ImportPlace& place)
        : place_(place), catalog_(place.state.catalog), places_(place.state.catalog), files_(place), ranks_(place),
          page_ends_(page_ends(place.table))
    {
    }

    Result<void> prepare(std::span<const CsvRow> rows) override { return files_.prepare(rows); }
    bool needs_trial() const override { return files_.needs_trial(); }
    Result<void> tried(const std::set<std::size_t>& failed) override
    {
        begin_again();
        return files_.tried(failed);
    }
    Result<void> before_commit() override
    {
        TRY(ranks_.put());
        return files_.before_commit();
    }

    Result<ImportedRow> take(const CsvRow& row) override
    {
        // Where a record stands in its folder follows from the order there; 卷内排序 says a place by hand.
        items_passed_over_ = items_passed_over_ || (!cell(row, "item").empty() && cell(row, "position").empty());
        TRY_ASSIGN(const ListedFile* const file, files_.of(row));
        TRY_ASSIGN(const auto location, location_of(row));
        TRY(refuse_same_files(row, file));
        forget_told(row, file);
        const std::string_view code = cell(row, "code");
        if (!code.empty()) {
            TRY_ASSIGN(const ReferenceCode wanted, ReferenceCode::parse(code));
            TRY(refuse_second(wanted, row));
            auto known = catalog_.record(wanted);
            if (known.ok()) return change(row, *known, file, location);
            if (known.error().kind != ErrorKind::not_found) return std::move(known).error();
            return add(row, wanted, file, location);
        }
        if (file != nullptr) {
            TRY_ASSIGN(const auto known, record_of(file->object.digest));
            const CsvRow* const first = told_before(*file);
            if (known && first != nullptr) return tell_again(row, *first, *known, *file, location);
            if (known) return change(row, *known, file, location);
        }
        return add(row, std::nullopt, file, location);
    }

    void ended(bool committed) override
    {
        if (committed || place_.request.dry_run || place_.request.all_or_nothing) without_files_ += without_files_here_;
        if (committed) {
            owing_.insert(owing_.end(), touched_.begin(), touched_.end());
            known_.keep();
        }
        begin_again();
        files_.ended(committed);
    }

    void sum_up(ImportSummary& summary) const override
    {
        summary.without_files = without_files_;
        summary.items_passed_over = items_passed_over_;
    }

    std::vector<RecordId> owing() const override { return owing_; }

private:
    /// What has been taken since the last commit was undone.
    void begin_again()
    {
        known_.undo();
        touched_.clear();
        ranks_.forget();
        without_files_here_ = 0;
    }

    std::string_view cell(const CsvRow& row, std::string_view name) const { return place_.table.cell(row, name); }

    /// Of two rows about one record nobody knows which holds.
    Result<void> refuse_second(const ReferenceCode& code, const CsvRow& row)
    {
        const std::size_t first = lines_.try_emplace(code.text(), row.line).first->second;
        if (first == row.line) return {};
        return error(ErrorKind::bad_input, say("{} stands in the list twice, first in line {}",
                                               "{} 在清单中出现两次,首次在第 {} 行", {code.text(), first}))
            .with_hint(say("Leave one of the rows out.", "请删去其中一行。"))
            .at(code.text());
    }

    /// The row that told of the same bytes before; null: none did, or it failed.
    const CsvRow* told_before(const ListedFile& file) const
    {
        const auto at = told_files_.find(file.object.digest.hex());
        return at == told_files_.end() ? nullptr : at->second;
    }
    void remember_told(const CsvRow& row, const ListedFile* file)
    {
        if (file != nullptr) told_files_.try_emplace(file->object.digest.hex(), &row);
    }
    /// The row comes again, and may fail now.
    void forget_told(const CsvRow& row, const ListedFile* file)
    {
        if (file != nullptr && told_before(*file) == &row) told_files_.erase(file->object.digest.hex());
    }

    bool says_the_same(const CsvRow& row, const CsvRow& first) const
    {
        return std::ranges::all_of(place_.table.names, [&](std::string_view name) {
            return name.empty() || name == "path" || place_.table.cell(row, name) == place_.table.cell(first, name);
        });
    }

    /// The same bytes twice in one record: one of the two names is another file's.
    Result<void> refuse_same_files(const CsvRow& row, const ListedFile* file) const
    {
        TRY_ASSIGN(const auto attachments, files_.attachments_of(row));
        std::map<std::string, const ListedFile*> seen;
        if (file != nullptr) seen.emplace(file->object.digest.hex(), file);
        for (const ListedFile* const each : attachments)
            if (const auto [first, is_new] = seen.emplace(each->object.digest.hex(), each); !is_new)
                return error(ErrorKind::bad_input, say("The row names the same bytes twice: {} and {}",
                                                       "此行两次列出相同的文件:{} 与 {}", {first->second->path, each->path}))
                    .with_hint(say("Correct the column attachments, or leave one out.", "请更正“附件”列,或删去其一。"))
                    .at(each->path);
        return {};
    }

    /// A further row about a file may say the same of its record, or less: of two contents nobody knows which holds.
    Result<ImportedRow> tell_again(const CsvRow& row, const CsvRow& first, const Record& record, const ListedFile& file,
                                   const std::optional<std::string>& location)
    {
        TRY_ASSIGN(const auto heir, heir_of(record.code));
        if (heir) return merged(row, record, *heir);
        bool differs = false;
        if (!says_the_same(row, first)) {
            RecordMetadata after = record.metadata;
            bool grade_given = false, new_party = false;
            TRY(read_change(row, record, after, grade_given));
            TRY_ASSIGN(after, Doubles::as_stored(std::move(after)));
            TRY_ASSIGN(after.party, party_name(after.party, new_party));
            TRY_ASSIGN(const bool moves, moves_to(record.code, location));
            TRY_ASSIGN(const auto rank, ranks_.wanted(row, after));
            TRY_ASSIGN(const bool ranks, ranks_.changes(record, after, rank));
            TRY_ASSIGN(const auto attachments, files_.attachments_of(row));
            const auto is_new = [&](const ListedFile* each) {
                return std::ranges::find(record.components, each->object.digest, &Component::digest) ==
                       record.components.end();
            };
            differs = moves || ranks || edit_of_row(place_, row, record.metadata, after).has_value() ||
                      std::ranges::any_of(attachments, is_new);
        }
        if (!differs) return told(row, RowFate::unchanged, record.code, record.metadata.title);
        return error(ErrorKind::bad_input,
                     say("Line {} of this list already told of this file, {}, and otherwise",
                         "本清单第 {} 行已著录同一文件({}),且内容不同", {first.line, record.code.text()}))
            .with_hint(say("Leave one of the rows out.", "请删去其中一行。"))
            .at(file.path);
    }

    /// The record that has these bytes as its original; one that was merged only when no other has.
    Result<std::optional<Record>> record_of(const Digest& digest)
    {
        TRY_ASSIGN(const auto codes, catalog_.codes_of(digest));
        std::optional<Record> merged;
        for (const ReferenceCode& code : codes) {
            TRY_ASSIGN(Record record, catalog_.record(code));
            if (std::ranges::none_of(record.components, [&](const Component& component) {
                    return component.digest == digest && component.role == ComponentRole::original;
                }))
                continue;
            TRY_ASSIGN(const auto heir, heir_of(code));
            if (!heir) return std::optional(std::move(record));
            merged = std::move(record);
        }
        if (!codes.empty() && !merged) TRY(refuse_known_bytes(catalog_, digest));
        return merged;
    }

    /// Bytes that other records have are meant where the row names those records, as exported lists do.
    Result<Duplicates> duplicates_of(const CsvRow& row, const ListedFile& file)
    {
        TRY_ASSIGN(const auto holders, catalog_.codes_of(file.object.digest));
        if (holders.empty()) return Duplicates::refused;
        std::vector<std::string> named;
        for (const std::string_view line : filled_lines(cell(row, "same_as"))) {
            TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(line));
            named.push_back(code.text());
        }
        for (const ReferenceCode& holder : holders)
            if (std::ranges::find(named, holder.text()) == named.end())
                return error(ErrorKind::duplicate,
                             say("The same bytes are already filed as {}", "相同内容已归档为 {}", {holder.text()}))
                    .with_hint(say("If another record on them is meant, fill that code in, column same_as.",
                                   "如需另立一件,请在“同文件”列填入该档号。"))
                    .at(holder.text());
        return Duplicates::allowed;
    }

    /// The address a row puts its paper at, empty for nowhere known; nothing: it does not say.
    Result<std::optional<std::string>> location_of(const CsvRow& row)
    {
        const std::string_view said = cell(row, "location");
        if (said.empty()) return std::optional<std::string>();
        if (says_none(said)) return std::optional(std::string());
        TRY_ASSIGN(const Location location, places_.location(said));
        if (location.retired)
            return error(ErrorKind::refused, say("Location {} is retired", "库位 {} 已停用", {location.code}))
                .at(location.code);
        return std::optional(location.code);
    }

    Result<const Category*> category(const std::string& code)
    {
        const auto known = categories_.find(code);
        if (known != categories_.end()) return &known->second;
        TRY_ASSIGN(Category found, catalog_.category(code));
        return &categories_.emplace(code, std::move(found)).first->second;
    }

    /// The end that follows from where the next paper of the list begins.
    void end_pages(const CsvRow& row, RecordMetadata& said) const
    {
        const auto end = page_ends_.find(row.line);
        if (end != page_ends_.end() && said.page_range.open() && said.paper_pages == 0) said.page_range.last = end->second;
    }

    /// What the row makes of a record. One with a code may be of a list of some papers of a folder, which tells less than
    /// the archive knows; and an end that is known stays.
    Result<void> read_change(const CsvRow& row, const Record& record, RecordMetadata& after, bool& grade_given) const
    {
        const PageRange& before = record.metadata.page_range;
        TRY(read_record_row(place_, row, after, grade_given));
        if (cell(row, "code").empty() && (before.open() || before.first != after.page_range.first)) end_pages(row, after);
        return {};
    }

    /// The party's own name, however the row names it; as it stands when it is new.
    Result<std::string> party_name(const std::string& said, bool& is_new)
    {
        is_new = false;
        if (said.empty()) return said;
        auto party = catalog_.party(said);
        if (party.ok()) return std::move(party->name);
        if (party.error().kind != ErrorKind::not_found) return std::move(party).error();
        is_new = true;
        return said;
    }

    Result<ImportedRow> add(const CsvRow& row, const std::optional<ReferenceCode>& code, const ListedFile* file,
                            const std::optional<std::string>& location)
    {
        NewRecord record;
        bool grade_given = false, new_party = false;
        TRY(read_record_row(place_, row, record.metadata, grade_given));
        end_pages(row, record.metadata);
        if (file != nullptr || !record.metadata.title.empty())
            record.metadata = described(std::move(record.metadata), file == nullptr ? "" : file->path);
        TRY_ASSIGN(record.metadata, Doubles::as_stored(std::move(record.metadata)));
        TRY_ASSIGN(const Category* filed_in, category(record.metadata.category));
        record.metadata.category = filed_in->code;
        TRY_ASSIGN(record.metadata.party, party_name(record.metadata.party, new_party));
        if (!grade_given) {
            TRY_ASSIGN(record.metadata.grade, grade_by_rules(catalog_, *filed_in, record.metadata));
        }
        const std::size_t key = KnownRecords::key_of(record.metadata);
        std::optional<RecordId> alike;
        if (!code && file == nullptr) {
            TRY_ASSIGN(const auto same, known_.find(catalog_, key));
            if (same) {
                TRY_ASSIGN(const Record there, catalog_.record(*same));
                return change(row, there, file, location);
            }
            TRY_ASSIGN(alike, known_.find_alike(catalog_, record.metadata));
        }
        if (new_party) record.new_party_initials = pinyin_initials(record.metadata.party);
        TRY_ASSIGN(const auto rank, ranks_.wanted(row, record.metadata));
        record.code = code;
        record.leap = place_.request.leap;
        record.year = place_.state.filing_year(place_.stamp.at);
        record.day = Date::of(place_.stamp.at, place_.state.config.time_zone_minutes);
        record.paper_alone = file == nullptr;
        if (file != nullptr) {
            record.original = component_of(*file);
            TRY_ASSIGN(record.duplicates, duplicates_of(row, *file));
        }
        TRY_ASSIGN(const FiledRecord filed, catalog_.file_record(record, place_.stamp));
        if (file == nullptr && !cell(row, "files").empty()) ++without_files_here_;
        TRY(attach_listed(filed.code, row, {}));
        known_.add(key, filed.id);
        remember_told(row, file);
        touched_.push_back(filed.id);
        if (rank) ranks_.add(filed.code, record.metadata, *rank);
        if (location && !location->empty()) TRY(put(filed.code, *location));
        ImportedRow done = told(row, RowFate::added, filed.code, record.metadata.title);
        if (alike) {
            TRY_ASSIGN(const Record other, catalog_.record(*alike));
            done.remark = say("{} looks like {}, but for its amount. → fonds duplicates",
                              "{} 与 {} 相似,仅金额不同。→ fonds duplicates", {filed.code.text(), other.code.text()});
        }
        if (code) {
            TRY_ASSIGN(const std::string unmeant, Numbers(catalog_).unmeant_retention(filed.code, record.metadata.category));
            if (!unmeant.empty()) done.remark = unmeant_retention_text(filed.code.text(), unmeant);
            TRY(tell_other_year(filed.code, record.metadata, done));
        }
        return done;
    }

    static NewComponent component_of(const ListedFile& file)
    {
        NewComponent component;
        component.digest = file.object.digest;
        component.size = file.object.size;
        component.file_name = file_name_of(file.path);
        component.media_type = media_type_of(file.object.head, component.file_name);
        if (!has_text_reader(component.media_type)) component.text = TextState::none;
        return component;
    }

    Result<ImportedRow> change(const CsvRow& row, const Record& record, const ListedFile* file,
                               const std::optional<std::string>& location)
    {
        TRY_ASSIGN(const auto heir, heir_of(record.code));
        if (heir) return merged(row, record, *heir);
        RecordMetadata after = record.metadata;
        bool grade_given = false, new_party = false;
        TRY(read_change(row, record, after, grade_given));
        TRY_ASSIGN(after.party, party_name(after.party, new_party));
        auto edit = edit_of_row(place_, row, record.metadata, after);
        TRY_ASSIGN(const bool attaches, brings_original(record, file));
        TRY_ASSIGN(const bool moves, moves_to(record.code, location));
        TRY_ASSIGN(const auto rank, ranks_.wanted(row, after));
        TRY_ASSIGN(const bool ranks, ranks_.changes(record, after, rank));
        if (edit) {
            if (new_party) edit->new_party_initials = pinyin_initials(after.party);
            // The folder that the row says, though the record is in one of that number already.
            if (edit->category && !after.folder.empty() && !cell(row, "folder").empty()) edit->folder = after.folder;
            TRY(catalog_.edit_record(record.code, *edit, place_.stamp));
        }
        if (attaches) {
            NewComponent component = component_of(*file);
            component.role = ComponentRole::attachment;  // its first file: the catalog makes it the original
            TRY(catalog_.attach(record.code, component, place_.stamp));
        }
        TRY_ASSIGN(const bool attached, attach_listed(record.code, row, record.components));
        if (moves) TRY(put(record.code, *location));
        if (ranks) ranks_.add(record.code, after, *rank);
        bool changed = attaches || attached || moves || ranks;
        if (edit) {
            TRY_ASSIGN(const Record now, catalog_.record(record.id));
            changed = changed || now.revision != record.revision;
        }
        if (changed) touched_.push_back(record.id);
        remember_told(row, file);
        ImportedRow done = told(row, changed ? RowFate::changed : RowFate::unchanged, record.code, after.title);
        if (edit && edit->date) TRY(tell_other_year(record.code, after, done));
        return done;
    }

    /// Old numbers come in as they are; that one tells another year than its document is of is told.
    Result<void> tell_other_year(const ReferenceCode& code, const RecordMetadata& said, ImportedRow& row)
    {
        TRY_ASSIGN(const std::string year, Numbers(catalog_).other_year(code, said));
        if (year.empty()) return {};
        const Text other = other_year_text(code, year, said.date);
        row.remark = row.remark.empty() ? other : say("{} {}", "{}{}", {row.remark, other});
        return {};
    }

    /// The attachments of a row that the record does not have; was there one?
    Result<bool> attach_listed(const ReferenceCode& code, const CsvRow& row, const std::vector<Component>& has)
    {
        bool any = false;
        TRY_ASSIGN(const auto files, files_.attachments_of(row));
        for (const ListedFile* const file : files) {
            if (std::ranges::find(has, file->object.digest, &Component::digest) != has.end()) continue;
            NewComponent component = component_of(*file);
            component.role = ComponentRole::attachment;
            TRY(catalog_.attach(code, component, place_.stamp));
            any = true;
        }
        return any;
    }

    static Result<bool> brings_original(const Record& record, const ListedFile* file)
    {
        if (file == nullptr) return false;
        if (record.components.empty()) return true;
        if (std::ranges::find(record.components, file->object.digest, &Component::digest) != record.components.end())
            return false;
        return error(ErrorKind::refused, say("{} has another file already", "{} 已有其他文件", {record.code.text()}))
            .with_hint(say("fonds attach adds a further one.", "可用 fonds attach 附加文件。"))
            .at(file->path);
    }

    Result<bool> moves_to(const ReferenceCode& code, const std::optional<std::string>& location)
    {
        if (!location) return false;
        TRY_ASSIGN(const auto would, places_.would_put({PaperName{"", code.text()}}, *location));
        if (would.front().what == Placed::on_loan)
            return error(ErrorKind::refused, say("{} is on loan", "{} 已借出", {code.text()}))
                .with_hint(say("Take it back first, or leave its location out.", "请先办理归还,或不填库位。"))
                .at(code.text());
        return would.front().what == Placed::moved;
    }

    Result<void> put(const ReferenceCode& code, const std::string& location)
    {
        TRY(places_.put({PaperName{"", code.text()}}, location, "", place_.stamp));
        return {};
    }

    Result<std::optional<ReferenceCode>> heir_of(const ReferenceCode& code)
    {
        TRY_ASSIGN(const auto stone, Numbers(catalog_).tombstone(code));
        const bool went_up = stone && stone->kind == Tombstone::Kind::merged;
        return went_up ? std::optional(stone->merged_into) : std::nullopt;
    }

    /// What became one with another record stays so: nothing of the row is carried out, and it is told where to look.
    static ImportedRow merged(const CsvRow& row, const Record& record, const ReferenceCode& heir)
    {
        ImportedRow told = RecordTaker::told(row, RowFate::merged, record.code, record.metadata.title);
        told.merged_into = heir.text();
        return told;
    }

    static ImportedRow told(const CsvRow& row, RowFate fate, const ReferenceCode& code, const std::string& title)
    {
        ImportedRow told;
        told.line = row.line;
        told.fate = fate;
        told.thing = code.text();
        told.title = title;
        return told;
    }

    const ImportPlace& place_;
    Catalog& catalog_;
    Places places_;
    ListedFiles files_;
    FolderRanks ranks_;
    std::unordered_map<std::size_t, std::int32_t> page_ends_;    ///< by line
    std::unordered_map<std::string, std::size_t> lines_;         ///< of reference codes that rows brought
    std::unordered_map<std::string, const CsvRow*> told_files_;  ///< rows that told of a file, by digest
    std::map<std::string, Category> categories_;
    KnownRecords known_;
    std::vector<RecordId> touched_, owing_;
    std::size_t without_files_ = 0, without_files_here_ = 0;  ///< here: since the last commit
    bool items_passed_over_ = false;
};

}  // namespace

std::unique_ptr<RowTaker> make_record_taker(const ImportPlace& place)
{
    return std::make_unique<RecordTaker>(place);
}

}  // namespace fonds
