// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace fonds::cli {

/// Paths of ClamAV's programs on PATH, in the order to try them: the one that asks the daemon first.
[[nodiscard]] std::vector<std::string> scanner_programs();

}  // namespace fonds::cli
