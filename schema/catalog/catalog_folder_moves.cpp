// SPDX-License-Identifier: GPL-3.0-or-later
// The order in folders, and records that go from one to another. Each record tells its change itself, as an edit does; the
// folder tells what happened to it.
#include <algorithm>
#include <set>

#include "schema/catalog/field_changes.hpp"
#include "schema/catalog/folder_rules.hpp"
#include "schema/catalog/folders.hpp"
#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/scheme_lookup.hpp"

namespace fonds {

namespace {

std::string subject_of(const Folder& folder)
{
    return folder.category_code + "/" + folder.number;
}

Json codes_json(const std::vector<MovedRecord>& moved)
{
    Json codes = Json::array();
    for (const MovedRecord& each : moved) codes.push(each.code.text());
    return codes;
}

Result<void> check_twice(const std::vector<ReferenceCode>& codes)
{
    std::set<std::string> seen;
    for (const ReferenceCode& code : codes)
        if (!seen.insert(code.text()).second)
            return error(ErrorKind::usage, say("{} is named twice", "{} 重复出现", {code.text()}));
    return {};
}

/// Moves one record; nothing when it is there already.
Result<std::optional<MovedRecord>> move_one(Catalog& catalog, const Folder& target, const ReferenceCode& code,
                                            const Stamp& stamp)
{
    TRY_ASSIGN(const Record record, catalog.record(code));
    const RecordMetadata& facts = record.metadata;
    if (facts.category != target.category_code)
        return error(ErrorKind::refused, say("{} is in category {}, not in {}", "{} 属于门类 {},而非 {}",
                                             {code.text(), facts.category, target.category_code}))
            .with_hint(say("Change its category and folder together: fonds edit {} --category {} --folder {}.",
                           "请同时修改门类与案卷:fonds edit {} --category {} --folder {}。",
                           {code.text(), target.category_code, target.number}))
            .at(code.text());
    if (facts.folder == target.number) return std::optional<MovedRecord>();
    RecordEdit edit;
    edit.folder = target.number;
    TRY(catalog.edit_record(code, edit, stamp));
    return std::optional(MovedRecord{code, facts.folder, target.number});
}

/// What may not go is refused by the edit itself (folder_rules.hpp).
Result<std::vector<MovedRecord>> move_all(Catalog& catalog, const Folder& target, const std::vector<ReferenceCode>& codes,
                                          const Stamp& stamp)
{
    TRY(check_twice(codes));
    std::vector<MovedRecord> moved;
    for (const ReferenceCode& code : codes) {
        TRY_ASSIGN(auto one, move_one(catalog, target, code, stamp));
        if (one) moved.push_back(std::move(*one));
    }
    return moved;
}

Error not_in(const Folder& folder, const ReferenceCode& code)
{
    return error(ErrorKind::usage, say("{} is not in folder {}", "{} 不在案卷 {} 中", {code.text(), subject_of(folder)}))
        .with_hint(say("fonds folder show {} {} lists what is.", "可用 fonds folder show {} {} 查看卷内文件。",
                       {folder.category_code, folder.number}))
        .at(code.text());
}

}  // namespace

Result<void> Folders::arrange(const FolderName& name, const std::vector<ReferenceCode>& codes, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Folder folder, find_folder(state_, name.category, name.number));
        TRY(check_may_change(state_, folder));
        TRY(refuse_held_folder(state_, folder));
        TRY(check_twice(codes));
        TRY_ASSIGN(FolderContents held, contents(name));
        std::vector<FolderItem> wanted;
        for (const ReferenceCode& code : codes) {
            const auto at = std::ranges::find(held.items, code.text(), [](const auto& item) { return item.code.text(); });
            if (at == held.items.end()) return not_in(folder, code);
            wanted.push_back(std::move(*at));
            held.items.erase(at);
        }
        if (!codes.empty()) std::ranges::move(held.items, std::back_inserter(wanted));
        TRY(state_.db.run("UPDATE record SET position = 0 WHERE folder = ?1 AND position <> 0", {raw(folder.id)}));
        Json order = Json::array();
        std::int64_t position = 0;
        for (const FolderItem& item : wanted) {
            TRY(state_.db.run("UPDATE record SET position = ?2 WHERE id = ?1", {raw(item.record), ++position}));
            order.push(item.code.text());
        }
        TRY(state_.db.run("UPDATE folder SET by_hand = ?2 WHERE id = ?1", {raw(folder.id), codes.empty() ? 0 : 1}));
        FieldChanges changes;
        changes.compare("arrangement", folder.by_hand ? "by hand" : "by time", codes.empty() ? "by time" : "by hand");
        Json detail = changes.json();
        if (!codes.empty()) detail.set("order", std::move(order));
        TRY(append_event(state_, "folder.arranged", subject_of(folder), detail.dump(), stamp));
        return {};
    });
}

Result<void> Folders::number_pages(const FolderName& name, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Folder folder, find_folder(state_, name.category, name.number));
        TRY(check_may_change(state_, folder));
        TRY_ASSIGN(const FolderContents held, contents(name));
        std::int32_t page = 1;
        for (const FolderItem& item : held.items) {
            if (item.pages == 0)
                return error(ErrorKind::refused, say("The pages of {} are not known", "{} 的页数不明", {item.code.text()}))
                    .with_hint(say("Count them: fonds edit {} --paper-pages N.", "请清点:fonds edit {} --paper-pages 页数。",
                                   {item.code.text()}))
                    .at(item.code.text());
            RecordEdit edit;
            edit.page_range = PageRange{page, page + item.pages - 1};
            page += item.pages;
            if (*edit.page_range != item.range) TRY(catalog_.edit_record(item.code, edit, stamp));
        }
        return {};
    });
}

Result<std::vector<MovedRecord>> Folders::move(const FolderName& name, const std::vector<ReferenceCode>& codes,
                                               const Stamp& stamp)
{
    std::vector<MovedRecord> moved;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Folder target, find_open_folder(state_, name.category, name.number));
        TRY_ASSIGN(moved, move_all(catalog_, target, codes, stamp));
        if (moved.empty()) return {};
        Json records = Json::array();
        for (const MovedRecord& each : moved)
            records.push(Json::object().set("code", each.code.text()).set("from", each.from));
        TRY(append_event(state_, "folder.filled", subject_of(target),
                         Json::object().set("records", std::move(records)).dump(), stamp));
        return {};
    }));
    return moved;
}

Result<std::vector<MovedRecord>> Folders::split(const FolderName& name, std::string_view number,
                                                const std::vector<ReferenceCode>& codes, const Stamp& stamp)
{
    std::vector<MovedRecord> moved;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Folder folder, find_folder(state_, name.category, name.number));
        TRY(check_may_change(state_, folder));
        TRY_ASSIGN(const FolderContents held, contents(name));
        for (const ReferenceCode& code : codes)
            if (std::ranges::find(held.items, code.text(), [](const auto& item) { return item.code.text(); }) ==
                held.items.end())
                return not_in(folder, code);
        if (codes.empty() || codes.size() >= held.items.size())
            return error(ErrorKind::usage,
                         say("A folder is split by some of its records: {} of {} are named",
                             "拆分案卷须指明其中一部分:已指明 {} 件,共 {} 件", {codes.size(), held.items.size()}))
                .with_hint(say("Name those that go into the new folder.", "请给出移入新案卷的档号。"));
        Folder added = folder;
        added.number = number;
        TRY(catalog_.add_folder(added, stamp));
        TRY_ASSIGN(const Folder target, find_open_folder(state_, name.category, number));
        TRY_ASSIGN(moved, move_all(catalog_, target, codes, stamp));
        TRY(append_event(state_, "folder.split", subject_of(folder),
                         Json::object().set("into", target.number).set("records", codes_json(moved)).dump(), stamp));
        return {};
    }));
    return moved;
}

Result<std::vector<MovedRecord>> Folders::merge(const FolderName& name, const std::vector<std::string>& others,
                                                const Stamp& stamp)
{
    std::vector<MovedRecord> moved;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Folder target, find_open_folder(state_, name.category, name.number));
        std::vector<FolderId> named;
        for (const std::string& other : others) {
            TRY_ASSIGN(const Folder folder, find_folder(state_, name.category, other));
            if (std::ranges::find(named, folder.id) != named.end())
                return error(ErrorKind::usage, say("Folder {} is named twice", "案卷 {} 重复出现", {folder.number}));
            named.push_back(folder.id);
            TRY(check_may_change(state_, folder));
            if (folder.id == target.id)
                return error(ErrorKind::usage, say("A folder is not merged into itself", "案卷不能并入自身"));
            TRY_ASSIGN(const FolderContents held, contents({folder.category_code, folder.number}));
            std::vector<ReferenceCode> codes;
            for (const FolderItem& item : held.items) codes.push_back(item.code);
            TRY_ASSIGN(auto some, move_all(catalog_, target, codes, stamp));
            TRY(state_.db.run("UPDATE folder SET open = 0 WHERE id = ?1", {raw(folder.id)}));
            FieldChanges changes;
            changes.compare("state", "open", "closed");
            Json detail = changes.json();
            detail.set("into", target.number).set("records", codes_json(some));
            TRY(append_event(state_, "folder.merged", subject_of(folder), detail.dump(), stamp));
            std::ranges::move(some, std::back_inserter(moved));
        }
        return {};
    }));
    return moved;
}

}  // namespace fonds
