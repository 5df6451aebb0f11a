// SPDX-License-Identifier: GPL-3.0-or-later
// user: who works here, and as what.
#include "archive/accounts.hpp"
#include "cli/admission.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/password_input.hpp"
#include "schema/core/json.hpp"

namespace fonds::cli {

namespace {

Json or_null(const std::string& text)
{
    return text.empty() ? Json() : Json(text);
}

Json json_of(const Account& account)
{
    Json roles = Json::array();
    for (const Duty& duty : account.duties)
        roles.push(std::move(Json::object()
                                 .set("role", name_of(duty.role))
                                 .set("office", duty.office ? Json(name_of(*duty.office)) : Json())));
    return std::move(Json::object()
                         .set("name", account.name)
                         .set("full_name", account.full_name)
                         .set("system_user", account.system_user.empty() ? Json() : Json(account.system_user))
                         .set("closed", account.closed)
                         .set("has_password", account.has_password)
                         .set("own_password", account.own_password)
                         .set("password_unconfirmed_by", or_null(account.password_by))
                         .set("system_user_unconfirmed_by", or_null(account.system_user_by))
                         .set("roles", std::move(roles)));
}

std::string roles_of(Output& output, const Account& account)
{
    std::string text;
    for (const Duty& duty : account.duties)
        text += (text.empty() ? "" : output.pick({", ", "、"})) + output.pick(text_of(duty));
    return text;
}

Text password_of(const Account& account)
{
    if (!account.has_password) return say("no password", "无密码");
    if (account.own_password) return say("password", "有密码");
    if (account.password_by.empty()) return say("password set by somebody else, to be changed", "密码由他人设置,须自行更改");
    return say("password set by {}, not confirmed", "密码由 {} 设置,尚未确认", {account.password_by});
}

std::string system_user_of(Output& output, const Account& account)
{
    std::string shown = account.system_user;
    if (!account.system_user_by.empty())
        shown += output.pick(say(" (said by {}, not confirmed)", "({} 设置,尚未确认)", {account.system_user_by}));
    return shown;
}

/// After somebody gave another a way in.
void tell_confirmation(Output& output, const Account& account)
{
    if (account.unconfirmed())
        output.remark(
            say("It lets nobody in before a security officer or an auditor has confirmed it: fonds user confirm {}",
                "须经安全保密员或安全审计员确认后方可登录:fonds user confirm {}", {account.name}));
    else
        output.remark(say("Nobody confirms it as long as the archive is not managed: whoever gave it could come in as {}. "
                          "The audit log tells who did.",
                          "本档案库尚未实行用户管理,无人确认:设置者可冒用 {} 登录。审计日志记有设置者。", {account.name}));
}

Result<int> tell(Context& context, const Account& account)
{
    Output& output = context.output;
    if (context.options.json) {
        output.json(json_of(account));
        return exit_ok;
    }
    Table table;
    const auto row = [&](const Text& label, const std::string& value) {
        if (!value.empty()) table.row({output.pick(label), output.shown(value)});
    };
    row(say("User", "用户"), account.name);
    row(say("Full name", "姓名"), account.full_name);
    row(say("System user", "系统用户"), system_user_of(output, account));
    row(say("Roles", "角色"), roles_of(output, account));
    row(say("Password", "密码"), output.pick(password_of(account)));
    if (account.closed) row(say("State", "状态"), output.pick(say("closed", "已停用")));
    table.print(output);
    return exit_ok;
}

/// A role, and the office that the command line gives with it.
Result<Duty> said_duty(const Options& options)
{
    Duty duty;
    TRY_ASSIGN(duty.role, parse_role(options.arguments.at(1)));
    if (!options.users.office.empty()) {
        TRY_ASSIGN(duty.office, parse_office(options.users.office, duty.role));
    }
    return duty;
}

void tell_standing(Output& output, Roles missing)
{
    if (missing.empty())
        output.remark(say("The archive is managed: only these users come in.", "本档案库已实行用户管理:仅限上列用户使用。"));
    else
        output.remark(
            say("The archive is not managed: whoever can write its directory may do everything, and sets users up. "
                "It is, once somebody is {}.",
                "本档案库尚未实行用户管理:能写入目录者可执行一切操作并设置用户。尚缺:{}。", {text_of(missing)}));
}

}  // namespace

Result<int> run_user_add(Context& context)
{
    Account account;
    account.name = context.options.arguments.front();
    account.full_name = context.options.users.full_name;
    account.system_user = context.options.users.system_user;
    TRY_ASSIGN(const Account added, UserBook(*context.archive).add(account));
    if (!added.system_user.empty()) tell_confirmation(context.output, added);
    return tell(context, added);
}

Result<int> run_user_grant(Context& context)
{
    TRY_ASSIGN(const Duty duty, said_duty(context.options));
    UserBook users(*context.archive);
    TRY_ASSIGN(const Roles before, users.missing());
    TRY_ASSIGN(const Account account, users.grant(context.options.arguments.front(), duty));
    TRY_ASSIGN(const Roles missing, users.missing());
    if (!before.empty() && missing.empty()) tell_standing(context.output, missing);
    return tell(context, account);
}

Result<int> run_user_revoke(Context& context)
{
    TRY_ASSIGN(const Duty duty, said_duty(context.options));
    TRY_ASSIGN(const Account account, UserBook(*context.archive).revoke(context.options.arguments.front(), duty));
    return tell(context, account);
}

Result<int> run_user_password(Context& context)
{
    const Options& options = context.options;
    const auto old = [&](const std::string& name) { return acting_password(context, name); };
    const auto wanted = [&](const std::string& name) {
        return read_password(context.output, say("New password of {}", "{} 的新密码", {name}),
                             options.users.new_password_file, Typed::twice);
    };
    const std::string name = options.arguments.empty() ? std::string() : options.arguments.front();
    TRY_ASSIGN(const Account account, UserBook(*context.archive).set_password(name, old, wanted, seat()));
    if (!account.own_password) {
        tell_confirmation(context.output, account);
        context.output.remark(say(
            "It is good for nothing but changing it before {} has done so: fonds --user {} user password",
            "{} 须先自行更改密码,此前该密码不能用于其他操作:fonds --user {} user password", {account.name, account.name}));
    }
    return tell(context, account);
}

Result<int> run_user_confirm(Context& context)
{
    TRY_ASSIGN(const Account account, UserBook(*context.archive).confirm(context.options.arguments.front()));
    return tell(context, account);
}

Result<int> run_user_close(Context& context)
{
    TRY_ASSIGN(const Account account,
               UserBook(*context.archive).close(context.options.arguments.front(), context.options.reason));
    return tell(context, account);
}

Result<int> run_user_list(Context& context)
{
    Output& output = context.output;
    UserBook users(*context.archive);
    TRY_ASSIGN(const auto accounts, users.list());
    TRY_ASSIGN(const Roles missing, users.missing());
    if (context.options.json) {
        Json all = Json::array(), lacking = Json::array();
        for (const Account& account : accounts) all.push(json_of(account));
        for (const Role role : separate_roles)
            if (missing.has(role)) lacking.push(name_of(role));
        output.json(
            Json::object().set("users", std::move(all)).set("managed", missing.empty()).set("missing", std::move(lacking)));
        return exit_ok;
    }
    Table table;
    for (const Account& account : accounts)
        table.row({output.bold(output.shown(account.name)), output.shown(account.full_name),
                   output.shown(system_user_of(output, account)), output.pick(password_of(account)),
                   account.closed ? output.pick(say("closed", "已停用")) : std::string(), roles_of(output, account)});
    table.print(output);
    for (const Account& account : accounts)
        if (account.unconfirmed() && !account.closed)
            output.remark(say("{} waits for a security officer or an auditor: fonds user confirm {}",
                              "{} 待安全保密员或安全审计员确认:fonds user confirm {}", {account.name, account.name}));
    tell_standing(output, missing);
    return exit_ok;
}

namespace {

Json json_of(const PasswordChange& change)
{
    return std::move(Json::object()
                         .set("at", to_iso8601(change.at))
                         .set("by", change.by)
                         .set("by_owner", change.by_owner)
                         .set("system_user", or_null(change.seat.system_user))
                         .set("login_user", or_null(change.seat.login_user))
                         .set("terminal", or_null(change.seat.terminal))
                         .set("computer", or_null(change.seat.computer)));
}

Result<Account> shown_account(UserBook& users, const std::vector<std::string>& arguments)
{
    return arguments.empty() ? users.acting(system_user()) : users.account(arguments.front());
}

}  // namespace

Result<int> run_user_show(Context& context)
{
    UserBook users(*context.archive);
    TRY_ASSIGN(const Account account, shown_account(users, context.options.arguments));
    TRY_ASSIGN(const auto changes, users.password_changes(account.name));
    if (context.options.json) {
        Json all = Json::array();
        for (const PasswordChange& change : changes) all.push(json_of(change));
        context.output.json(json_of(account).set("password_changes", std::move(all)));
        return exit_ok;
    }
    TRY_ASSIGN(const int code, tell(context, account));
    if (!changes.empty()) context.output.line(users.told(changes.front(), account.name));
    return code;
}

}  // namespace fonds::cli
