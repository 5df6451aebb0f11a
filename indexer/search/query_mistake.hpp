// SPDX-License-Identifier: GPL-3.0-or-later
// A mistake in a query, shown where it is.
#pragma once

#include <string>
#include <string_view>

#include "schema/core/result.hpp"

namespace fonds {

/// ErrorKind::usage whose `where` is the query and, below it, a caret under the character at byte `offset`. A long query is
/// cut around that place.
[[nodiscard]] Error query_mistake(std::string_view query, std::size_t offset, Text what, Text hint);

}  // namespace fonds
