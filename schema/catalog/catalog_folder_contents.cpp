// SPDX-License-Identifier: GPL-3.0-or-later
// What is in a folder; closing and opening it.
#include "schema/catalog/field_changes.hpp"
#include "schema/catalog/folder_rules.hpp"
#include "schema/catalog/folders.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/scheme_lookup.hpp"
#include "schema/catalog/text_check.hpp"

namespace fonds {

namespace {

std::string subject_of(const Folder& folder)
{
    return folder.category_code + "/" + folder.number;
}

Result<FolderItem> to_item(const sqlite::Rows& row)
{
    FolderItem item;
    item.record = RecordId{row.integer(0)};
    TRY_ASSIGN(item.code, ReferenceCode::parse(row.view(1)));
    item.title = row.text(2);
    if (!row.is_null(3)) {
        TRY_ASSIGN(item.date, Date::parse(row.view(3)));
    }
    TRY_ASSIGN(item.grade, parse_grade(row.view(4)));
    item.matter = row.text(5);
    item.pages = static_cast<std::int32_t>(row.integer(6));
    item.position = row.integer(9);
    item.lent = row.integer(10) != 0;
    item.counted = static_cast<std::int32_t>(row.integer(11));
    item.range = stored_range(row.integer(7), row.integer(8), row.integer(11)).with(item.counted);
    return item;
}

Result<std::vector<FolderItem>> items_of(CatalogState& state, const Folder& folder)
{
    std::vector<FolderItem> items;
    TRY_ASSIGN(
        auto rows,
        state.db.query("SELECT record.id, record.code, record.title, record.date, record.grade,"
                       " CASE WHEN record.project <> '' THEN 'P' || record.project"
                       " WHEN record.number <> '' THEN 'N' || record.number ELSE '' END,"
                       " " +
                           std::string(paper_pages_column) +
                           ","
                           " record.page_from, record.page_to, record.position,"
                           " coalesce(own.loan, 0) + CASE WHEN own.location IS NULL THEN coalesce(whole.loan, 0) ELSE 0 END,"
                           " record.paper_pages"
                           " FROM record LEFT JOIN component ON component.record = record.id"
                           " AND component.role = 'original' LEFT JOIN object ON object.id = component.object"
                           " LEFT JOIN paper AS own ON own.record = record.id"
                           " LEFT JOIN paper AS whole ON whole.folder = record.folder WHERE record.folder = ?1"
                           " AND record.id NOT IN (SELECT record FROM tombstone)",
                       {raw(folder.id)}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(auto item, to_item(row));
        items.push_back(std::move(item));
        return {};
    }));
    put_in_order(items);
    return items;
}

Text joined(const std::vector<Text>& texts)
{
    Text all;
    for (const Text& each : texts) {
        all.en += (all.en.empty() ? "" : "; ") + each.en;
        all.zh += (all.zh.empty() ? "" : ";") + each.zh;
    }
    return all;
}

/// The event's detail is a change of its state, as an edit tells it, and why.
Result<void> set_open(CatalogState& state, const Folder& folder, bool open, std::string_view reason, const Stamp& stamp)
{
    TRY(state.db.run("UPDATE folder SET open = ?2 WHERE id = ?1", {raw(folder.id), open}));
    FieldChanges changes;
    changes.compare("state", open ? "closed" : "open", open ? "open" : "closed");
    Json detail = changes.json();
    if (!reason.empty()) detail.set("reason", reason);
    TRY(append_event(state, open ? "folder.reopened" : "folder.closed", subject_of(folder), detail.dump(), stamp));
    return {};
}

}  // namespace

Folders::Folders(Catalog& catalog) : catalog_(catalog), state_(*catalog.state_) {}

Result<FolderContents> Folders::contents(const FolderName& name)
{
    return state_.read([&]() -> Result<FolderContents> {
        FolderContents found;
        TRY_ASSIGN(found.folder, find_folder(state_, name.category, name.number));
        TRY_ASSIGN(found.items, items_of(state_, found.folder));
        found.fill = fill_of(found.items);
        return found;
    });
}

Result<std::vector<Text>> Folders::incomplete(const FolderName& name)
{
    return state_.read([&]() -> Result<std::vector<Text>> {
        TRY_ASSIGN(const FolderContents held, contents(name));
        TRY_ASSIGN(const Category category, find_category(state_, held.folder.category_code));
        std::vector<Text> missing;
        if (held.items.empty()) missing.push_back(say("it is empty", "卷内没有文件"));
        if (held.folder.title.empty()) missing.push_back(say("it has no title", "没有案卷题名"));
        std::int64_t undated = 0, lent = 0, counted = 0;
        for (const FolderItem& item : held.items) {
            undated += item.date ? 0 : 1;
            lent += item.lent ? 1 : 0;
            counted += item.pages > 0 ? 1 : 0;
        }
        if (undated > 0)
            missing.push_back(say(undated == 1 ? "{} of its records has no date" : "{} of its records have no date",
                                  "{} 件没有日期", {undated}));
        if (lent > 0)
            missing.push_back(
                say(lent == 1 ? "{} of its papers is on loan" : "{} of its papers are on loan", "{} 件已借出", {lent}));
        const auto add = [&](std::vector<Text> texts) { missing.insert(missing.end(), texts.begin(), texts.end()); };
        // A folder is paged as a whole; one of files that have no pages is not.
        if (counted > 0 && held.fill.uncounted > 0)
            missing.push_back(say("the pages of {} of its records are not known", "{} 件页数不明", {held.fill.uncounted}));
        add(page_faults(held.items));
        add(excesses(held.folder, held.fill));
        TRY_ASSIGN(auto mixed, mixtures(state_, held.folder, category.mixed_folders));
        add(std::move(mixed));
        return missing;
    });
}

Result<void> Folders::close(const FolderName& name, std::string_view reason, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Folder folder, find_folder(state_, name.category, name.number));
        if (!folder.open) return {};
        TRY_ASSIGN(const std::string why, clean_line(reason, {"Reason", "原因"}));
        TRY_ASSIGN(const auto missing, incomplete(name));
        if (missing.empty() || !why.empty()) return set_open(state_, folder, false, why, stamp);
        const Text all = joined(missing);
        Error problem = error(ErrorKind::refused, {});
        problem.what.en = fill("Folder {} is not complete: {}", {subject_of(folder), all.en});
        problem.what.zh = fill("案卷 {} 尚不完整:{}", {subject_of(folder), all.zh});
        problem.hint =
            say("Complete it, or close it as it is and say why: --reason.", "请补齐,或用 --reason 说明原因后照原样封卷。");
        problem.where = subject_of(folder);
        return problem;
    });
}

Result<void> Folders::reopen(const FolderName& name, std::string_view reason, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Folder folder, find_folder(state_, name.category, name.number));
        if (folder.open) return {};
        TRY_ASSIGN(const std::string why, clean_line(reason, {"Reason", "原因"}));
        if (!why.empty()) return set_open(state_, folder, true, why, stamp);
        return error(ErrorKind::usage, say("Folder {} was closed: it is opened again for a reason only",
                                           "案卷 {} 已封卷,启封须说明原因", {subject_of(folder)}))
            .with_hint(say("Say why: --reason.", "请用 --reason 说明原因。"))
            .at(subject_of(folder));
    });
}

}  // namespace fonds
