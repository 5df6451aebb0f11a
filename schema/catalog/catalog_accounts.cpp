// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "schema/catalog/accounts.hpp"
#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/password_changes.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

constexpr std::string_view select_account =
    "SELECT id, name, full_name, system_user, closed, password <> '', own_password, password_by,"
    " system_user_by FROM account";

constexpr bool is_separate(Role role)
{
    return std::ranges::find(separate_roles, role) != separate_roles.end();
}

Result<Account> to_account(CatalogState& state, const sqlite::Rows& row)
{
    Account account;
    account.id = AccountId{row.integer(0)};
    account.name = row.text(1);
    account.full_name = row.text(2);
    account.system_user = row.text(3);
    account.closed = row.integer(4) != 0;
    account.has_password = row.integer(5) != 0;
    account.own_password = row.integer(6) != 0;
    account.password_by = row.text(7);
    account.system_user_by = row.text(8);
    TRY_ASSIGN(auto roles, state.db.query("SELECT role, office FROM account_role WHERE account = ?1", {row.integer(0)}));
    TRY(roles.each([&](const sqlite::Rows& each) -> Result<void> {
        Duty duty;
        TRY_ASSIGN(duty.role, parse_role(each.view(0)));
        if (!each.view(1).empty()) {
            TRY_ASSIGN(duty.office, parse_office(each.view(1), duty.role));
        }
        account.duties.push_back(duty);
        return {};
    }));
    std::ranges::sort(account.duties, {}, [](const Duty& duty) { return std::pair(duty.role, duty.office); });
    return account;
}

Result<std::optional<Account>> find(CatalogState& state, std::string_view where, const sqlite::Value& value)
{
    TRY_ASSIGN(auto rows, state.db.query(std::string(select_account) + " WHERE " + std::string(where), {value}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return std::optional<Account>();
    TRY_ASSIGN(auto account, to_account(state, rows));
    return std::optional(std::move(account));
}

Result<Account> named(CatalogState& state, std::string_view name)
{
    TRY_ASSIGN(auto account, find(state, "name = ?1", name));
    if (account) return std::move(*account);
    return error(ErrorKind::not_found, say("There is no user {}", "没有用户 {}", {name}))
        .with_hint(say("fonds user list shows them.", "可用 fonds user list 查看。"))
        .at(std::string(name));
}

Result<Account> open_one(CatalogState& state, std::string_view name)
{
    TRY_ASSIGN(auto account, named(state, name));
    if (!account.closed) return account;
    return error(ErrorKind::refused, say("The account of {} is closed", "用户 {} 已停用", {name}))
        .with_hint(say("A closed account stays closed: add another one.", "停用后不再启用,请另行新增。"))
        .at(std::string(name));
}

/// Others with this role who can come in.
Result<std::int64_t> others_with(CatalogState& state, Role role, AccountId but)
{
    return state.db.number("SELECT count(*) FROM account_role JOIN account ON account.id = account_role.account"
                           " WHERE closed = 0 AND role = ?1 AND account.id <> ?2 AND ((password <> '' AND password_by = '')"
                           " OR (system_user <> '' AND system_user_by = ''))",
                           {name_of(role), raw(but)});
}

Result<Roles> missing_in(CatalogState& state)
{
    Roles there, missing;
    // Asked by every command: one query.
    TRY_ASSIGN(auto rows, state.db.query("SELECT DISTINCT role FROM account_role JOIN account ON account.id ="
                                         " account_role.account WHERE closed = 0"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(const Role role, parse_role(row.view(0)));
        there.add(role);
        return {};
    }));
    for (const Role role : separate_roles)
        if (!there.has(role)) missing.add(role);
    return missing;
}

Result<bool> is_managed(CatalogState& state)
{
    TRY_ASSIGN(const Roles missing, missing_in(state));
    return missing.empty();
}

/// In a managed archive the actor must have the role.
Result<void> demand(CatalogState& state, Role role, const Stamp& stamp)
{
    TRY_ASSIGN(const bool managed, is_managed(state));
    if (!managed) return {};
    TRY_ASSIGN(const auto actor, find(state, "name = ?1 AND closed = 0", stamp.actor));
    if (actor && actor->has(role)) return {};
    return error(ErrorKind::refused, say("Only a user with this role may do it: {}", "需要此角色:{}", {text_of(role)}))
        .with_hint(say("fonds user list shows who has it.", "可用 fonds user list 查看谁有该角色。"));
}

/// Once all three are there, each stays.
Result<void> keep_last(CatalogState& state, const Account& account, Role role)
{
    if (!is_separate(role) || !account.has(role)) return {};
    TRY_ASSIGN(const bool managed, is_managed(state));
    if (!managed) return {};
    TRY_ASSIGN(const auto others, others_with(state, role, account.id));
    if (others > 0) return {};
    return error(ErrorKind::refused, say("{} is the last with this role who can come in: {}", "{} 是最后一名可登录的{}",
                                         {account.name, text_of(role)}))
        .with_hint(say("Let somebody else have it first.", "请先授予他人该角色。"))
        .at(account.name);
}

Json told(const Duty& duty)
{
    Json detail = Json::object().set("role", name_of(duty.role));
    if (duty.office) detail.set("office", name_of(*duty.office));
    return detail;
}

Result<void> check_office(const Duty& duty)
{
    const bool needed = duty.role == Role::approver || duty.role == Role::witness;
    if (duty.office) {
        TRY(parse_office(name_of(*duty.office), duty.role));
    } else if (needed) {
        return error(ErrorKind::usage, say("It must be said in which office: {}", "须写明职务:{}", {text_of(duty.role)}))
            .with_hint(say("Give it: --office OFFICE; fonds user grant --help lists them.",
                           "请用 --office 给出,可用的职务见 fonds user grant --help。"));
    }
    return {};
}

Result<void> not_oneself(CatalogState& state, const Account& account, const Stamp& stamp)
{
    TRY_ASSIGN(const bool managed, is_managed(state));
    if (!managed || account.name != stamp.actor) return {};
    return error(ErrorKind::refused, say("Nobody grants roles to oneself or takes them", "不得为自己授予或收回角色"))
        .with_hint(say("Another security officer can do it.", "请由另一名安全保密员办理。"))
        .at(account.name);
}

/// Only one of the separate roles for one person, and only for one who can come in.
Result<void> check_separate(const Account& account, Role role)
{
    if (!is_separate(role)) return {};
    for (const Role other : separate_roles)
        if (other != role && account.has(other))
            return error(ErrorKind::refused,
                         say("{} is {} already: administrator, security officer and auditor are three people",
                             "{} 已是{}:系统管理员、安全保密员与安全审计员须为三人", {account.name, text_of(other)}))
                .with_hint(say("Grant it to somebody else.", "请授予他人。"))
                .at(account.name);
    if (account.system_user.empty() && !account.has_password)
        return error(ErrorKind::refused, say("{} has no way in yet: neither a system user nor a password",
                                             "{} 尚无法登录:既无系统用户,也无密码", {account.name}))
            .with_hint(
                say("Set a password first: fonds user password {}", "请先设置密码:fonds user password {}", {account.name}))
            .at(account.name);
    return {};
}

/// A way in that one person gives another is confirmed by a second one, once there is anybody to do so.
void tell_confirmation(Json& detail, bool managed)
{
    detail.set("confirmation", managed ? "awaited" : "nobody to confirm");
}

}  // namespace

Accounts::Accounts(Catalog& catalog) : state_(*catalog.state_) {}

Result<Roles> Accounts::missing()
{
    return state_.read([&] { return missing_in(state_); });
}

Result<Account> Accounts::add(const Account& given, const Stamp& stamp)
{
    Account account;
    TRY(state_.write([&]() -> Result<void> {
        TRY(demand(state_, Role::administrator, stamp));
        TRY_ASSIGN(const std::string name, clean_name(given.name, {"Name", "用户名"}));
        if (name.find_first_of(" ,:/") != std::string::npos || name.starts_with('-'))
            return error(ErrorKind::usage, say("Not a user's name: {}", "不是有效的用户名:{}", {name}))
                .with_hint(say("No blanks, commas, colons and slashes.", "不得含空格、逗号、冒号与斜杠。"));
        TRY_ASSIGN(const std::string full_name, clean_line(given.full_name, {"Full name", "姓名"}));
        TRY_ASSIGN(const std::string system_user, clean_line(given.system_user, {"System user", "系统用户"}));
        TRY_ASSIGN(const auto same, find(state_, "name = ?1", name));
        if (same)
            return error(ErrorKind::duplicate, say("There is a user {} already", "用户 {} 已存在", {name}))
                .with_hint(say("Names are never given twice: choose another one.", "用户名不重复使用,请另取。"))
                .at(name);
        if (!system_user.empty()) {
            TRY_ASSIGN(const auto other, find(state_, "system_user = ?1 AND closed = 0", system_user));
            if (other)
                return error(ErrorKind::duplicate, say("The system user {} stands for {} already",
                                                       "系统用户 {} 已对应用户 {}", {system_user, other->name}))
                    .with_hint(say("Close that account first.", "请先停用该用户。"))
                    .at(other->name);
        }
        TRY_ASSIGN(const bool managed, is_managed(state_));
        Json detail = Json::object().set("full_name", full_name).set("system_user", system_user);
        if (!system_user.empty()) tell_confirmation(detail, managed);
        TRY_ASSIGN(const auto event, append_event(state_, "user.added", name, detail.dump(), stamp));
        TRY(state_.db.run("INSERT INTO account (name, full_name, system_user, event, system_user_by) VALUES (?1, ?2, ?3,"
                          " ?4, ?5)",
                          {name, full_name, system_user, event, managed && !system_user.empty() ? stamp.actor : ""}));
        TRY_ASSIGN(account, named(state_, name));
        return {};
    }));
    return account;
}

Result<void> Accounts::grant(std::string_view name, const Duty& duty, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY(demand(state_, Role::security, stamp));
        TRY_ASSIGN(const Account account, open_one(state_, name));
        TRY(not_oneself(state_, account, stamp));
        TRY(check_office(duty));
        if (account.has(duty))
            return error(ErrorKind::duplicate,
                         say("{} has this role already: {}", "{} 已有此角色:{}", {name, text_of(duty)}))
                .at(account.name);
        TRY(check_separate(account, duty.role));
        TRY(append_event(state_, "user.granted", name, told(duty).dump(), stamp));
        return state_.db.run("INSERT INTO account_role (account, role, office) VALUES (?1, ?2, ?3)",
                             {raw(account.id), name_of(duty.role), duty.office ? name_of(*duty.office) : ""});
    });
}

Result<void> Accounts::revoke(std::string_view name, const Duty& duty, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY(demand(state_, Role::security, stamp));
        TRY_ASSIGN(const Account account, open_one(state_, name));
        TRY(not_oneself(state_, account, stamp));
        TRY(check_office(duty));
        if (!account.has(duty))
            return error(ErrorKind::not_found, say("{} has not this role: {}", "{} 没有此角色:{}", {name, text_of(duty)}))
                .with_hint(say("fonds user show {} lists them.", "可用 fonds user show {} 查看。", {name}))
                .at(account.name);
        TRY(keep_last(state_, account, duty.role));
        TRY(append_event(state_, "user.revoked", name, told(duty).dump(), stamp));
        return state_.db.run("DELETE FROM account_role WHERE account = ?1 AND role = ?2 AND office = ?3",
                             {raw(account.id), name_of(duty.role), duty.office ? name_of(*duty.office) : ""});
    });
}

Result<void> Accounts::set_password(std::string_view name, std::string_view encoded, bool by_owner, const Seat& seat,
                                    const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        if (!encoded.starts_with("$argon2id$"))
            return error(ErrorKind::internal, say("Not an encoded password", "不是有效的密码编码"));
        TRY_ASSIGN(const Account account, open_one(state_, name));
        TRY_ASSIGN(const bool managed, is_managed(state_));
        const bool own = by_owner && (!managed || stamp.actor == account.name);
        if (!own) TRY(demand(state_, Role::administrator, stamp));
        // A password that somebody gives waits for an officer who confirms: one has to be left who can.
        if (!own && managed && account.roles().meets(confirming_roles)) {
            TRY_ASSIGN(const auto guards, others_with(state_, Role::security, account.id));
            TRY_ASSIGN(const auto auditors, others_with(state_, Role::auditor, account.id));
            if (guards + auditors == 0)
                return error(ErrorKind::refused,
                             say("Nobody would be left to confirm it: {} is the last officer who can come in",
                                 "将无人可以确认:{} 是最后一名可登录的安全保密员或安全审计员", {name}))
                    .with_hint(say("Have another security officer or auditor first: fonds user add, grant, confirm.",
                                   "请先设另一名安全保密员或安全审计员:fonds user add、grant、confirm。"))
                    .at(account.name);
        }
        // The digest tells nothing of the password, and proves later that it is still the one that was set here.
        Json detail = Json::object().set("by_owner", own).set("stored", Digest::of(encoded).hex());
        if (!own) tell_confirmation(detail, managed);
        set_seat(detail, seat);
        TRY_ASSIGN(const auto event, append_event(state_, "user.password_changed", name, detail.dump(), stamp));
        TRY(remember_password_change(state_, name, event));
        return state_.db.run("UPDATE account SET password = ?2, own_password = ?3, password_by = ?4 WHERE id = ?1",
                             {raw(account.id), encoded, own ? 1 : 0, !own && managed ? stamp.actor : ""});
    });
}

Result<void> Accounts::confirm(std::string_view name, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Account account, open_one(state_, name));
        if (!account.unconfirmed())
            return error(ErrorKind::not_found,
                         say("Nothing of {} waits to be confirmed", "用户 {} 没有待确认的事项", {name}))
                .with_hint(say("fonds user list shows what does.", "可用 fonds user list 查看。"))
                .at(account.name);
        TRY_ASSIGN(const auto actor, find(state_, "name = ?1 AND closed = 0", stamp.actor));
        if (!actor || !actor->roles().meets(confirming_roles))
            return error(ErrorKind::refused,
                         say("Only a user with this role may do it: {}", "需要此角色:{}", {text_of(confirming_roles)}))
                .with_hint(say("fonds user list shows who has it.", "可用 fonds user list 查看谁有该角色。"));
        if (actor->name == account.name || actor->name == account.password_by || actor->name == account.system_user_by)
            return error(ErrorKind::refused,
                         say("Nobody confirms what he gave or was given himself", "不得确认本人设置或为本人设置的登录方式"))
                .with_hint(say("Another security officer or auditor can do it.", "请由另一名安全保密员或安全审计员确认。"))
                .at(account.name);
        Json detail = Json::object();
        if (!account.password_by.empty()) detail.set("password_by", account.password_by);
        if (!account.system_user_by.empty())
            detail.set("system_user_by", account.system_user_by).set("system_user", account.system_user);
        TRY(append_event(state_, "user.confirmed", name, detail.dump(), stamp));
        return state_.db.run("UPDATE account SET password_by = '', system_user_by = '' WHERE id = ?1", {raw(account.id)});
    });
}

Result<void> Accounts::close(std::string_view name, std::string_view reason, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY(demand(state_, Role::administrator, stamp));
        TRY_ASSIGN(const std::string why, clean_line(reason, {"Reason", "原因"}));
        if (why.empty())
            return error(ErrorKind::usage, say("Closing an account needs a reason", "停用用户须写明原因"))
                .with_hint(say("Give it: --reason TEXT.", "请用 --reason 给出。"));
        TRY_ASSIGN(const Account account, open_one(state_, name));
        for (const Role role : separate_roles) TRY(keep_last(state_, account, role));
        TRY(append_event(state_, "user.closed", name, std::move(Json::object().set("reason", why)).dump(), stamp));
        return state_.db.run("UPDATE account SET closed = 1 WHERE id = ?1", {raw(account.id)});
    });
}

Result<std::vector<Account>> Accounts::list()
{
    return state_.read([&]() -> Result<std::vector<Account>> {
        std::vector<Account> all;
        TRY_ASSIGN(auto rows, state_.db.query(std::string(select_account) + " ORDER BY name"));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            TRY_ASSIGN(auto account, to_account(state_, row));
            all.push_back(std::move(account));
            return {};
        }));
        return all;
    });
}

Result<Account> Accounts::account(std::string_view name)
{
    return state_.read([&] { return named(state_, name); });
}

Result<Account> Accounts::account(AccountId id)
{
    return state_.read([&]() -> Result<Account> {
        TRY_ASSIGN(auto account, find(state_, "id = ?1", raw(id)));
        if (account) return std::move(*account);
        return error(ErrorKind::not_found, say("There is no user number {}", "没有编号为 {} 的用户", {raw(id)}));
    });
}

Result<std::optional<Account>> Accounts::by_system_user(std::string_view system_user)
{
    if (system_user.empty()) return std::optional<Account>();
    return state_.read([&] { return find(state_, "system_user = ?1 AND closed = 0", system_user); });
}

Result<std::string> Accounts::password_of(std::string_view name)
{
    TRY_ASSIGN(auto rows, state_.db.query("SELECT password FROM account WHERE name = ?1", {name}));
    TRY_ASSIGN(const bool found, rows.next());
    return found ? rows.text(0) : std::string();
}

}  // namespace fonds
