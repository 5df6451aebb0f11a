// SPDX-License-Identifier: GPL-3.0-or-later
// A folder never mixes years and retention periods unless it is allowed to (DA/T 22-2015: nor does a box).
#include "schema/catalog/folder_rules.hpp"

#include <set>

#include "schema/model/code_parts.hpp"

namespace fonds {

namespace {

std::string subject_of(const Folder& folder)
{
    return folder.category_code + "/" + folder.number;
}

Error would_mix(const Folder& folder, std::string_view held, std::string_view wanted)
{
    return error(ErrorKind::refused,
                 say("Folder {} of {} holds what is of {}, not of {}", "案卷 {}(门类 {})只收 {} 的文件,不收 {} 的",
                     {folder.number, folder.category_code, held, wanted}))
        .with_hint(say("Choose another folder, or allow it to mix: fonds folder edit {} {} --mixed yes.",
                       "请另选案卷,或允许混放:fonds folder edit {} {} --mixed yes。", {folder.category_code, folder.number}))
        .at(subject_of(folder));
}

Result<std::string> one_text(CatalogState& state, std::string_view sql, sqlite::Values values)
{
    TRY_ASSIGN(auto rows, state.db.query(sql, values));
    TRY_ASSIGN(const bool found, rows.next());
    return found ? rows.text(0) : std::string();
}

Error closed(const Folder& folder, const Text& hint)
{
    return error(ErrorKind::refused, say("In category {} folder {} is closed", "门类 {} 的案卷 {} 已封卷",
                                         {folder.category_code, folder.number}))
        .with_hint(hint)
        .at(subject_of(folder));
}

Result<void> check_here(CatalogState& state, const Folder& folder)
{
    TRY_ASSIGN(const auto loan, state.db.number("SELECT loan FROM paper WHERE folder = ?1", {raw(folder.id)}));
    if (loan == 0) return {};
    const std::string subject = subject_of(folder);
    return error(ErrorKind::refused, say("Folder {} is on loan", "案卷 {} 已借出", {subject}))
        .with_hint(say("Wait until it is back: fonds loan show {}.", "请待归还后再办理:fonds loan show {}。", {subject}))
        .at(subject);
}

}  // namespace

Result<void> check_unmixed(CatalogState& state, const Folder& folder, bool category_mixes, const FolderKin& kin)
{
    if (folder.mixed || category_mixes || folder.records == 0) return {};
    if (kin.date) {
        const std::string year = kin.date->text().substr(0, 4);
        TRY_ASSIGN(const std::string held, one_text(state,
                                                    "SELECT substr(date, 1, 4) FROM record WHERE id NOT IN (SELECT record "
                                                    "FROM tombstone) AND folder = ?1 AND date IS NOT NULL AND id <> ?2"
                                                    " ORDER BY date LIMIT 1",
                                                    {raw(folder.id), raw(kin.record)}));
        if (!held.empty() && held != year) {
            // One that mixes already may get more of the years it has.
            TRY_ASSIGN(const auto has, state.db.number("SELECT EXISTS (SELECT 1 FROM record WHERE id NOT IN (SELECT record "
                                                       "FROM tombstone) AND folder = ?1 AND date >= ?2"
                                                       " AND date <= ?3 AND id <> ?4)",
                                                       {raw(folder.id), year + "-01-01", year + "-12-31", raw(kin.record)}));
            if (has == 0) return would_mix(folder, held, year);
        }
    }
    if (kin.retention.empty()) return {};
    TRY_ASSIGN(
        const std::string other,
        one_text(
            state,
            "SELECT code FROM record WHERE id NOT IN (SELECT record FROM tombstone) AND folder = ?1 AND id <> ?2 LIMIT 1",
            {raw(folder.id), raw(kin.record)}));
    const std::string held = retention_in(other);
    if (held.empty() || held == kin.retention) return {};
    return would_mix(folder, held, kin.retention);
}

Result<void> check_takes_and_gives(CatalogState& state, const Folder& folder)
{
    if (!folder.open)
        return closed(folder,
                      say("Choose an open folder, or open this one again: fonds folder edit {} {} --open --reason TEXT.",
                          "请选择未封的案卷,或重新启封:fonds folder edit {} {} --open --reason 原因。",
                          {folder.category_code, folder.number}));
    return check_here(state, folder);
}

Result<void> check_may_change(CatalogState& state, const Folder& folder)
{
    TRY(check_open(folder));
    return check_here(state, folder);
}

Result<void> check_open(const Folder& folder)
{
    if (folder.open) return {};
    return closed(folder,
                  say("Open it again first: fonds folder edit {} {} --open --reason TEXT.",
                      "请先启封:fonds folder edit {} {} --open --reason 原因。", {folder.category_code, folder.number}));
}

Result<void> check_not_lent(CatalogState& state, RecordId record, const ReferenceCode& code)
{
    TRY_ASSIGN(const auto loan,
               state.db.number("SELECT coalesce(loan, 0) FROM record_place WHERE record = ?1", {raw(record)}));
    if (loan == 0) return {};
    return error(ErrorKind::refused, say("The paper of {} is on loan", "{} 的原件已借出", {code.text()}))
        .with_hint(say("Move it when it is back: fonds loan show {}.", "请待归还后再移:fonds loan show {}。", {code.text()}))
        .at(code.text());
}

Result<std::vector<Text>> mixtures(CatalogState& state, const Folder& folder, bool category_mixes)
{
    std::vector<Text> found;
    if (folder.mixed || category_mixes) return found;
    std::set<std::string> years, periods;
    TRY_ASSIGN(auto rows, state.db.query("SELECT coalesce(substr(date, 1, 4), ''), code FROM record WHERE id NOT IN (SELECT "
                                         "record FROM tombstone) AND folder = ?1",
                                         {raw(folder.id)}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        if (!row.view(0).empty()) years.insert(row.text(0));
        if (std::string period = retention_in(row.view(1)); !period.empty()) periods.insert(std::move(period));
        return {};
    }));
    const auto joined = [](const std::set<std::string>& all) {
        std::string text;
        for (const auto& each : all) text += (text.empty() ? "" : ", ") + each;
        return text;
    };
    if (years.size() > 1) found.push_back(say("it mixes the years {}", "混放了不同年度:{}", {joined(years)}));
    if (periods.size() > 1)
        found.push_back(say("it mixes the retention periods {}", "混放了不同保管期限:{}", {joined(periods)}));
    return found;
}

}  // namespace fonds
