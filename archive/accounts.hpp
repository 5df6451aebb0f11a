// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for people: who comes in, and what they may do.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "schema/core/secret.hpp"
#include "schema/model/account.hpp"

namespace fonds {

/// Asks whoever calls for the password of an account; an error ends what was asked for.
using AskPassword = std::function<Result<Secret>(const std::string& account)>;

/// Who calls. Nothing is asked that need not be known.
struct Caller {
    std::function<std::string()> system_user;  ///< who the computer says it is
    std::string name;                          ///< the account to act as; empty: the one of the system's user
    AskPassword password;
    /// Gets what the owner of the account must know before anything is done: changes of the password since this system user
    /// came in last.
    std::function<void(const Text&)> notice{};
};

/// Lives no longer than its archive; one thread at a time. Errors as the catalog's (schema/catalog/accounts.hpp): an error
/// means that nothing changed.
class UserBook {
public:
    explicit UserBook(Archive& archive) : state_(*archive.state_) {}

    /// A front end asks this before anything else of an archive. In a managed one only open accounts come in, and only those
    /// with one of `roles` (none: all) may run `command`; others are ErrorKind::refused, which the log is told when it can
    /// be written. A system user or a password that nobody has confirmed lets nobody in, and a password that somebody else
    /// set does nothing but change itself and show users. From then on the account's name is the actor. In one that is not
    /// managed everybody comes in as who the environment says; a name wants its password there, too.
    [[nodiscard]] Result<void> admit(const Caller& caller, std::string_view command, Roles roles);

    /// Of the three separate roles, those that nobody has; empty: the archive is managed.
    [[nodiscard]] Result<Roles> missing();
    [[nodiscard]] Result<Account> add(const Account& account);
    [[nodiscard]] Result<Account> grant(std::string_view name, const Duty& duty);
    [[nodiscard]] Result<Account> revoke(std::string_view name, const Duty& duty);
    [[nodiscard]] Result<Account> confirm(std::string_view name);
    [[nodiscard]] Result<Account> close(std::string_view name, std::string_view reason);
    /// Who changes the own password says the old one, if there is one, and takes another. `name` empty: the own. The log is
    /// told where it was done.
    [[nodiscard]] Result<Account> set_password(std::string_view name, const AskPassword& old, const AskPassword& wanted,
                                               const Seat& seat);
    /// Newest first, at most ten.
    [[nodiscard]] Result<std::vector<PasswordChange>> password_changes(std::string_view name);
    /// What is told of one, in the time of the archive's place.
    [[nodiscard]] Text told(const PasswordChange& change, const std::string& name) const;
    [[nodiscard]] Result<std::vector<Account>> list();
    [[nodiscard]] Result<Account> account(std::string_view name);
    /// The account that was let in, else the one that this user of the computer has; ErrorKind::refused without any.
    [[nodiscard]] Result<Account> acting(const std::string& system_user);

private:
    Archive::State& state_;
};

/// The account that acts: the one that was let in, else the one that the environment's actor, a user of the computer, has.
/// ErrorKind::refused without any.
[[nodiscard]] Result<Account> acting_account(Archive::State& state);

}  // namespace fonds
