// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "cli/commands.hpp"

namespace fonds::cli {

/// The archive's directory: as -C or FONDS_ARCHIVE name it, which is not looked at, else the nearest around; errors as
/// Archive::find.
[[nodiscard]] Result<std::string> archive_place(const Context& context);

}  // namespace fonds::cli
