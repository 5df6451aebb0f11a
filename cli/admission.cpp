// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/admission.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include <pwd.h>

#include "archive/accounts.hpp"
#include "cli/password_input.hpp"

namespace fonds::cli {

std::string system_user()
{
    const passwd* entry = ::getpwuid(::geteuid());
    return entry != nullptr ? entry->pw_name : "uid" + std::to_string(::geteuid());
}

Result<Secret> acting_password(const Context& context, const std::string& account)
{
    std::string source = context.options.password_file;
    if (const char* named = std::getenv("FONDS_PASSWORD_FILE"); source.empty() && named != nullptr) source = named;
    return read_password(context.output, say("Password of {}", "{} 的密码", {account}), source, Typed::once);
}

Result<Archive> open_admitted(const Context& context, const std::string& directory, Purpose purpose)
{
    TRY_ASSIGN(Archive archive, Archive::open(directory, purpose, context.environment));
    const std::string& command = context.options.command;
    const auto row = std::ranges::find(commands(), command, &CommandRow::name);
    const Caller caller{system_user, context.options.user,
                        [&](const std::string& account) { return acting_password(context, account); }};
    TRY(UserBook(archive).admit(caller, command, row == commands().end() ? Roles{} : row->roles));
    return archive;
}

}  // namespace fonds::cli
