// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "cli/output.hpp"
#include "schema/core/result.hpp"
#include "schema/core/secret.hpp"

namespace fonds::cli {

enum class Typed { once, twice };

/// A password: the first line of the file `source`, or the next one of standard input for -; without a source typed at the
/// terminal, where it is not shown. ErrorKind::usage where there is no terminal either.
[[nodiscard]] Result<Secret> read_password(Output& output, const Text& prompt, const std::string& source, Typed typed);

}  // namespace fonds::cli
