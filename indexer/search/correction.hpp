// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <xapian.h>

namespace fonds {

/// See IndexReader::correction. A word that the index has needs none. Throws what the library throws.
[[nodiscard]] std::optional<std::string> correction_of(std::string_view word, const Xapian::Database& database);

}  // namespace fonds
