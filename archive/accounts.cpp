// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/accounts.hpp"

#include "archive/secrets/password.hpp"
#include "archive/state.hpp"
#include "schema/catalog/accounts.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

Result<std::string> administrators(Accounts& accounts)
{
    std::string names;
    TRY_ASSIGN(const auto all, accounts.list());
    for (const Account& account : all)
        if (!account.closed && account.has(Role::administrator)) names += (names.empty() ? "" : ", ") + account.name;
    return names;
}

Error unknown(const std::string& system_user)
{
    return error(ErrorKind::refused, say("{} has no account in this archive", "{} 在本档案库没有用户", {system_user}));
}

Result<Account> acting_or_of(Archive::State& state, const std::string& system_user)
{
    Accounts accounts(state.catalog);
    if (!state.acting.account.empty()) return accounts.account(state.acting.account);
    TRY_ASSIGN(auto account, accounts.by_system_user(system_user));
    if (account) return std::move(*account);
    return unknown(system_user)
        .with_hint(say("fonds user add NAME --system-user {} adds one; --user NAME acts as another.",
                       "可用 fonds user add 用户名 --system-user {} 新增,或用 --user 以其他用户身份操作。", {system_user}));
}

}  // namespace

Result<Account> acting_account(Archive::State& state)
{
    return acting_or_of(state, state.environment.actor);
}

namespace {

/// "the system user root, logged in as li, at /dev/pts/3, on archive-1"
Text text_of(const Seat& seat)
{
    Text text = seat.system_user.empty() ? say("a system user that is not known", "未知的系统用户")
                                         : say("the system user {}", "系统用户 {}", {seat.system_user});
    if (!seat.login_user.empty()) text = say("{}, logged in as {}", "{}(登录用户 {})", {text, seat.login_user});
    if (!seat.terminal.empty()) text = say("{}, at {}", "{},终端 {}", {text, seat.terminal});
    if (!seat.computer.empty()) text = say("{}, on {}", "{},计算机 {}", {text, seat.computer});
    return text;
}

Text text_of(const PasswordChange& change, const std::string& account, int offset_minutes)
{
    std::string at = to_iso8601(change.at + std::chrono::minutes(offset_minutes)).substr(0, 16);
    at[10] = ' ';
    if (change.by_owner)
        return say("The password of {} was changed on {} in the owner's name, by {}.",
                   "{} 的密码于 {} 以本人名义更改,操作者为{}。", {account, at, text_of(change.seat)});
    return say("The password of {} was set on {} by {}: {}.", "{} 的密码于 {} 由 {} 设置:{}。",
               {account, at, change.by, text_of(change.seat)});
}

/// For the log to be free, before a refusal is told to it no more.
constexpr std::chrono::seconds patience{3};

/// Someone at the door.
class Arriving {
public:
    Arriving(Archive::State& state, const Caller& caller, std::string_view command)
        : state_(state), accounts_(state.catalog), caller_(caller), command_(command)
    {
    }

    Result<Account> come_in(bool& by_password)
    {
        TRY_ASSIGN(auto own, accounts_.by_system_user(caller_.system_user()));
        if (own && own->system_user_by.empty() && (caller_.name.empty() || caller_.name == own->name))
            return std::move(*own);
        if (own && caller_.name.empty())
            return refusal("not confirmed",
                           unconfirmed(*own, say("Nobody has confirmed yet that {} is {}", "尚无人确认系统用户 {} 就是 {}",
                                                 {own->system_user, own->name})));
        if (caller_.name.empty()) {
            TRY_ASSIGN(const std::string names, administrators(accounts_));
            return refusal("no account",
                           unknown(caller_.system_user())
                               .with_hint(say("{} can add one: fonds user add; with a password: --user NAME.",
                                              "{} 可新增:fonds user add;有密码的用户请用 --user 用户名。", {names})));
        }
        auto named = accounts_.account(caller_.name);
        if (!named.ok() && named.error().kind == ErrorKind::not_found)
            return refusal("no account", unknown(caller_.name).with_hint(say("Is the name right?", "用户名是否正确?")));
        TRY_ASSIGN(Account account, std::move(named));
        if (account.closed)
            return refusal("closed",
                           error(ErrorKind::refused, say("The account of {} is closed", "用户 {} 已停用", {account.name})));
        if (!account.has_password)
            return refusal("no password",
                           error(ErrorKind::refused, say("{} has no password", "{} 没有密码", {account.name}))
                               .with_hint(say("An administrator sets the first one: fonds user password {}",
                                              "首个密码由系统管理员设置:fonds user password {}", {account.name})));
        TRY_ASSIGN(const Secret password, caller_.password(account.name));
        TRY_ASSIGN(const std::string encoded, accounts_.password_of(account.name));
        TRY_ASSIGN(const bool right, is_password(password, encoded));
        if (!right)
            return refusal("wrong password", error(ErrorKind::refused,
                                                   say("This is not the password of {}", "{} 的密码不正确", {account.name}))
                                                 .with_hint(say("Try again.", "请重试。")));
        if (!account.password_by.empty())
            return refusal("not confirmed", unconfirmed(account, say("Nobody has confirmed the password of {} yet",
                                                                     "{} 的密码尚未经确认", {account.name})));
        by_password = true;
        return account;
    }

    static Error unconfirmed(const Account& account, Text what)
    {
        return error(ErrorKind::refused, std::move(what))
            .with_hint(say("A security officer or an auditor does: fonds user confirm {}",
                           "请由安全保密员或安全审计员确认:fonds user confirm {}", {account.name}));
    }

    /// Tells the log if that can be done now, and gives the error.
    Error refusal(std::string_view why, Error error, const std::string& actor = {})
    {
        const std::string system_user = caller_.system_user();
        Json detail = Json::object().set("why", why).set("system_user", system_user);
        if (!caller_.name.empty()) detail.set("user", caller_.name);
        const Stamp stamp{actor.empty() ? system_user : actor, state_.environment.clock->now()};
        // What is refused is refused, whether it could be told or not.
        const auto lock = Lock::try_acquire(state_.layout.archive_lock(), LockMode::shared, state_.environment.program);
        if (!lock.ok() || !*lock) return error;
        Catalog::Options options;
        options.wait = patience;
        auto writing = Catalog::open(state_.layout.catalog(), Access::write, options);
        if (writing.ok()) [[maybe_unused]]
            const auto told = writing->log("access.refused", command_, detail.dump(), stamp);
        return error;
    }

    /// What happened to the password meanwhile. Nothing tells its owner from somebody else who knows it: the owner does.
    Result<void> tell_changes(const Account& account)
    {
        const std::string system_user = caller_.system_user();
        TRY_ASSIGN(const auto changes, accounts_.untold_password_changes(account.name, system_user));
        if (changes.empty()) return {};
        for (auto each = changes.rbegin(); each != changes.rend(); ++each)
            caller_.notice(text_of(*each, account.name, state_.config.time_zone_minutes));
        caller_.notice(say("If that was not you, tell a security officer or an auditor at once, and an administrator sets "
                           "another password.",
                           "如非本人所为,请立即告知安全保密员或安全审计员,并请系统管理员重设密码。"));
        // Told again by the next entry when it cannot be written now.
        const auto lock = Lock::try_acquire(state_.layout.archive_lock(), LockMode::shared, state_.environment.program);
        if (!lock.ok() || !*lock) return {};
        Catalog::Options options;
        options.wait = patience;
        auto writing = Catalog::open(state_.layout.catalog(), Access::write, options);
        if (writing.ok()) [[maybe_unused]]
            const auto told = Accounts(*writing).password_changes_told(account.name, system_user, changes,
                                                                       {account.name, state_.environment.clock->now()});
        return {};
    }

private:
    Archive::State& state_;
    Accounts accounts_;
    const Caller& caller_;
    std::string_view command_;
};

}  // namespace

Result<void> UserBook::admit(const Caller& caller, std::string_view command, Roles roles)
{
    Accounts accounts(state_.catalog);
    TRY_ASSIGN(const Roles missing, accounts.missing());
    if (!missing.empty() && caller.name.empty()) {
        // Readers leave no trace, unless reading is logged.
        if (state_.config.log_reading && state_.environment.actor.empty() && caller.system_user)
            state_.environment.actor = caller.system_user();
        return {};
    }
    Arriving arriving(state_, caller, command);
    bool by_password = false;
    TRY_ASSIGN(const Account account, arriving.come_in(by_password));
    // Whoever set it could come in as the owner: until the owner has another one, it is good for nothing else.
    if (missing.empty() && by_password && !account.own_password && command != "user password" && command != "user show" &&
        command != "user list")
        return arriving.refusal(
            "password of another",
            error(ErrorKind::refused, say("The password of {} was set by somebody else: change it first",
                                          "{} 的密码由他人设置,请先自行更改", {account.name}))
                .with_hint(say("fonds --user {} user password", "fonds --user {} user password", {account.name})));
    if (missing.empty() && !roles.empty() && !account.roles().meets(roles))
        return arriving.refusal("role",
                                error(ErrorKind::refused, say("fonds {} needs another role than {} has: {}",
                                                              "无权执行 fonds {}:用户 {} 不具备所需角色({})",
                                                              {command, account.name, text_of(roles)}))
                                    .with_hint(say("fonds user list shows who has it; a security officer grants it.",
                                                   "可用 fonds user list 查看谁有该角色;角色由安全保密员授予。")),
                                account.name);
    state_.acting = {account.name, by_password};
    state_.environment.actor = account.name;
    // Jobs run by themselves: nobody reads what they are told.
    return caller.notice && command != "jobs run" ? arriving.tell_changes(account) : Result<void>();
}

Result<Roles> UserBook::missing()
{
    return Accounts(state_.catalog).missing();
}

Result<Account> UserBook::add(const Account& account)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    return Accounts(state_.catalog).add(account, state_.stamp());
}

Result<Account> UserBook::grant(std::string_view name, const Duty& duty)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Accounts accounts(state_.catalog);
    TRY(accounts.grant(name, duty, state_.stamp()));
    return accounts.account(name);
}

Result<Account> UserBook::revoke(std::string_view name, const Duty& duty)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Accounts accounts(state_.catalog);
    TRY(accounts.revoke(name, duty, state_.stamp()));
    return accounts.account(name);
}

Result<Account> UserBook::confirm(std::string_view name)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Accounts accounts(state_.catalog);
    TRY(accounts.confirm(name, state_.stamp()));
    return accounts.account(name);
}

Result<Account> UserBook::close(std::string_view name, std::string_view reason)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Accounts accounts(state_.catalog);
    TRY(accounts.close(name, reason, state_.stamp()));
    return accounts.account(name);
}

Result<Account> UserBook::set_password(std::string_view name, const AskPassword& old, const AskPassword& wanted,
                                       const Seat& seat)
{
    Accounts accounts(state_.catalog);
    const auto self = acting_account(state_);
    if (name.empty() && !self.ok()) return self.error();
    const std::string whose(name.empty() ? self->name : name);
    TRY_ASSIGN(const Account account, accounts.account(whose));
    const bool own = self.ok() && self->name == whose;
    if (!own) {
        TRY_ASSIGN(const Roles missing, accounts.missing());
        if (missing.empty() && !(self.ok() && self->has(Role::administrator)))
            return error(ErrorKind::refused,
                         say("Only an administrator sets the password of somebody else", "只有系统管理员可以设置他人的密码"))
                .at(whose);
    }
    TRY_ASSIGN(const std::string before, accounts.password_of(whose));
    if (own && !before.empty() && !state_.acting.by_password) {
        TRY_ASSIGN(const Secret given, old(whose));
        TRY_ASSIGN(const bool right, is_password(given, before));
        if (!right)
            return error(ErrorKind::refused, say("This is not the password of {}", "{} 的密码不正确", {whose}))
                .with_hint(say("An administrator can set another one.", "系统管理员可以重设。"))
                .at(whose);
    }
    TRY_ASSIGN(const Secret password, wanted(whose));
    if (own && !before.empty()) {
        TRY_ASSIGN(const bool same, is_password(password, before));
        if (same)
            return error(ErrorKind::refused, say("This is the old password", "新旧密码相同"))
                .with_hint(say("Choose another one.", "请另选密码。"))
                .at(whose);
    }
    TRY_ASSIGN(const std::string encoded, encode_password(password));
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    TRY(accounts.set_password(whose, encoded, own, seat, state_.stamp()));
    return accounts.account(whose);
}

Result<std::vector<Account>> UserBook::list()
{
    return Accounts(state_.catalog).list();
}

Result<Account> UserBook::account(std::string_view name)
{
    return Accounts(state_.catalog).account(name);
}

Result<std::vector<PasswordChange>> UserBook::password_changes(std::string_view name)
{
    return Accounts(state_.catalog).password_changes(name);
}

Text UserBook::told(const PasswordChange& change, const std::string& name) const
{
    return text_of(change, name, state_.config.time_zone_minutes);
}

Result<Account> UserBook::acting(const std::string& system_user)
{
    return acting_or_of(state_, system_user);
}

}  // namespace fonds
