// SPDX-License-Identifier: GPL-3.0-or-later
// Files that a list from outside names. Private to the facade.
#pragma once

#include <string>

#include "schema/core/fd.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// Opens a regular file below a folder for reading. A path that leads out of it, or over a link of any kind, is
/// ErrorKind::refused; whatever is no regular file too.
[[nodiscard]] Result<Fd> open_below(const std::string& folder, const std::string& path);

}  // namespace fonds
