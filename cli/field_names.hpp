// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "schema/core/text.hpp"

namespace fonds::cli {

/// A field as history and merges name it, for people; one that is not known as it is.
[[nodiscard]] Text field_text(std::string_view field);

/// A value of such a field, in words where it is stored as a name.
[[nodiscard]] Text value_text(std::string_view field, std::string_view value);

}  // namespace fonds::cli
