// SPDX-License-Identifier: GPL-3.0-or-later
// An archive with the people that a destruction needs; whoever runs the tests is the archivist wang.
#pragma once

#include <unistd.h>

#include <pwd.h>

#include "tests/support/archive_fixture.hpp"

namespace fonds::test {

[[nodiscard]] inline std::string name_of_this_user()
{
    const passwd* entry = ::getpwuid(::geteuid());
    return entry != nullptr ? entry->pw_name : "uid" + std::to_string(::geteuid());
}

/// Passwords are as strong to check as the product makes them: signers are few.
class StaffedArchive : public ArchiveFixture {
public:
    /// `accounting`: with the people of the five signatures, too.
    explicit StaffedArchive(bool accounting = false)
    {
        person("li", {{"archivist", ""}});
        person("zhao", {{"approver", "unit_head"}});
        person("qian", {{"approver", "archives_head"}});
        person("sun", {{"witness", "archives"}});
        person("zhou", {{"witness", "business"}});
        if (accounting) {
            person("shi", {{"approver", "accounting_head"}});
            person("hang", {{"approver", "archives_clerk"}});
            person("cai", {{"approver", "accounting_clerk"}});
            person("kong", {{"witness", "accounting"}});
            person("ren", {{"witness", "systems"}});
        }
        good({"user", "add", "wang", "--system-user", name_of_this_user(), "--full-name", "王芳"});
        good({"user", "grant", "wang", "archivist"});
        for (const auto* role : {"administrator", "security", "auditor"}) {
            good({"user", "add", role});
            good({"user", "grant", role, role});
        }
    }

    ProgramResult good(const CommandLine& arguments) const { return checked(fonds(arguments), arguments); }
    /// As somebody who signed in with a password.
    ProgramResult as(const std::string& name, CommandLine arguments) const
    {
        arguments.insert(arguments.begin(), {"--user", name, "--password-file", beside("own-" + name)});
        return fonds(arguments);
    }
    ProgramResult good_as(const std::string& name, const CommandLine& arguments) const
    {
        return checked(as(name, arguments), arguments);
    }

private:
    void person(const std::string& name, const std::vector<std::pair<std::string, std::string>>& duties)
    {
        const std::string first = write("first-" + name, "first password of " + name + "\n");
        const std::string own = write("own-" + name, "own password of " + name + "\n");
        good({"user", "add", name, "--full-name", "姓名" + name});
        good({"user", "password", name, "--new-password-file", first});
        // Only a password that its owner chose signs anything.
        good({"--user", name, "--password-file", first, "user", "password", "--new-password-file", own});
        for (const auto& [role, office] : duties) {
            CommandLine grant{"user", "grant", name, role};
            if (!office.empty()) grant.insert(grant.end(), {"--office", office});
            good(grant);
        }
    }
    static ProgramResult checked(ProgramResult result, const CommandLine& arguments)
    {
        if (result.exit_code == 0) return result;
        std::string line;
        for (const auto& word : arguments) line += " " + word;
        throw std::runtime_error("fonds" + line + ": " + std::to_string(result.exit_code) + "\n" + result.out + result.err);
    }
};

}  // namespace fonds::test
