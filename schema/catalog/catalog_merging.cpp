// SPDX-License-Identifier: GPL-3.0-or-later
// Two records made one, and taken apart again. What the kept record takes over is edited and attached as by anybody; the
// event of the merge tells what it was, so that it can be given back.
#include <algorithm>
#include <array>

#include "schema/catalog/case_rows.hpp"
#include "schema/catalog/catalog_outbox.hpp"
#include "schema/catalog/doubles.hpp"
#include "schema/catalog/folder_rules.hpp"
#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/new_component.hpp"
#include "schema/catalog/record_check.hpp"
#include "schema/catalog/record_fields.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/scheme_lookup.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/catalog/tombstones.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

/// What a record says of its document, not of where it is put.
constexpr std::array<std::string_view, 10> taken_over{"party",       "date",     "number", "amount",  "currency",
                                                      "responsible", "security", "unit",   "project", "paper_pages"};

bool is_taken_over(std::string_view field)
{
    return field == "note" || std::ranges::find(taken_over, field) != taken_over.end();
}

/// Puts the field of `from` into the edit.
void put_field(std::string_view field, const RecordMetadata& from, RecordEdit& edit)
{
    if (field == "party") edit.party = from.party;
    if (field == "date") edit.date = from.date;
    if (field == "number") edit.number = from.number;
    if (field == "amount") edit.amount = from.amount;
    if (field == "currency") edit.currency = from.currency;
    if (field == "note") edit.note = from.note;
    if (field == "responsible") edit.responsible = from.responsible;
    if (field == "security") edit.security = from.security;
    if (field == "unit") edit.unit = from.unit;
    if (field == "project") edit.project = from.project;
    if (field == "paper_pages") edit.paper_pages = from.paper_pages;
}

std::string name_of(const Component& component)
{
    return component.file_name.empty() ? component.digest.hex() : to_valid_utf8(component.file_name);
}

bool has(const Record& record, const Digest& digest)
{
    return std::ranges::find(record.components, digest, &Component::digest) != record.components.end();
}

Result<Record> load_one(CatalogState& state, const ReferenceCode& code)
{
    TRY_ASSIGN(const RecordId id, find_record(state, code));
    TRY_ASSIGN(auto records, load_records(state, {id}));
    return std::move(records.front());
}

/// What has gone up into another has no place of its own: its paper is taken away first, by somebody who looks.
Result<void> refuse_placed(CatalogState& state, RecordId record, const ReferenceCode& code)
{
    TRY_ASSIGN(
        const auto placed,
        state.db.number("SELECT 1 FROM paper WHERE record = ?1 AND (place IS NOT NULL OR loan IS NOT NULL)", {raw(record)}));
    if (placed == 0) return {};
    return error(ErrorKind::refused,
                 say("The paper of {} has a place or is on loan", "{} 的纸质原件在库位中或已借出", {code.text()}))
        .with_hint(say("Take it back, and put it with the other: fonds place --nowhere {}.",
                       "请先归还并移出:fonds place --nowhere {}。", {code.text()}))
        .at(code.text());
}

/// The folder that it leaves, or comes back to.
Result<void> check_folder(CatalogState& state, const Record& record)
{
    if (record.metadata.folder.empty()) return {};
    TRY_ASSIGN(const Folder folder, find_folder(state, record.metadata.category, record.metadata.folder));
    return check_may_change(state, folder);
}

/// What `keep` is to take over of what `other` says, and what stays different.
struct Plan {
    std::vector<std::string> fields;
    std::vector<std::string> tags;
    std::vector<const Component*> files;
    std::string pages;  ///< where its pages are now, if their end was not known and follows from those taken over
    std::vector<Difference> differences;
};

Plan plan_of(const Record& keep, const Record& other)
{
    Plan plan;
    const RecordTexts kept = texts_of(keep.metadata), given = texts_of(other.metadata);
    const bool takes_amount = !keep.metadata.amount && other.metadata.amount;
    for (std::size_t i = 0; i < record_fields.size(); ++i) {
        const std::string_view field = record_fields[i];
        if (field == "tags" || given[i].empty() || kept[i] == given[i]) continue;
        // A currency is the amount's.
        const bool empty = field == "currency" ? takes_amount : kept[i].empty();
        if (is_taken_over(field) && empty)
            plan.fields.emplace_back(field);
        else
            plan.differences.push_back({std::string(field), kept[i], given[i]});
    }
    for (const std::string& tag : other.metadata.tags)
        if (std::ranges::find(keep.metadata.tags, tag) == keep.metadata.tags.end()) plan.tags.push_back(tag);
    for (const Component& component : other.components)
        if (!has(keep, component.digest)) plan.files.push_back(&component);
    return plan;
}

std::string value_of(std::string_view field, const RecordMetadata& metadata)
{
    const auto at = std::ranges::find(record_fields, field) - record_fields.begin();
    return texts_of(metadata)[static_cast<std::size_t>(at)];
}

RecordEdit edit_of(const Plan& plan, const RecordMetadata& other)
{
    RecordEdit edit;
    for (const std::string& field : plan.fields) put_field(field, other, edit);
    edit.add_tags = plan.tags;
    return edit;
}

/// The edit that takes over; a date or a number of pages that the kept record's folder or category does not take stays a
/// difference.
Result<void> take_over(Catalog& catalog, const ReferenceCode& keep, const Record& other, Plan& plan, const Stamp& stamp)
{
    if (plan.fields.empty() && plan.tags.empty()) return {};
    TRY_ASSIGN(const Record before, catalog.record(keep));
    auto done = catalog.edit_record(keep, edit_of(plan, other.metadata), stamp);
    for (const std::string_view field : {"date", "paper_pages"}) {
        const auto at = std::ranges::find(plan.fields, field);
        const bool about_it = !done.ok() && (done.error().kind == ErrorKind::refused ||
                                             (done.error().kind == ErrorKind::usage && field == "paper_pages"));
        if (!about_it || at == plan.fields.end()) continue;
        plan.differences.push_back({*at, "", value_of(field, other.metadata)});
        plan.fields.erase(at);
        done = catalog.edit_record(keep, edit_of(plan, other.metadata), stamp);
    }
    TRY(done);
    TRY_ASSIGN(const Record now, catalog.record(keep));
    if (now.metadata.page_range != before.metadata.page_range) plan.pages = now.metadata.page_range.text();
    return {};
}

Result<void> take_file(Catalog& catalog, const ReferenceCode& keep, const Component& given, const Stamp& stamp)
{
    NewComponent component;
    component.role = given.role == ComponentRole::original ? ComponentRole::attachment : given.role;
    component.digest = given.digest;
    component.size = given.size;
    component.media_type = given.media_type;
    component.file_name = given.file_name;
    return catalog.attach(keep, component, stamp);
}

/// The reverse of an attachment: the bytes are those of another record, which keeps them.
Result<void> detach(CatalogState& state, const Record& record, const Component& component, const Stamp& stamp)
{
    Json detail = Json::object();
    detail.set("role", name_of(component.role)).set("digest", component.digest.hex());
    TRY_ASSIGN(const auto event, append_event(state, "record.detached", record.code.text(), detail.dump(), stamp));
    TRY(state.db.run("INSERT INTO history (record, event, field, before, after) VALUES (?1, ?2, ?3, ?4, '')",
                     {raw(record.id), event, name_of(component.role), name_of(component)}));
    return state.db.run("DELETE FROM component WHERE id = ?1", {raw(component.id)});
}

Json told_of(const Plan& plan, const Record& other)
{
    Json fields = Json::object(), tags = Json::array(), files = Json::array();
    for (const std::string& field : plan.fields) fields.set(field, value_of(field, other.metadata));
    if (!plan.pages.empty()) fields.set("page_range", plan.pages);
    for (const std::string& tag : plan.tags) tags.push(tag);
    for (const Component* file : plan.files) files.push(file->digest.hex());
    return std::move(
        Json::object().set("fields", std::move(fields)).set("tags", std::move(tags)).set("files", std::move(files)));
}

/// What two events took over of one record.
Json both(const Json& first, const Json& second)
{
    Json fields = Json::object(), all = Json::object();
    for (const Json& one : {first.get("fields"), second.get("fields")})
        for (const std::string& field : one.keys()) fields.set(field, one.get(field).text());
    all.set("fields", std::move(fields));
    for (const char* const list : {"tags", "files"}) {
        Json texts = Json::array();
        for (const Json& one : {first.get(list), second.get(list)})
            for (std::size_t i = 0; i < one.size(); ++i) texts.push(one.at(i).text());
        all.set(list, std::move(texts));
    }
    return all;
}

/// What the merge of `gone` into `heir` took over, as its event tells, and what `heir` took of it later, when other merges
/// were undone; nothing when there is no such merge.
Result<std::optional<Json>> taken_by(CatalogState& state, const Record& heir, const Record& gone)
{
    TRY_ASSIGN(auto rows, state.db.query("SELECT detail, event.sequence FROM tombstone JOIN event ON event.sequence ="
                                         " tombstone.event WHERE record = ?1 AND kind = 'merged' AND merged_into = ?2",
                                         {raw(gone.id), raw(heir.id)}));
    TRY_ASSIGN(const bool merged, rows.next());
    if (!merged) return std::optional<Json>();
    TRY_ASSIGN(const Json detail, Json::parse(rows.view(0)));
    if (detail.has("elsewhere"))
        return error(ErrorKind::refused, say("{} was merged before its number came into this archive: nothing of it is here",
                                             "{} 在其档号移入本档案库之前已合并,本库没有其内容", {gone.code.text()}))
            .with_hint(say("Undo it in the archive it comes from.", "请在原档案库撤销合并。"))
            .at(gone.code.text());
    Json taken = detail.get("taken");
    TRY_ASSIGN(auto later, state.db.query("SELECT detail FROM event WHERE action = 'record.unmerged' AND sequence > ?1"
                                          " AND json_extract(detail, '$.from') = ?2 ORDER BY sequence",
                                          {rows.integer(1), heir.code.text()}));
    TRY(later.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(const Json undone, Json::parse(row.view(0)));
        taken = both(taken, undone.get("taken").get(gone.code.text()));
        return {};
    }));
    return std::optional(std::move(taken));
}

/// What `keep` gives back of what it took over: only what is as it was then.
RecordEdit giving_back(const Record& keep, const Json& taken, Merging& undone)
{
    RecordEdit edit;
    const RecordMetadata nothing;
    const Json fields = taken.get("fields"), tags = taken.get("tags");
    for (const std::string& field : fields.keys()) {
        if (field == "currency") continue;  // goes with its amount
        const std::string now = value_of(field, keep.metadata), given = fields.get(field).text();
        if (field == "page_range") {  // its end followed from the pages
            if (now == given) edit.page_range = PageRange{keep.metadata.page_range.first, 0};
        } else if (now == given) {
            put_field(field, nothing, edit);
            undone.fields.push_back(field);
        } else {
            undone.differences.push_back({field, now, given});
        }
    }
    for (std::size_t i = 0; i < tags.size(); ++i) edit.remove_tags.push_back(tags.at(i).text());
    if (!edit.remove_tags.empty()) undone.fields.emplace_back("tags");
    return edit;
}

Error no_such_merging(const ReferenceCode& keep, const ReferenceCode& other)
{
    return error(ErrorKind::refused, say("{} was not merged into {}", "{} 未曾并入 {}", {other.text(), keep.text()}))
        .with_hint(say("fonds show {} tells where it is.", "可用 fonds show {} 查看。", {other.text()}))
        .at(other.text());
}

}  // namespace

Result<Merging> Doubles::merge(const ReferenceCode& keep, const ReferenceCode& other, std::string_view reason,
                               const Stamp& stamp)
{
    Merging merged;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Record heir, load_one(state_, keep));
        TRY_ASSIGN(const Record gone, load_one(state_, other));
        if (heir.id == gone.id)
            return error(ErrorKind::refused, say("{} cannot be merged into itself", "{} 不能并入自身", {keep.text()}))
                .at(keep.text());
        TRY(refuse_tombstone(state_, heir.id, heir.code));
        TRY(refuse_case_paper(state_, heir.id, heir.code));
        TRY(refuse_case_paper(state_, gone.id, gone.code));
        TRY(refuse_tombstone(state_, gone.id, gone.code));
        TRY(refuse_held(state_, gone.id, gone.code));
        // What is on hold stays what it is, and a merge into it could not be undone before the hold has ended.
        TRY(refuse_held(state_, heir.id, heir.code));
        TRY(refuse_placed(state_, gone.id, gone.code));
        TRY(check_folder(state_, gone));
        TRY_ASSIGN(std::string why, clean_line(reason, {"Reason", "原因"}));
        if (why.empty()) why = no_reason;
        Plan plan = plan_of(heir, gone);
        TRY(take_over(catalog_, heir.code, gone, plan, stamp));
        for (const Component* file : plan.files) TRY(take_file(catalog_, heir.code, *file, stamp));
        Json detail = Json::object();
        detail.set("into", heir.code.text()).set("reason", why).set("taken", told_of(plan, gone));
        TRY_ASSIGN(const auto event, append_event(state_, "record.merged", gone.code.text(), detail.dump(), stamp));
        TRY(insert_tombstone(state_, gone.id, "merged", heir.id, why, event));
        merged.fields = std::move(plan.fields);
        if (!plan.tags.empty()) merged.fields.emplace_back("tags");
        for (const Component* file : plan.files) merged.files.push_back(name_of(*file));
        merged.differences = std::move(plan.differences);
        return bump_and_owe(state_, {gone.id});
    }));
    return merged;
}

Result<Merging> Doubles::part(const ReferenceCode& keep, const ReferenceCode& other, const Stamp& stamp)
{
    Merging undone;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Record heir, load_one(state_, keep));
        TRY_ASSIGN(const Record gone, load_one(state_, other));
        TRY_ASSIGN(const auto taken, taken_by(state_, heir, gone));
        if (!taken) return no_such_merging(keep, other);
        TRY(refuse_tombstone(state_, heir.id, heir.code));
        TRY(refuse_held(state_, heir.id, heir.code));
        TRY(check_folder(state_, gone));
        TRY(state_.db.run("DELETE FROM tombstone WHERE record = ?1", {raw(gone.id)}));
        TRY(catalog_.edit_record(heir.code, giving_back(heir, *taken, undone), stamp));
        const Json files = taken->get("files");
        for (std::size_t i = 0; i < files.size(); ++i) {
            const auto file = std::ranges::find(heir.components, files.at(i).text(),
                                                [](const Component& each) { return each.digest.hex(); });
            if (file == heir.components.end()) continue;
            TRY(detach(state_, heir, *file, stamp));
            undone.files.push_back(name_of(*file));
        }
        // What another record that is still merged into it brings as well, it keeps.
        TRY_ASSIGN(const auto others, merged_into(heir.code));
        Json anew = Json::object();
        for (const ReferenceCode& code : others) {
            TRY_ASSIGN(const Record still, load_one(state_, code));
            TRY_ASSIGN(const Record now, load_one(state_, heir.code));
            Plan plan = plan_of(now, still);
            TRY(take_over(catalog_, now.code, still, plan, stamp));
            for (const Component* file : plan.files) TRY(take_file(catalog_, now.code, *file, stamp));
            if (!plan.fields.empty() || !plan.tags.empty() || !plan.files.empty())
                anew.set(code.text(), told_of(plan, still));
        }
        Json detail = Json::object();
        detail.set("from", heir.code.text()).set("reason", "");
        if (!anew.keys().empty()) detail.set("taken", std::move(anew));
        TRY(append_event(state_, "record.unmerged", gone.code.text(), detail.dump(), stamp));
        return bump_and_owe(state_, {heir.id, gone.id});
    }));
    return undone;
}

}  // namespace fonds
