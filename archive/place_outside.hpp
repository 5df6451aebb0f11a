// SPDX-License-Identifier: GPL-3.0-or-later
// Folders that people name for what leaves the archive. Private to the facade.
#pragma once

#include <string>

#include "archive/store/layout.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// The folder without slashes at its end; ErrorKind::usage when it is within the archive.
[[nodiscard]] Result<std::string> place_outside(const std::string& given, const Layout& archive);

}  // namespace fonds
