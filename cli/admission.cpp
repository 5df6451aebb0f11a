// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/admission.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>

#include <pwd.h>

#include "archive/accounts.hpp"
#include "archive/backup.hpp"
#include "cli/archive_place.hpp"
#include "cli/password_input.hpp"

namespace fonds::cli {

std::string system_user()
{
    const passwd* entry = ::getpwuid(::geteuid());
    return entry != nullptr ? entry->pw_name : "uid" + std::to_string(::geteuid());
}

Seat seat()
{
    Seat here;
    here.system_user = system_user();
    // Set once by whatever lets people in, and kept by the kernel; not there in every system.
    std::ifstream file("/proc/self/loginuid");
    if (uid_t login = 0; file >> login && login != static_cast<uid_t>(-1)) {
        const passwd* entry = ::getpwuid(login);
        const std::string name = entry != nullptr ? entry->pw_name : "uid" + std::to_string(login);
        if (name != here.system_user) here.login_user = name;
    }
    std::array<char, 256> name{};
    if (::ttyname_r(STDIN_FILENO, name.data(), name.size()) == 0 ||
        ::ttyname_r(STDERR_FILENO, name.data(), name.size()) == 0)
        here.terminal = name.data();
    name.fill('\0');
    if (::gethostname(name.data(), name.size() - 1) == 0) here.computer = name.data();
    return here;
}

Result<Secret> acting_password(const Context& context, const std::string& account)
{
    std::string source = context.options.password_file;
    if (const char* named = std::getenv("FONDS_PASSWORD_FILE"); source.empty() && named != nullptr) source = named;
    return read_password(context.output, say("Password of {}", "{} 的密码", {account}), source, Typed::once);
}

namespace {

Result<void> admit(const Context& context, Archive& archive)
{
    const Options& options = context.options;
    const Caller caller{system_user, context.options.user,
                        [&](const std::string& account) { return acting_password(context, account); },
                        [&](const Text& text) { context.output.remark(text); }};
    return UserBook(archive).admit(caller, told_command(options), roles_for(options));
}

}  // namespace

Result<Archive> open_admitted(const Context& context, const std::string& directory, Purpose purpose)
{
    TRY_ASSIGN(Archive archive, Archive::open(directory, purpose, context.environment));
    TRY(admit(context, archive));
    return archive;
}

Result<void> ask_archive_of_backup(const Context& context, const std::string& backup)
{
    const auto directory = archive_place(context);
    if (!directory.ok()) return {};
    auto archive = Archive::open(*directory, Purpose::reading, context.environment);
    if (!archive.ok()) {
        // A backup is wanted most when the archive is broken.
        if (archive.error().kind != ErrorKind::no_archive)
            context.output.remark(say("The archive at hand cannot be opened, so nobody's roles are asked: {}",
                                      "当前档案库无法打开,未核对用户角色:{}", {archive.error().what}));
        return {};
    }
    const auto snapshots = list_backups(backup, context.environment);
    const bool its_own = snapshots.ok() && std::ranges::any_of(*snapshots, [&](const BackupSnapshot& each) {
                             return each.archive.id == archive->identity().id;
                         });
    // Nobody is told what is there before he may ask.
    const bool nothing_there = !snapshots.ok() && snapshots.error().kind == ErrorKind::not_found;
    return its_own || nothing_there ? admit(context, *archive) : Result<void>();
}

}  // namespace fonds::cli
