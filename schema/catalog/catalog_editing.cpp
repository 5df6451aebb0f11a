// SPDX-License-Identifier: GPL-3.0-or-later
// Changing what is filed: metadata with their history, and more components. The reference code never changes.
#include <algorithm>
#include <array>

#include "schema/catalog/case_rows.hpp"
#include "schema/catalog/catalog_outbox.hpp"
#include "schema/catalog/field_changes.hpp"
#include "schema/catalog/folder_rules.hpp"
#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/new_component.hpp"
#include "schema/catalog/record_check.hpp"
#include "schema/catalog/record_fields.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/scheme_lookup.hpp"
#include "schema/core/escape.hpp"
#include "schema/model/code_parts.hpp"

namespace fonds {

namespace {

using sqlite::Value;

Result<std::vector<std::string>> cleaned(const std::vector<std::string>& tags)
{
    RecordMetadata bearer;
    bearer.title = "-";
    bearer.tags = tags;
    TRY_ASSIGN(bearer, checked_metadata(std::move(bearer)));
    return std::move(bearer.tags);
}

/// A tag is one tag however it is typed.
Result<void> edit_tags(CatalogState& state, const RecordEdit& edit, std::vector<std::string>& tags)
{
    const auto like = [](const std::string& tag) {
        return [key = spelling_key(tag)](const std::string& other) { return spelling_key(other) == key; };
    };
    TRY_ASSIGN(const auto unwanted, cleaned(edit.remove_tags));
    for (const auto& tag : unwanted) std::erase_if(tags, like(tag));
    TRY_ASSIGN(auto added, cleaned(edit.add_tags));
    TRY(spell_tags(state, added));
    for (auto& tag : added)
        if (std::ranges::none_of(tags, like(tag))) tags.push_back(std::move(tag));
    return {};
}

/// Where a paper begins says nothing of its end: one that is known stays. One page whose count is taken away is where it
/// begins.
void edit_pages(const RecordMetadata& before, const RecordEdit& edit, RecordMetadata& after)
{
    const bool counted_anew = after.paper_pages != before.paper_pages;
    if (after.page_range.open() && after.page_range.first == before.page_range.first && !counted_anew)
        after.page_range = before.page_range;
    if (!edit.page_range && counted_anew && after.paper_pages == 0 && after.page_range.count() == 1)
        after.page_range.last = 0;
}

Result<RecordMetadata> edited(CatalogState& state, const Record& record, const RecordEdit& edit)
{
    RecordMetadata metadata = record.metadata;
    take(edit.title, metadata.title);
    take(edit.category, metadata.category);
    take(edit.folder, metadata.folder);
    take(edit.party, metadata.party);
    take(edit.number, metadata.number);
    take(edit.currency, metadata.currency);
    take(edit.note, metadata.note);
    if (edit.append_note) metadata.note += (metadata.note.empty() ? "" : "\n") + *edit.append_note;
    take(edit.date, metadata.date);
    take(edit.grade, metadata.grade);
    take(edit.amount, metadata.amount);
    take(edit.responsible, metadata.responsible);
    take(edit.security, metadata.security);
    take(edit.unit, metadata.unit);
    take(edit.project, metadata.project);
    take(edit.paper_pages, metadata.paper_pages);
    take(edit.page_range, metadata.page_range);
    if (edit.currency && !edit.currency->empty() && !metadata.amount)
        return error(ErrorKind::usage, say("{} has no amount that could be in {}", "{} 没有金额,不能设置币种 {}",
                                           {record.code.text(), *edit.currency}))
            .with_hint(say("Give the amount too: --amount.", "请同时用 --amount 给出金额。"));
    TRY(edit_tags(state, edit, metadata.tags));
    edit_pages(record.metadata, edit, metadata);
    TRY_ASSIGN(metadata, checked_metadata(std::move(metadata)));
    // What nobody touched stays as it was written.
    if (!edit.page_range && !edit.paper_pages) metadata.page_range = record.metadata.page_range;
    return metadata;
}

/// Where the edited record goes, by row id.
struct Place {
    CategoryId category{};
    std::optional<std::int64_t> folder;
    std::optional<std::int64_t> party;
};

Error folder_not_said(const Record& record, const Category& category)
{
    const RecordMetadata& before = record.metadata;
    return error(ErrorKind::refused, say("{} is in folder {} of {}, which category {} does not have",
                                         "{} 在案卷 {}(门类 {})中,该案卷不属于门类 {}",
                                         {record.code.text(), before.folder, before.category, category.code}))
        .with_hint(say("Say its folder as well: --category {} --folder NUMBER; --folder \"\" for none.",
                       "请同时给出案卷:--category {} --folder 案卷号;不入卷则写 --folder \"\"。", {category.code}))
        .at(record.code.text());
}

/// A record goes from folder to folder, or out of one, whatever asks for it: both are open and here, and so is its paper.
Result<void> check_move(CatalogState& state, const Record& record, const std::optional<Folder>& target)
{
    const RecordMetadata& before = record.metadata;
    if (before.folder.empty() && !target) return {};
    TRY(check_not_lent(state, record.id, record.code));
    if (!before.folder.empty()) {
        TRY_ASSIGN(const Folder origin, find_folder(state, before.category, before.folder));
        TRY(check_may_change(state, origin));
    }
    return target ? check_takes_and_gives(state, *target) : Result<void>();
}

/// What a closed folder's lists tell of a record that stays in it; the paper is needed to number its pages.
Result<void> check_stay(CatalogState& state, const Folder& folder, const RecordMetadata& before, const RecordMetadata& after)
{
    if (before.page_range != after.page_range) return check_may_change(state, folder);
    if (before.date != after.date || before.paper_pages != after.paper_pages) return check_open(folder);
    return {};
}

/// Looks up what `after` names and puts the scheme's own spelling. A party that is not known stays so when it is to be
/// added.
Result<Place> find_place(CatalogState& state, const Record& record, const RecordEdit& edit, RecordMetadata& after)
{
    const RecordMetadata& before = record.metadata;
    Place place;
    TRY_ASSIGN(const Category category, find_category(state, after.category));
    place.category = category.id;
    after.category = category.code;
    const bool reclassified = before.category != category.code;
    if (after.date && (reclassified || before.date != after.date)) TRY(check_effective(category, *after.date));
    // A folder of the same number in another category is another folder.
    if (reclassified && !before.folder.empty() && !edit.folder) return folder_not_said(record, category);
    std::optional<Folder> folder;
    if (!after.folder.empty()) {
        TRY_ASSIGN(folder, find_folder(state, after.category, after.folder));
        after.folder = folder->number;
        place.folder = raw(folder->id);
    }
    const bool moved = reclassified || before.folder != after.folder;
    if (moved) TRY(check_move(state, record, folder));
    if (folder && !moved) TRY(check_stay(state, *folder, before, after));
    if (folder && (moved || before.date != after.date))
        TRY(check_unmixed(state, *folder, category.mixed_folders,
                          {after.date, retention_in(record.code.text()), record.id}));
    if (after.party.empty()) return place;
    auto party = find_party(state, after.party);
    if (!party.ok()) {
        if (party.error().kind != ErrorKind::not_found || !edit.new_party_initials) return std::move(party).error();
        return place;
    }
    place.party = raw(party->id);
    after.party = party->name;
    return place;
}

std::string date_text(const RecordMetadata& metadata)
{
    return metadata.date ? metadata.date->text() : std::string();
}

FieldChanges differences(const RecordMetadata& before, const RecordMetadata& after)
{
    const RecordTexts old = texts_of(before), now = texts_of(after);
    FieldChanges changes;
    for (std::size_t i = 0; i < record_fields.size(); ++i) changes.compare(record_fields[i], old[i], now[i]);
    return changes;
}

/// Tags, what the paper is like, and more lines of a note may come while a record is on hold; what it says may not change.
bool matters(const FieldChanges& changes)
{
    constexpr std::array harmless{"tags", "paper_pages", "page_range"};
    return std::ranges::any_of(changes.all(), [&](const FieldChanges::Change& change) {
        if (change.field == "note") return !change.after.starts_with(change.before);
        return std::ranges::find(harmless, change.field) == harmless.end();
    });
}

/// A tag that makes a rule hold for a record, or no more, changes how long it is kept.
Result<bool> changes_type(CatalogState& state, const RecordMetadata& before, const RecordMetadata& after)
{
    if (before.tags == after.tags) return false;
    TRY_ASSIGN(auto rows, state.db.query("SELECT DISTINCT type FROM rule_assignment WHERE type <> ''"));
    bool changed = false;
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        const auto is_type = [key = spelling_key(row.text(0))](const std::string& tag) { return spelling_key(tag) == key; };
        changed = changed || std::ranges::any_of(before.tags, is_type) != std::ranges::any_of(after.tags, is_type);
        return {};
    }));
    return changed;
}

Result<void> remember(CatalogState& state, RecordId record, std::int64_t event, const FieldChanges& changes)
{
    for (const auto& change : changes.all())
        TRY(state.db.run("INSERT INTO history (record, event, field, before, after) VALUES (?1, ?2, ?3, ?4, ?5)",
                         {raw(record), event, change.field, change.before, change.after}));
    return {};
}

}  // namespace

Result<void> Catalog::edit_record(const ReferenceCode& code, const RecordEdit& edit, const Stamp& stamp)
{
    return state_->write([&]() -> Result<void> {
        TRY_ASSIGN(const Record old, record(code));
        TRY(refuse_tombstone(*state_, old.id, code));
        const RecordMetadata& before = old.metadata;
        TRY_ASSIGN(RecordMetadata after, edited(*state_, old, edit));
        TRY_ASSIGN(Place place, find_place(*state_, old, edit, after));
        // Pages are those of the folder it leaves.
        const bool moved = before.folder != after.folder || before.category != after.category;
        if (moved && !before.folder.empty() && !edit.page_range) after.page_range = {};
        TRY(check_plausible(after, &before));
        if (after.page_range != before.page_range) TRY(check_range_has_folder(after));
        const FieldChanges changes = differences(before, after);
        if (changes.empty()) return {};
        TRY(refuse_case_paper(*state_, old.id, code));
        TRY_ASSIGN(const bool retyped, changes_type(*state_, before, after));
        if (retyped || matters(changes)) TRY(refuse_held(*state_, old.id, code));
        if (!after.party.empty() && !place.party) {
            TRY_ASSIGN(const Party added, ensure_party(after.party, *edit.new_party_initials, stamp));
            place.party = raw(added.id);
        }

        TRY_ASSIGN(const auto event, append_event(*state_, "record.edited", code.text(), changes.detail(), stamp));
        const std::string date = date_text(after);
        const int year = after.date ? after.date->year() : 0;
        const std::int64_t amount = after.amount ? after.amount->hundredths : 0;
        TRY(state_->db.run("UPDATE record SET title = ?2, category = ?3, folder = ?4, party = ?5, date = ?6,"
                           " year = coalesce(?7, filed_year), grade = ?8, number = ?9, amount = ?10, currency = ?11,"
                           " note = ?12, responsible = ?13, security = ?14, unit = ?15, project = ?16, paper_pages = ?17,"
                           " page_from = ?18, page_to = ?19, position = CASE WHEN ?4 IS folder THEN position ELSE 0 END"
                           " WHERE id = ?1",
                           {raw(old.id), after.title, raw(place.category), place.folder, place.party,
                            Value::when(after.date.has_value(), date), Value::when(after.date.has_value(), year),
                            text_of(after.grade), after.number, Value::when(after.amount.has_value(), amount),
                            after.currency, after.note, after.responsible,
                            after.security ? name_of(*after.security) : std::string_view(), after.unit, after.project,
                            after.paper_pages, after.page_range.first, after.page_range.last}));
        TRY(store_tags(*state_, old.id, before.tags, after.tags));
        TRY(remember(*state_, old.id, event, changes));
        return bump_and_owe(*state_, {old.id});
    });
}

Result<void> Catalog::attach(const ReferenceCode& code, const NewComponent& given, const Stamp& stamp)
{
    if (given.role == ComponentRole::original)
        return error(ErrorKind::usage, say("A record has one original", "每件只有一个原件"))
            .with_hint(say("Add it as an attachment, or file another record.", "请作为附件添加,或另立一件。"));
    return state_->write([&]() -> Result<void> {
        auto& db = state_->db;
        TRY_ASSIGN(const RecordId record, find_record(*state_, code));
        TRY(refuse_tombstone(*state_, record, code));
        TRY(refuse_case_paper(*state_, record, code));
        NewComponent component = given;
        TRY_ASSIGN(const auto originals,
                   db.number("SELECT count(*) FROM component WHERE record = ?1 AND role = 'original'", {raw(record)}));
        if (originals == 0 && component.role == ComponentRole::attachment) component.role = ComponentRole::original;
        TRY_ASSIGN(const KnownObject known, look_up_object(*state_, component));
        TRY_ASSIGN(const auto attached,
                   db.number("SELECT 1 FROM component WHERE record = ?1 AND object = ?2", {raw(record), known.id}));
        if (attached != 0)
            return error(ErrorKind::duplicate, say("{} has the same bytes already", "{} 已含有相同内容", {code.text()}))
                .with_hint(say("fonds show lists its components.", "可用 fonds show 查看其数字对象。"))
                .at(code.text());

        Json detail = Json::object();
        detail.set("role", name_of(component.role));
        describe(detail, component);
        TRY_ASSIGN(const auto event, append_event(*state_, "record.attached", code.text(), detail.dump(), stamp));
        TRY_ASSIGN(const auto object, ensure_object(*state_, known, component));
        TRY(insert_component(*state_, record, object, component, stamp.at));
        FieldChanges changes;
        const std::string name = to_valid_utf8(component.file_name);
        changes.compare(name_of(component.role), "", name.empty() ? component.digest.hex() : name);
        TRY(remember(*state_, record, event, changes));
        return bump_and_owe(*state_, {record});
    });
}

}  // namespace fonds
