// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "schema/core/result.hpp"

namespace fonds {

/// What a person wrote, as the catalog keeps it: without white space around it, the ideographic space included, and with
/// line ends as \n. Bytes that are not UTF-8, control characters (C0, C1, bidirectional ones) and more than 100,000
/// characters are ErrorKind::usage; `what` names the field.
[[nodiscard]] Result<std::string> clean_text(std::string_view text, const Text& what);

/// clean_text of one line, at most 1,000 characters: tabs and line ends within become one space.
[[nodiscard]] Result<std::string> clean_line(std::string_view text, const Text& what);

/// clean_line of at most 200 characters; empty, and more than one line, are ErrorKind::usage.
[[nodiscard]] Result<std::string> clean_name(std::string_view text, const Text& what);

}  // namespace fonds
