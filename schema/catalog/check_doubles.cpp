// SPDX-License-Identifier: GPL-3.0-or-later
// What was merged, as the audit log tells it, against the tombstones.
#include <map>

#include "schema/catalog/checking.hpp"
#include "schema/core/json.hpp"

namespace fonds {

Result<void> check_doubles(CatalogState& state, Findings& findings)
{
    std::map<std::string, std::string> told;  // code, the code it was merged into
    TRY_ASSIGN(auto events, state.db.query("SELECT action, subject, detail FROM event WHERE action IN"
                                           " ('record.merged', 'record.unmerged') ORDER BY sequence"));
    TRY(events.each([&](const sqlite::Rows& row) -> Result<void> {
        if (row.view(0) == "record.unmerged") {
            told.erase(row.text(1));
            return {};
        }
        const auto detail = Json::parse(row.view(2));
        if (detail.ok()) told[row.text(1)] = detail->get("into").text();  // else the check of the log tells it
        return {};
    }));
    const auto changed = [&](const std::string& code, const std::string& now, const std::string& before) {
        findings.add("record.changed", code,
                     say("{} is merged into {}, but the audit log tells {}", "{} 并入“{}”,而审计日志记载为“{}”",
                         {code, now.empty() ? "-" : now, before.empty() ? "-" : before}),
                     say("Somebody or something changed the database past Fonds: compare it with a backup.",
                         "数据库曾被 Fonds 以外的程序改动:请与备份比对。"));
    };
    TRY_ASSIGN(auto rows,
               state.db.query("SELECT record.code, heir.code FROM tombstone JOIN record ON record.id = tombstone.record"
                              " JOIN record AS heir ON heir.id = tombstone.merged_into WHERE kind = 'merged'"
                              " ORDER BY record.id"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        const auto at = told.find(row.text(0));
        if (at == told.end() || at->second != row.view(1))
            changed(row.text(0), row.text(1), at == told.end() ? std::string() : at->second);
        if (at != told.end()) told.erase(at);
        return {};
    }));
    for (const auto& [code, into] : told) changed(code, "", into);
    return {};
}

}  // namespace fonds
