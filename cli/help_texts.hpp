// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "schema/core/text.hpp"

namespace fonds::cli {

/// A command in one line.
[[nodiscard]] Text summary_of(std::string_view command);
/// What stands below a command's options: its exit codes, and the query language below search.
[[nodiscard]] Text details_of(std::string_view command);

}  // namespace fonds::cli
