// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "schema/core/result.hpp"

namespace fonds {

/// `text` as the catalog keeps what a person wrote: without white space around it, the ideographic space included. Bytes
/// that are not UTF-8, and controls other than tabs and line ends, are ErrorKind::usage; `what` names the field.
[[nodiscard]] Result<std::string> clean_text(std::string_view text, const Text& what);

/// clean_text of one line; empty is ErrorKind::usage.
[[nodiscard]] Result<std::string> clean_name(std::string_view text, const Text& what);

}  // namespace fonds
