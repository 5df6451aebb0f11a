// SPDX-License-Identifier: GPL-3.0-or-later
// Every user as the audit log tells it: nobody gives himself a role past Fonds.
#include <map>
#include <set>

#include "schema/catalog/checking.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

struct Told {
    std::string full_name, system_user, password_by, system_user_by;
    std::string stored;  ///< digest of what is stored of the password; empty: the event is older than such digests
    bool closed = false, has_password = false, own_password = false;
    std::set<std::string> duties;  ///< role and office
    bool operator==(const Told&) const = default;
};

void follow(Told& user, std::string_view action, const std::string& actor, const Json& detail)
{
    const std::string giver = detail.get("confirmation").text() == "awaited" ? actor : std::string();
    const std::string duty = detail.get("role").text() + " " + detail.get("office").text();
    if (action == "user.granted") {
        user.duties.insert(duty);
    } else if (action == "user.revoked") {
        user.duties.erase(duty);
    } else if (action == "user.closed") {
        user.closed = true;
    } else if (action == "user.password_changed") {
        user.has_password = true;
        user.own_password = detail.get("by_owner").boolean();
        user.password_by = giver;
        user.stored = detail.get("stored").text();
    } else if (action == "user.confirmed") {
        user.password_by.clear();
        user.system_user_by.clear();
    } else {
        user.full_name = detail.get("full_name").text();
        user.system_user = detail.get("system_user").text();
        user.system_user_by = giver;
    }
}

void add(Findings& findings, const std::string& name, Text what)
{
    findings.add("user.changed", name, std::move(what),
                 say("Somebody or something changed the database past Fonds: compare it with a backup.",
                     "数据库曾被 Fonds 以外的程序改动:请与备份比对。"));
}

}  // namespace

Result<void> check_accounts(CatalogState& state, Findings& findings)
{
    std::map<std::string, Told> told;
    TRY_ASSIGN(auto events, state.db.query("SELECT subject, action, detail, actor FROM event WHERE action IN ("
                                           "'user.added', 'user.granted', 'user.revoked', 'user.password_changed',"
                                           " 'user.confirmed', 'user.closed') ORDER BY sequence"));
    TRY(events.each([&](const sqlite::Rows& row) -> Result<void> {
        const auto detail = Json::parse(row.view(2));
        if (detail.ok()) follow(told[row.text(0)], row.view(1), row.text(3), *detail);  // else the check of the log tells it
        return {};
    }));
    TRY_ASSIGN(auto rows,
               state.db.query(
                   "SELECT name, full_name, system_user, closed, password <> '', own_password,"
                   " (SELECT group_concat(role || ' ' || office, ';') FROM account_role WHERE"
                   " account_role.account = account.id), password_by, system_user_by, password FROM account ORDER BY name"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        Told user{row.text(1),         row.text(2),         row.text(7),         row.text(8), {},
                  row.integer(3) != 0, row.integer(4) != 0, row.integer(5) != 0, {}};
        const std::string duties = row.text(6);
        for (std::size_t at = 0; at < duties.size();) {
            const auto end = std::min(duties.find(';', at), duties.size());
            user.duties.insert(duties.substr(at, end - at));
            at = end + 1;
        }
        const auto known = told.find(row.text(0));
        if (known != told.end() && !known->second.stored.empty()) {
            if (Digest::of(row.view(9)).hex() != known->second.stored)
                add(findings, row.text(0),
                    say("The password of {} is not the one that the audit log tells of: set a new one",
                        "用户 {} 的密码与审计日志的记载不符,请重设密码", {row.view(0)}));
            user.stored = known->second.stored;
        }
        if (known == told.end() || known->second != user)
            add(findings, row.text(0),
                say("The audit log tells something else of the user {}", "用户 {} 与审计日志的记载不符", {row.view(0)}));
        if (known != told.end()) told.erase(known);
        return {};
    }));
    for (const auto& [name, user] : told)
        add(findings, name,
            say("The audit log tells of the user {}, who is not there", "审计日志记载了用户 {},但目录库中没有", {name}));
    return {};
}

}  // namespace fonds
