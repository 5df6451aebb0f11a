// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/record_taking.hpp"

#include <algorithm>
#include <tuple>

#include "archive/store/source_walk.hpp"
#include "indexer/text/fold.hpp"
#include "schema/catalog/doubles.hpp"
#include "schema/catalog/folders.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/places.hpp"
#include "schema/catalog/record_fields.hpp"
#include "schema/catalog/retention.hpp"
#include "schema/core/md5.hpp"

namespace fonds {

namespace {

constexpr std::size_t most_records = 500;
constexpr std::uint64_t most_bytes = std::uint64_t{256} << 20;
constexpr std::size_t longest_media_type = 120;

bool is_about_record(ErrorKind kind)
{
    return kind == ErrorKind::usage || kind == ErrorKind::not_found || kind == ErrorKind::duplicate ||
           kind == ErrorKind::refused || kind == ErrorKind::bad_input || kind == ErrorKind::fixity;
}

ImportedRow row_of(const ComingRecord& record, RowFate fate)
{
    ImportedRow row;
    row.line = record.number;
    row.fate = fate;
    row.thing = record.facts.code ? record.facts.code->text() : std::string();
    row.title = record.facts.metadata.title;
    return row;
}

void add_remark(Text& remark, Text more)
{
    remark = remark.empty() ? std::move(more) : say("{}; {}", "{};{}", {remark, more});
}

/// As a name in a folder: what somebody wrote is no path.
std::string plain_name(const std::string& said)
{
    std::string name = said.substr(said.find_last_of('/') + 1);
    return name == "." || name == ".." ? std::string() : name;
}

bool is_media_type(const std::string& said)
{
    return said.size() <= longest_media_type && said.find('/') != std::string::npos &&
           std::ranges::all_of(said, [](char c) { return c > 0x20 && c < 0x7f; });
}

/// Reads a file once more, for what somebody else wrote down of it: it must be what was staged, and of that checksum.
Result<bool> has_checksum(FileOps& files, const Fd& file, const std::string& path, const Digest& staged,
                          const std::string& checksum)
{
    Md5 md5;
    Hasher sha256;
    std::string buffer(std::size_t{1} << 18, '\0');
    for (;;) {
        TRY_ASSIGN(const std::size_t size, files.read(file, buffer.data(), buffer.size(), path));
        if (size == 0) break;
        md5.update(std::string_view(buffer).substr(0, size));
        sha256.update(std::string_view(buffer).substr(0, size));
    }
    return sha256.finish() == staged && md5.finish() == checksum;
}

}  // namespace

/// A record of the batch whose files are staged.
struct RecordTaking::Waiting {
    const ComingRecord* record = nullptr;
    std::vector<NewComponent> components;
    std::vector<StagedObject> staged;
    std::size_t left_out = 0;  ///< files whose bytes are not there
    std::optional<Error> problem;
};

RecordTaking::RecordTaking(Archive::State& state, RecordTakingOptions options, ImportObserver& observer)
    : state_(state), options_(std::move(options)), observer_(observer)
{
}

void RecordTaking::tell(ImportedRow row)
{
    switch (row.fate) {
    case RowFate::added: ++summary_.added; break;
    case RowFate::changed: ++summary_.changed; break;
    case RowFate::unchanged: ++summary_.unchanged; break;
    case RowFate::merged: ++summary_.merged; break;
    case RowFate::failed: ++summary_.failed; break;
    }
    observer_.row(row);
}

void RecordTaking::tell_failed(std::size_t number, Error problem)
{
    ImportedRow row;
    row.line = number;
    row.problem = std::move(problem);
    tell(std::move(row));
}

Result<void> RecordTaking::take(ComingRecord record)
{
    if (observer_.stop_requested()) return error(ErrorKind::interrupted, say("Stopped", "已中断"));
    for (const auto& each : record.components) batch_bytes_ += each.facts.size;
    batch_.push_back(std::move(record));
    return batch_.size() < most_records && batch_bytes_ < most_bytes ? Result<void>() : finish();
}

Result<bool> RecordTaking::is_same(const Record& there, const ComingRecord& record)
{
    TRY_ASSIGN(RecordMetadata said, Doubles::as_stored(record.facts.metadata));
    if (!said.party.empty()) {
        auto party = state_.catalog.party(said.party);
        if (party.ok()) said.party = party->name;
    }
    const auto facts_of = [](ComponentRole role, const Digest& digest, const std::string& name) {
        return std::tuple(role, digest, name);
    };
    std::vector<std::tuple<ComponentRole, Digest, std::string>> here, coming;
    for (const auto& each : there.components) here.push_back(facts_of(each.role, each.digest, each.file_name));
    for (const auto& each : record.components)
        coming.push_back(facts_of(each.facts.role, each.facts.digest, plain_name(each.facts.file_name)));
    std::ranges::sort(here);
    std::ranges::sort(coming);
    const auto& earlier = record.facts.earlier;
    return texts_of(there.metadata) == texts_of(said) && here == coming &&
           (!earlier || (earlier->at == there.filed_at && earlier->actor == there.filed_by));
}

/// What is to be told of a record whose code is there already; nothing: it is new.
Result<std::optional<ImportedRow>> RecordTaking::find(const ComingRecord& record)
{
    if (!record.facts.code) return std::optional<ImportedRow>();
    const ReferenceCode& code = *record.facts.code;
    const auto there = state_.catalog.record(code);
    if (!there.ok()) {
        if (there.error().kind == ErrorKind::not_found) return std::optional<ImportedRow>();
        return there.error();
    }
    TRY_ASSIGN(const auto stone, Numbers(state_.catalog).tombstone(code));
    TRY_ASSIGN(const bool same, is_same(*there, record));
    if (same && !stone) return std::optional(row_of(record, RowFate::unchanged));
    ImportedRow row = row_of(record, RowFate::failed);
    row.problem =
        stone ? error(ErrorKind::refused, say("{} was here and is a tombstone", "{} 曾在本库,已销毁或合并", {code.text()}))
                    .with_hint(say("Its number is never used again.", "该档号不再使用。"))
                    .at(code.text())
              : error(ErrorKind::duplicate, say("{} is here already, and differs", "{} 已在本库,但内容不同", {code.text()}))
                    .with_hint(say("Nothing was changed: compare it with fonds show {}.",
                                   "未作更改;请用 fonds show {} 比对。", {code.text()}))
                    .at(code.text());
    return std::optional(std::move(row));
}

Result<void> RecordTaking::take_files(Intake& intake, Waiting& waiting)
{
    const ComingRecord& record = *waiting.record;
    for (const BaggedComponent& each : record.components) {
        NewComponent component = each.facts;
        component.file_name = plain_name(component.file_name);
        if (each.path.empty()) {
            TRY_ASSIGN(const auto known, state_.catalog.object(component.digest));
            if (known) {
                waiting.components.push_back(std::move(component));
                continue;
            }
            if (component.role == ComponentRole::original)
                return error(ErrorKind::not_found, say("The bytes of its original are not there", "缺少原件数据"))
                    .at(component.file_name);
            ++waiting.left_out;
            continue;
        }
        TRY_ASSIGN(const Fd file, options_.open(each.path));
        TRY_ASSIGN(StagedObject object, intake.add(file, each.path));
        if (options_.read) options_.read(object.size);
        waiting.staged.push_back(object);
        if (record.digests_known && (object.digest != component.digest || object.size != component.size))
            return error(ErrorKind::fixity, say("Its bytes are not what the list says", "内容与清单记载的摘要不符"))
                .with_hint(say("Take the file from another copy.", "请从其他副本取得该文件。"))
                .at(each.path);
        TRY(compare(record, static_cast<std::size_t>(&each - record.components.data()), object));
        if (object.size == 0) return error(ErrorKind::bad_input, say("The file is empty", "文件为空")).at(each.path);
        component.digest = object.digest;
        component.size = object.size;
        if (!record.digests_known || !is_media_type(component.media_type))
            component.media_type = media_type_of(object.head, component.file_name);
        component.text = has_text_reader(component.media_type) ? TextState::pending : TextState::none;
        const auto same = [&](const NewComponent& other) { return other.digest == component.digest; };
        if (std::ranges::none_of(waiting.components, same)) waiting.components.push_back(std::move(component));
    }
    return {};
}

/// The staged bytes of a component against the checksum that its list has of them.
Result<void> RecordTaking::compare(const ComingRecord& record, std::size_t component, const StagedObject& object)
{
    constexpr std::size_t md5_length = 32;
    if (component >= record.checksums.size()) return {};
    std::string said = record.checksums[component];
    std::ranges::transform(said, said.begin(), [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
    const std::string& path = record.components[component].path;
    bool same = true;
    if (said.size() == md5_length) {
        TRY_ASSIGN(const Fd file, options_.open(path));
        TRY_ASSIGN(same, has_checksum(*state_.environment.files, file, path, object.digest, said));
    } else if (said.size() == 2 * Digest::size) {
        same = object.digest.hex() == said;
    } else if (!said.empty()) {
        ++summary_.not_compared;
    }
    if (same) return {};
    return error(ErrorKind::fixity, say("The bytes of {} are not those of its checksum", "{} 的内容与其校验和不符", {path}))
        .with_hint(say("Export it again, or take the file from another copy.", "请重新导出,或从其他副本取得该文件。"))
        .at(path);
}

/// What goes wrong with its files is the record's; an error is about the store.
Result<void> RecordTaking::stage(Intake& intake, Waiting& waiting)
{
    auto taken = take_files(intake, waiting);
    if (taken.ok()) return {};
    const ErrorKind kind = taken.error().kind;
    if (!is_about_record(kind) && kind != ErrorKind::io) return taken;
    for (const auto& object : waiting.staged) static_cast<void>(intake.discard(object));
    waiting.staged.clear();
    waiting.problem = std::move(taken).error();
    return {};
}

Result<void> RecordTaking::finish()
{
    if (batch_.empty()) return {};
    TRY_ASSIGN(const auto intake, state_.objects->begin_intake());
    std::vector<Waiting> waiting;
    for (const ComingRecord& record : batch_) {
        auto known = find(record);
        if (known.ok() && *known) {
            if (options_.read)
                for (const auto& each : record.components) options_.read(each.facts.size);
            tell(std::move(**known));
            continue;
        }
        if (!known.ok() && !is_about_record(known.error().kind)) return std::move(known).error();
        Waiting one;
        one.record = &record;
        if (known.ok())
            TRY(stage(*intake, one));
        else
            one.problem = std::move(known).error();
        waiting.push_back(std::move(one));
    }
    if (!options_.dry_run) {
        TRY_ASSIGN(const auto damaged, intake->publish());
        for (const DamagedObject& each : damaged)
            for (Waiting& one : waiting)
                if (each.problem && std::ranges::find(one.staged, each.digest, &StagedObject::digest) != one.staged.end())
                    one.problem = each.problem;
    }
    TRY(enter(waiting));
    bool all_known = true;  // bytes that no record came to stay named by the intent, for repair to sweep
    for (const Waiting& one : waiting)
        for (const auto& object : one.staged) {
            TRY_ASSIGN(const auto known, state_.catalog.object(object.digest));
            all_known = all_known && known.has_value();
        }
    if (all_known && !options_.dry_run) static_cast<void>(intake->finish());
    batch_.clear();
    batch_bytes_ = 0;
    return {};
}

Result<void> RecordTaking::enter(std::vector<Waiting>& batch)
{
    const Stamp stamp = state_.stamp();
    std::vector<ImportedRow> rows;
    std::vector<RecordId> ids;
    bool broke_off = false;
    auto done = state_.catalog.transaction([&]() -> Result<void> {
        for (Waiting& one : batch) {
            bool begun = false;
            RecordId id{};
            auto row = one.problem ? Result<ImportedRow>(*one.problem) : enter_one(one, stamp, begun, id);
            if (row.ok()) {
                if (row->fate == RowFate::added) ids.push_back(id);
                rows.push_back(std::move(*row));
                continue;
            }
            const bool its_own = one.problem || is_about_record(row.error().kind);
            // What has begun would stay by half: then each goes alone.
            broke_off = its_own && begun && !options_.dry_run;
            if (!its_own || broke_off) return std::move(row).error();
            ImportedRow told = row_of(*one.record, RowFate::failed);
            told.problem = std::move(row).error();
            rows.push_back(std::move(told));
        }
        return {};
    });
    if (done.ok()) {
        owing_.insert(owing_.end(), ids.begin(), ids.end());
        for (auto& row : rows) tell(std::move(row));
        return {};
    }
    if (!broke_off) return done;
    if (batch.size() == 1) {
        ImportedRow told = row_of(*batch.front().record, RowFate::failed);
        told.problem = std::move(done).error();
        tell(std::move(told));
        return {};
    }
    for (Waiting& one : batch) TRY(enter_alone(one));
    return {};
}

Result<void> RecordTaking::enter_alone(Waiting& waiting)
{
    std::vector<Waiting> single;
    single.push_back(std::move(waiting));
    auto done = enter(single);
    waiting = std::move(single.front());
    return done;
}

Result<ImportedRow> RecordTaking::enter_one(const Waiting& waiting, const Stamp& stamp, bool& begun, RecordId& id)
{
    const ComingRecord& coming = *waiting.record;
    const auto& components = waiting.components;
    if (!coming.facts.code && !components.empty()) {
        TRY_ASSIGN(const auto codes, state_.catalog.codes_of(components.front().digest));
        if (!codes.empty()) {
            ImportedRow there = row_of(coming, RowFate::unchanged);
            there.thing = codes.front().text();
            return there;
        }
    }
    NewRecord record = coming.facts;
    const Instant filed = record.earlier ? record.earlier->at : stamp.at;
    record.year = state_.filing_year(filed);
    record.day = Date::of(filed, state_.config.time_zone_minutes);
    record.duplicates = Duplicates::allowed;
    record.leap = Leap::allowed;
    record.new_party_initials = pinyin_initials(record.metadata.party);
    const bool has_original = !components.empty() && components.front().role == ComponentRole::original;
    record.paper_alone = !has_original;
    if (has_original) record.original = components.front();
    TRY_ASSIGN(const FiledRecord entered, state_.catalog.file_record(record, stamp));
    begun = true;
    id = entered.id;
    for (std::size_t i = has_original ? 1 : 0; i < components.size(); ++i) {
        NewComponent component = components[i];
        if (component.role == ComponentRole::original) component.role = ComponentRole::attachment;
        TRY(state_.catalog.attach(entered.code, component, stamp));
    }
    ImportedRow row = row_of(coming, RowFate::added);
    row.thing = entered.code.text();
    if (waiting.left_out > 0)
        row.remark = say("{} of its files are not in the package", "有 {} 个文件不在包内", {waiting.left_out});
    TRY(take_place(coming, entered.code, stamp, row.remark));
    return row;
}

/// Where its paper is, its place in its folder, and the rule it was given; what is unknown here is remarked.
Result<void> RecordTaking::take_place(const ComingRecord& record, const ReferenceCode& code, const Stamp& stamp,
                                      Text& remark)
{
    const RecordMetadata& said = record.facts.metadata;
    if (record.position > 0 && record.position <= largest_rank && !said.folder.empty())
        TRY(Folders(state_.catalog).rank({said.category, said.folder}, {{code, record.position}}, stamp));
    if (!record.location.empty()) {
        Places places(state_.catalog);
        if (const auto location = places.location(record.location); location.ok() && !location->retired)
            TRY(places.put({PaperName{"", code.text()}}, location->code, "", stamp));
        else
            add_remark(remark, say("its paper stood at {}, which is not known here", "其纸质件原在 {},本库没有该库位",
                                   {record.location}));
    }
    if (record.extended) TRY(WholeCatalog(state_.catalog).take_extension(code, *record.extended, stamp));
    if (record.rule) {
        Retention retention(state_.catalog);
        TRY_ASSIGN(const auto known, retention.rules(record.rule->rule));
        if (known.empty())
            add_remark(remark,
                       say("it had rule {}, which is not known here", "其适用规则 {},本库没有该规则", {record.rule->rule}));
        else
            TRY(retention.give_rule(code, record.rule, record.rule->reason, stamp));
    }
    return {};
}

}  // namespace fonds
