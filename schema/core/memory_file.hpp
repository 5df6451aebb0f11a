// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "schema/core/fd.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// A file in memory that holds `bytes` and is gone with its last descriptor, to be read or mapped from its beginning, also
/// by another process. `name` is told in errors alone.
[[nodiscard]] Result<Fd> memory_file(const std::string& name, std::string_view bytes);

}  // namespace fonds
