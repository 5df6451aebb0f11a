// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "schema/core/error.hpp"

namespace fonds::sqlite {

/// An extended result code of SQLite by its meaning. `message` is SQLite's own, `system_errno` what the system said (or 0).
[[nodiscard]] Error meaning_of(int extended_code, std::string_view message, int system_errno, const std::string& path);

}  // namespace fonds::sqlite
