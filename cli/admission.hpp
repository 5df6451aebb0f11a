// SPDX-License-Identifier: GPL-3.0-or-later
// Opening an archive as the one who runs the command.
#pragma once

#include "cli/commands.hpp"
#include "schema/core/secret.hpp"

namespace fonds::cli {

/// Who the computer says runs this program.
[[nodiscard]] std::string system_user();

/// Where this program runs.
[[nodiscard]] Seat seat();

/// The archive in `directory`, when the command line's user may run its command there (UserBook::admit).
[[nodiscard]] Result<Archive> open_admitted(const Context& context, const std::string& directory, Purpose purpose);

/// For a command on a backup, which needs no archive: where the archive that it is of is at hand, as -C, FONDS_ARCHIVE or
/// the folder tell, its users may do there what their roles allow. Elsewhere nobody can be asked.
[[nodiscard]] Result<void> ask_archive_of_backup(const Context& context, const std::string& backup);

/// The password of an account that acts, from --password-file, FONDS_PASSWORD_FILE or the terminal.
[[nodiscard]] Result<Secret> acting_password(const Context& context, const std::string& account);

}  // namespace fonds::cli
