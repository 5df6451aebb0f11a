// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody gives where a volume is wanted. Private to the facade.
#pragma once

#include <optional>
#include <string>

#include "schema/core/error.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

/// What that is, and what takes it, when it is no volume: a folder, no zip, a zip without a bag, a bag of another kind; with
/// the kind bad_input, and without a place. Nothing: a volume, be it damaged, or something that opening it tells.
[[nodiscard]] std::optional<Error> what_else_it_is(FileOps& ops, const std::string& path);

}  // namespace fonds
