// SPDX-License-Identifier: GPL-3.0-or-later
// What lists say of folders beyond their contents: places by hand, and why a folder was closed.
#include <algorithm>

#include "schema/catalog/field_changes.hpp"
#include "schema/catalog/folder_rules.hpp"
#include "schema/catalog/folders.hpp"
#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/id_list.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/scheme_lookup.hpp"

namespace fonds {

namespace {

std::string_view arrangement(bool by_hand)
{
    return by_hand ? "by hand" : "by time";
}

}  // namespace

Result<std::map<RecordId, std::int64_t>> Folders::ranks(const std::vector<RecordId>& records)
{
    std::map<RecordId, std::int64_t> found;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT record.id, record.position FROM json_each(?1) AS wanted"
                                          " CROSS JOIN record ON record.id = wanted.value WHERE record.position > 0",
                                          {id_list(records)}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        found.emplace(RecordId{row.integer(0)}, row.integer(1));
        return {};
    }));
    return found;
}

Result<void> Folders::check_order_may_change(const FolderName& name)
{
    TRY_ASSIGN(const Folder folder, find_folder(state_, name.category, name.number));
    return check_may_change(state_, folder);
}

Result<void> Folders::rank(const FolderName& name, const std::vector<Ranked>& wanted, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Folder folder, find_folder(state_, name.category, name.number));
        TRY(check_may_change(state_, folder));
        const std::int64_t before = state_.db.total_changes();
        for (const Ranked& each : wanted) {
            if (each.rank < 0 || each.rank > largest_rank)
                return error(ErrorKind::usage, say("Not a place in a folder: {}", "不是卷内排序:{}", {each.rank}))
                    .with_hint(say("Places are whole numbers from 1 to {}.", "须为 1 到 {} 的整数。", {largest_rank}))
                    .at(each.code.text());
            TRY(state_.db.run("UPDATE record SET position = ?3 WHERE code = ?1 AND folder = ?2 AND position <> ?3",
                              {each.code.text(), raw(folder.id), each.rank}));
        }
        if (state_.db.total_changes() == before) return {};
        TRY(refuse_held_folder(state_, folder));
        TRY_ASSIGN(
            const auto by_hand,
            state_.db.number("SELECT EXISTS (SELECT 1 FROM record WHERE folder = ?1 AND position > 0)", {raw(folder.id)}));
        TRY(state_.db.run("UPDATE folder SET by_hand = ?2 WHERE id = ?1", {raw(folder.id), by_hand}));
        FieldChanges changes;
        changes.compare("arrangement", arrangement(folder.by_hand), arrangement(by_hand != 0));
        Json detail = changes.json();
        if (by_hand != 0) {
            TRY_ASSIGN(const FolderContents held, contents(name));
            Json order = Json::array();
            for (const FolderItem& item : held.items) order.push(item.code.text());
            detail.set("order", std::move(order));
        }
        TRY(append_event(state_, "folder.arranged", folder.category_code + "/" + folder.number, detail.dump(), stamp));
        return {};
    });
}

Result<std::map<std::string, std::string>> Folders::closing_reasons()
{
    std::map<std::string, std::string> reasons;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT subject, coalesce(json_extract(detail, '$.reason'), '') FROM event"
                                          " WHERE action IN ('folder.closed', 'folder.merged') ORDER BY sequence"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        reasons.insert_or_assign(row.text(0), row.text(1));
        return {};
    }));
    return reasons;
}

}  // namespace fonds
