// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalog that knows people and what they may do. Transactions, threads and errors as in catalog.hpp.
//
// An archive is managed once it has an administrator, a security officer and an auditor whose accounts are open. From then
// on the actor of a stamp is the name of an account, and every change here asks for its role: ErrorKind::refused without it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "schema/model/account.hpp"

namespace fonds {

struct CatalogState;

/// Lives no longer than its catalog.
class Accounts {
public:
    explicit Accounts(Catalog& catalog);

    /// Of those three, the ones that nobody with an open account has; empty: the archive is managed.
    [[nodiscard]] Result<Roles> missing();

    /// `name`, `full_name` and `system_user` count. A name that was ever given is ErrorKind::duplicate, and so is a system
    /// user with an open account. Managed: by an administrator.
    [[nodiscard]] Result<Account> add(const Account& account, const Stamp& stamp);
    /// Managed: by a security officer, and neither to nor from oneself. Refused: two of the three separate roles for one, a
    /// separate role for who has neither system user nor password, the last of a separate role once all three are there.
    [[nodiscard]] Result<void> grant(std::string_view name, const Duty& duty, const Stamp& stamp);
    [[nodiscard]] Result<void> revoke(std::string_view name, const Duty& duty, const Stamp& stamp);
    /// `encoded`: as archive/secrets makes it; it is never told to the log, which gets `seat`. Managed: by its owner, or by
    /// an administrator, and then it is not its owner's own, and lets nobody in before it is confirmed.
    [[nodiscard]] Result<void> set_password(std::string_view name, std::string_view encoded, bool by_owner, const Seat& seat,
                                            const Stamp& stamp);
    /// Newest first, at most ten.
    [[nodiscard]] Result<std::vector<PasswordChange>> password_changes(std::string_view name);
    /// Those that were not told yet when this system user came in as that account, newest first.
    [[nodiscard]] Result<std::vector<PasswordChange>> untold_password_changes(std::string_view name,
                                                                              std::string_view system_user);
    /// They were told now, with an event; whoever else comes in as that account is told, too.
    [[nodiscard]] Result<void> password_changes_told(std::string_view name, std::string_view system_user,
                                                     const std::vector<PasswordChange>& changes, const Stamp& stamp);
    /// Managed: what an administrator gave another, a password or a system user, lets nobody in before somebody else has
    /// confirmed it who guards the archive: a security officer or an auditor, neither who gave it nor whose it is.
    [[nodiscard]] Result<void> confirm(std::string_view name, const Stamp& stamp);
    /// Managed: by an administrator. The roles stay in memory; needs a reason.
    [[nodiscard]] Result<void> close(std::string_view name, std::string_view reason, const Stamp& stamp);

    /// By name; closed ones, too.
    [[nodiscard]] Result<std::vector<Account>> list();
    [[nodiscard]] Result<Account> account(std::string_view name);
    [[nodiscard]] Result<Account> account(AccountId id);
    /// The open account that a user of the computer has.
    [[nodiscard]] Result<std::optional<Account>> by_system_user(std::string_view system_user);
    /// Empty: none.
    [[nodiscard]] Result<std::string> password_of(std::string_view name);

private:
    CatalogState& state_;
};

}  // namespace fonds
