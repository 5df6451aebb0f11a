// SPDX-License-Identifier: GPL-3.0-or-later
// The people that the appraisal and destruction of an office's records need; each is a user of the computer, os-NAME.
#pragma once

#include <optional>
#include <string>

#include "schema/model/account.hpp"

namespace fonds::test {

/// Calls `add (account)` and `grant (name, duty)` for each. The auditor comes last: from then on the archive is managed.
template <class Add, class Grant>
void seat_office(const Add& add, const Grant& grant)
{
    const auto person = [&](const std::string& name, Role role, std::optional<Office> office = {}) {
        Account account;
        account.name = name;
        account.full_name = "姓名" + name;
        account.system_user = "os-" + name;
        add(account);
        grant(name, Duty{role, office});
    };
    person("arch", Role::archivist);
    person("arch2", Role::archivist);
    person("head", Role::approver, Office::unit_head);
    person("ahead", Role::approver, Office::archives_head);
    person("fhead", Role::approver, Office::accounting_head);
    person("aclerk", Role::approver, Office::archives_clerk);
    person("fclerk", Role::approver, Office::accounting_clerk);
    person("wa", Role::witness, Office::archives);
    person("wb", Role::witness, Office::business);
    person("wf", Role::witness, Office::accounting);
    person("ws", Role::witness, Office::systems);
    person("admin", Role::administrator);
    person("sec", Role::security);
    person("aud", Role::auditor);
}

}  // namespace fonds::test
