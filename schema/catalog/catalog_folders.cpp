// SPDX-License-Identifier: GPL-3.0-or-later
// Folders: a number within a category.
#include <algorithm>

#include "schema/catalog/field_changes.hpp"
#include "schema/catalog/folders.hpp"
#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/scheme_lookup.hpp"
#include "schema/catalog/text_check.hpp"

namespace fonds {

namespace {

constexpr std::int64_t largest_limit = 1'000'000;

constexpr std::string_view select_folder =
    "SELECT folder.id, folder.category, category.code, folder.number, folder.title, folder.period, folder.open,"
    " folder.records, folder.most_pieces, folder.most_pages, folder.spine, folder.mixed, folder.by_hand,"
    " (SELECT min(date) FROM record WHERE record.folder = folder.id AND date IS NOT NULL"
    " AND id NOT IN (SELECT record FROM tombstone)),"
    " (SELECT max(date) FROM record WHERE record.folder = folder.id AND date IS NOT NULL"
    " AND id NOT IN (SELECT record FROM tombstone))"
    " FROM folder JOIN category ON category.id = folder.category";

Result<std::optional<Date>> to_day(const sqlite::Rows& row, int column)
{
    if (row.is_null(column)) return std::optional<Date>();
    TRY_ASSIGN(const Date day, Date::parse(row.view(column)));
    return std::optional(day);
}

Result<Folder> to_folder(const sqlite::Rows& row)
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
    folder.most_pieces = row.integer(8);
    folder.most_pages = row.integer(9);
    folder.spine = row.integer(10);
    folder.mixed = row.integer(11) != 0;
    folder.by_hand = row.integer(12) != 0;
    TRY_ASSIGN(folder.first, to_day(row, 13));
    TRY_ASSIGN(folder.last, to_day(row, 14));
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
    TRY_ASSIGN(folder.title, clean_line(folder.title, {"Folder title", "案卷题名"}));
    TRY_ASSIGN(folder.period, clean_line(folder.period, {"Period", "时间范围"}));
    for (const auto limit : {folder.most_pieces, folder.most_pages, folder.spine})
        if (limit < 0 || limit > largest_limit)
            return error(ErrorKind::usage, say("A folder has no room for {}", "案卷容量 {} 无效", {limit}))
                .with_hint(say("Limits are whole numbers from 0, which is none, to {}.",
                               "容量须为 0 到 {} 的整数,0 表示不限。", {largest_limit}));
    return folder;
}

constexpr std::string_view digits = "0123456789";

/// Without leading zeros where it is a number: 5 and 005 look alike in reference codes ({folder:3}).
std::string significant(std::string_view number)
{
    if (number.find_first_not_of(digits) != std::string_view::npos) return std::string(number);
    return std::string(number.substr(std::min(number.find_first_not_of('0'), number.size())));
}

/// Folders are counted from 1.
Result<void> check_counted(const std::string& number)
{
    const bool negative = number.starts_with('-');
    const std::string_view figures = std::string_view(number).substr(negative ? 1 : 0);
    if (figures.find_first_not_of(digits) != std::string_view::npos) return {};
    if (!negative && !significant(number).empty()) return {};
    return error(ErrorKind::usage, say("Not a folder number: {}", "不是有效的案卷号:{}", {number}))
        .with_hint(say("Folders are counted from 1, for example 001.", "案卷号从 1 起,例如 001。"));
}

/// A folder of the category whose number differs from this one in leading zeros alone; empty: none.
Result<std::string> same_number(CatalogState& state, CategoryId category, const std::string& number)
{
    if (number.find_first_not_of(digits) != std::string::npos) return std::string();
    TRY_ASSIGN(auto rows, state.db.query("SELECT number FROM folder WHERE category = ?1 AND number <> ?2 AND"
                                         " ltrim(number, '0') = ?3 LIMIT 1",
                                         {raw(category), number, significant(number)}));
    TRY_ASSIGN(const bool found, rows.next());
    return found ? rows.text(0) : std::string();
}

std::string subject_of(const Folder& folder)
{
    return folder.category_code + "/" + folder.number;
}

std::string limit_text(std::int64_t limit)
{
    return limit > 0 ? std::to_string(limit) : std::string();
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
    TRY_ASSIGN(const Category known, find_category(state, category));
    // Spreadsheets take zeros away: 1 is 001, since no category may have both.
    TRY_ASSIGN(const std::string same, same_number(state, known.id, canonical_folder_number(number)));
    if (!same.empty()) return find_folder(state, known.code, same);
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
        TRY_ASSIGN(auto folder, to_folder(row));
        all.push_back(std::move(folder));
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
        TRY(check_counted(added.number));
        TRY_ASSIGN(const std::string same, same_number(*state_, category.id, added.number));
        if (!same.empty())
            return error(ErrorKind::duplicate,
                         say("Category {} has a folder {} already, which is the same number as {}",
                             "门类 {} 已有案卷 {},与 {} 是同一个号", {category.code, same, added.number}))
                .with_hint(say("Use folder {}, or choose another number.", "请使用案卷 {},或另选案卷号。", {same}))
                .at(subject_of(added));
        TRY(db.run("INSERT INTO folder (category, number, title, period, open, most_pieces, most_pages, spine, mixed)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                   {raw(category.id), added.number, added.title, added.period, added.open, added.most_pieces,
                    added.most_pages, added.spine, added.mixed}));
        Json detail = Json::object();
        detail.set("title", added.title).set("period", added.period).set("state", open_text(added));
        if (added.most_pieces > 0) detail.set("most_pieces", std::to_string(added.most_pieces));
        if (added.most_pages > 0) detail.set("most_pages", std::to_string(added.most_pages));
        if (added.spine > 0) detail.set("spine", std::to_string(added.spine));
        if (added.mixed) detail.set("mixed", "yes");
        TRY(append_event(*state_, "folder.added", subject_of(added), detail.dump(), stamp));
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
        take(edit.most_pieces, wanted.most_pieces);
        take(edit.most_pages, wanted.most_pages);
        take(edit.spine, wanted.spine);
        take(edit.mixed, wanted.mixed);
        TRY_ASSIGN(const Folder after, checked(std::move(wanted)));
        FieldChanges changes;
        changes.compare("title", before.title, after.title);
        changes.compare("period", before.period, after.period);
        if (!changes.empty()) TRY(refuse_held_folder(*state_, before));
        changes.compare("most_pieces", limit_text(before.most_pieces), limit_text(after.most_pieces));
        changes.compare("most_pages", limit_text(before.most_pages), limit_text(after.most_pages));
        changes.compare("spine", limit_text(before.spine), limit_text(after.spine));
        changes.compare("mixed", before.mixed ? "yes" : "", after.mixed ? "yes" : "");
        if (!changes.empty()) {
            TRY(state_->db.run(
                "UPDATE folder SET title = ?2, period = ?3, most_pieces = ?4, most_pages = ?5, spine = ?6,"
                " mixed = ?7 WHERE id = ?1",
                {raw(before.id), after.title, after.period, after.most_pieces, after.most_pages, after.spine, after.mixed}));
            TRY(append_event(*state_, "folder.edited", subject_of(before), changes.detail(), stamp));
        }
        if (!edit.open) return {};
        const FolderName name{before.category_code, before.number};
        Folders folders(*this);
        return *edit.open ? folders.reopen(name, edit.reason, stamp) : folders.close(name, edit.reason, stamp);
    });
}

}  // namespace fonds
