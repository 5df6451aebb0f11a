// SPDX-License-Identifier: GPL-3.0-or-later
// Copies that are made from stored bytes: get --searchable, get --stamped.
#pragma once

#include "cli/commands.hpp"

namespace fonds::cli {

/// To -o, or a name that tells it from the original's.
[[nodiscard]] Result<int> get_made(Context& context, const Record& record);

}  // namespace fonds::cli
