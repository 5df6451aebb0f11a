// SPDX-License-Identifier: GPL-3.0-or-later
// Every folder as the audit log tells it.
#include <array>
#include <map>

#include "schema/catalog/checking.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

constexpr std::array<std::string_view, 8> fields{"title",      "period", "state", "most_pieces",
                                                 "most_pages", "spine",  "mixed", "arrangement"};
using Values = std::array<std::string, fields.size()>;

Text change_hint()
{
    return say("Somebody or something changed the database past Fonds: compare it with a backup.",
               "数据库曾被 Fonds 以外的程序改动:请与备份比对。");
}

Result<std::map<std::string, Values>> told(CatalogState& state)
{
    std::map<std::string, Values> folders;
    TRY_ASSIGN(auto rows, state.db.query("SELECT action, subject, detail FROM event WHERE action IN ('folder.added',"
                                         " 'folder.edited', 'folder.closed', 'folder.reopened', 'folder.arranged',"
                                         " 'folder.merged') ORDER BY sequence"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        const auto detail = Json::parse(row.view(2));
        if (!detail.ok()) return {};  // the check of the log tells it
        Values& values = folders[row.text(1)];
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const Json value = detail->get(fields[i]);
            if (row.view(0) == "folder.added")
                values[i] = fields[i] == "arrangement" ? "by time" : value.text();
            else if (detail->has(fields[i]))
                values[i] = value.get("after").text();
        }
        return {};
    }));
    return folders;
}

}  // namespace

Result<void> check_folders(CatalogState& state, Findings& findings)
{
    TRY_ASSIGN(auto folders, told(state));
    // Of what a lost event told nothing is known.
    TRY_ASSIGN(const auto whole, state.db.number("SELECT count(*) = max(sequence) FROM event"));
    TRY_ASSIGN(auto rows,
               state.db.query("SELECT category.code || '/' || folder.number, folder.title, folder.period,"
                              " CASE folder.open WHEN 1 THEN 'open' ELSE 'closed' END,"
                              " CASE most_pieces WHEN 0 THEN '' ELSE CAST(most_pieces AS TEXT) END,"
                              " CASE most_pages WHEN 0 THEN '' ELSE CAST(most_pages AS TEXT) END,"
                              " CASE spine WHEN 0 THEN '' ELSE CAST(spine AS TEXT) END, CASE mixed WHEN 1 THEN 'yes' ELSE ''"
                              " END, CASE by_hand WHEN 1 THEN 'by hand' ELSE 'by time' END"
                              " FROM folder JOIN category ON category.id = folder.category"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        Values now;
        for (std::size_t i = 0; i < fields.size(); ++i) now[i] = row.text(static_cast<int>(i) + 1);
        const auto at = folders.find(row.text(0));
        if (at == folders.end() ? whole != 0 : at->second != now)
            findings.add(
                "folder.changed", row.text(0),
                say("Folder {} is not what the audit log tells of it", "案卷 {} 与审计日志的记载不符", {row.view(0)}),
                change_hint());
        if (at != folders.end()) folders.erase(at);
        return {};
    }));
    for (const auto& [subject, values] : folders)
        findings.add("folder.missing", subject,
                     say("The audit log tells of folder {}, but it is not there", "审计日志记载了案卷 {},但目录库中不存在",
                         {subject}),
                     change_hint());
    return {};
}

}  // namespace fonds
