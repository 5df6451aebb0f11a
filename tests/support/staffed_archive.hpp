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

/// The archive with its people, once in this process: a password takes as long to check as the product makes it.
class StaffedTemplate : public ArchiveFixture {
public:
    StaffedTemplate()
    {
        person("li", "archivist", "");
        person("zhao", "approver", "unit_head");
        person("qian", "approver", "archives_head");
        person("sun", "witness", "archives");
        person("zhou", "witness", "business");
        person("wu", "auditor", "");
        good({"user", "add", "wang", "--system-user", name_of_this_user(), "--full-name", "王芳"});
        good({"user", "grant", "wang", "archivist"});
        for (const auto* role : {"administrator", "auditor", "security"}) {
            good({"user", "add", role, "--system-user", std::string("nobody-") + role});
            good({"user", "grant", role, role});
        }
    }
    [[nodiscard]] std::string password_of(const std::string& name) const { return beside("own-" + name); }

private:
    void good(const CommandLine& arguments) const
    {
        const auto result = fonds(arguments);
        if (result.exit_code != 0)
            throw std::runtime_error("fonds " + arguments[0] + " " + arguments[1] + ": " + result.err);
    }
    void person(const std::string& name, const std::string& role, const std::string& office)
    {
        const std::string first = write("first-" + name, "first password of " + name + "\n");
        const std::string own = write("own-" + name, "own password of " + name + "\n");
        good({"user", "add", name, "--full-name", "姓名" + name});
        good({"user", "password", name, "--new-password-file", first});
        // Only a password that its owner chose signs anything.
        good({"--user", name, "--password-file", first, "user", "password", "--new-password-file", own});
        CommandLine grant{"user", "grant", name, role};
        if (!office.empty()) grant.insert(grant.end(), {"--office", office});
        good(grant);
    }
};

class StaffedArchive : public ArchiveFixture {
public:
    StaffedArchive()
    {
        std::filesystem::remove_all(root());
        std::filesystem::copy(staff().root(), root(), std::filesystem::copy_options::recursive);
    }

    ProgramResult good(const CommandLine& arguments) const { return checked(fonds(arguments), arguments); }
    /// As somebody who comes in with a password.
    [[nodiscard]] ProgramResult as(const std::string& name, CommandLine arguments) const
    {
        arguments.insert(arguments.begin(), {"--user", name, "--password-file", staff().password_of(name)});
        return fonds(arguments);
    }
    ProgramResult good_as(const std::string& name, const CommandLine& arguments) const
    {
        return checked(as(name, arguments), arguments);
    }

private:
    static const StaffedTemplate& staff()
    {
        static const StaffedTemplate made;
        return made;
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
