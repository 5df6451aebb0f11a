// SPDX-License-Identifier: GPL-3.0-or-later
// Folders: a number within a category.
#include "schema/catalog/field_changes.hpp"
#include "schema/catalog/scheme_lookup.hpp"
#include "schema/catalog/text_check.hpp"

namespace fonds {

namespace {

constexpr std::string_view select_folder =
    "SELECT folder.id, folder.category, category.code, folder.number, folder.title, folder.period, folder.open,"
    " folder.records FROM folder JOIN category ON category.id = folder.category";

Folder to_folder(const sqlite::Rows& row)
{
    Folder folder;
    folder.id = FolderId{row.integer(0)};
    folder.category = CategoryId{row.integer(1)};
    folder.category_code = row.text(2);
    folder.number = row.text(3);
    folder.title = row.text(4);
    folder.period = row.text(5);
    folder.open = row.integer(6) != 0;
    folder.records = row.integer(7);
    return folder;
}

Result<Folder> checked(Folder folder)
{
    TRY_ASSIGN(folder.number, clean_name(folder.number, {"Folder number", "案卷号"}));
    folder.number = canonical_folder_number(folder.number);
    // It may stand in a reference code.
    TRY(ReferenceCode::parse(folder.number));
    if (folder.number.find_first_of("{}") != std::string::npos)
        return error(ErrorKind::usage, say("Not a folder number: {}", "不是有效的案卷号:{}", {folder.number}))
            .with_hint(say("Use letters and digits, for example 001.", "请用字母和数字,例如 001。"));
    TRY_ASSIGN(folder.title, clean_text(folder.title, {"Folder title", "案卷题名"}));
    TRY_ASSIGN(folder.period, clean_text(folder.period, {"Period", "时间范围"}));
    return folder;
}

std::string subject_of(const Folder& folder)
{
    return folder.category_code + "/" + folder.number;
}

std::string_view open_text(const Folder& folder)
{
    return folder.open ? "open" : "closed";
}

}  // namespace

Result<Folder> find_folder(CatalogState& state, std::string_view category, std::string_view number)
{
    // As it was typed first: older archives may hold a number in another width.
    TRY_ASSIGN(auto rows,
               state.db.query(std::string(select_folder) + " WHERE category.code = ?1 AND folder.number IN (?2, ?3)"
                                                           " ORDER BY folder.number = ?2 DESC LIMIT 1",
                              {canonical_category_code(category), number, canonical_folder_number(number)}));
    TRY_ASSIGN(const bool found, rows.next());
    if (found) return to_folder(rows);
    TRY(find_category(state, category));
    return error(ErrorKind::not_found, say("Category {} has no folder {}", "门类 {} 没有案卷 {}", {category, number}))
        .with_hint(say("fonds folder list shows the folders, fonds folder add makes one.",
                       "可用 fonds folder list 查看案卷,用 fonds folder add 新建。"))
        .at(std::string(category) + "/" + std::string(number));
}

Result<Folder> find_open_folder(CatalogState& state, std::string_view category, std::string_view number)
{
    TRY_ASSIGN(auto folder, find_folder(state, category, number));
    if (folder.open) return folder;
    return error(ErrorKind::refused,
                 say("In category {} folder {} is closed", "门类 {} 的案卷 {} 已封卷", {category, number}))
        .with_hint(say("Choose an open folder, or open this one again.", "请选择未封的案卷,或重新启封。"))
        .at(subject_of(folder));
}

Result<Folder> Catalog::folder(std::string_view category, std::string_view number)
{
    return find_folder(*state_, category, number);
}

Result<std::vector<Folder>> Catalog::folders(std::string_view category)
{
    std::string code;
    if (!category.empty()) {
        TRY_ASSIGN(const Category known, find_category(*state_, category));
        code = known.code;
    }
    std::vector<Folder> all;
    TRY_ASSIGN(auto rows, state_->db.query(std::string(select_folder) + " WHERE ?1 = '' OR category.code = ?1"
                                                                        " ORDER BY category.code, folder.number",
                                           {code}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        all.push_back(to_folder(row));
        return {};
    }));
    return all;
}

Result<void> Catalog::add_folder(const Folder& folder, const Stamp& stamp)
{
    return state_->write([&]() -> Result<void> {
        TRY_ASSIGN(Folder added, checked(folder));
        TRY_ASSIGN(const Category category, find_category(*state_, added.category_code));
        added.category_code = category.code;
        auto& db = state_->db;
        TRY_ASSIGN(const auto known,
                   db.number("SELECT 1 FROM folder WHERE category = ?1 AND number = ?2", {raw(category.id), added.number}));
        if (known != 0)
            return error(ErrorKind::duplicate,
                         say("Category {} has a folder {} already", "门类 {} 已有案卷 {}", {category.code, added.number}))
                .with_hint(say("Edit it, or choose another number.", "请修改该案卷,或另选案卷号。"))
                .at(subject_of(added));
        TRY(db.run("INSERT INTO folder (category, number, title, period, open) VALUES (?1, ?2, ?3, ?4, ?5)",
                   {raw(category.id), added.number, added.title, added.period, added.open}));
        const std::string detail =
            Json::object().set("title", added.title).set("period", added.period).set("state", open_text(added)).dump();
        TRY(append_event(*state_, "folder.added", subject_of(added), detail, stamp));
        return {};
    });
}

Result<void> Catalog::edit_folder(std::string_view category, std::string_view number, const FolderEdit& edit,
                                  const Stamp& stamp)
{
    return state_->write([&]() -> Result<void> {
        TRY_ASSIGN(const Folder before, find_folder(*state_, category, number));
        Folder wanted = before;
        take(edit.title, wanted.title);
        take(edit.period, wanted.period);
        take(edit.open, wanted.open);
        TRY_ASSIGN(const Folder after, checked(std::move(wanted)));
        FieldChanges changes;
        changes.compare("title", before.title, after.title);
        changes.compare("period", before.period, after.period);
        changes.compare("state", open_text(before), open_text(after));
        if (changes.empty()) return {};
        TRY(state_->db.run("UPDATE folder SET title = ?2, period = ?3, open = ?4 WHERE id = ?1",
                           {raw(before.id), after.title, after.period, after.open}));
        TRY(append_event(*state_, "folder.edited", subject_of(before), changes.detail(), stamp));
        return {};
    });
}

}  // namespace fonds
