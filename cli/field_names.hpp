// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "schema/core/text.hpp"

namespace fonds::cli {

/// A field as history and merges name it, for people; one that is not known as it is.
[[nodiscard]] Text field_text(std::string_view field);

}  // namespace fonds::cli
