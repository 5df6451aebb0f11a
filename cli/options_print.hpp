// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/options.hpp"
#include "cli/usage.hpp"

namespace fonds::cli {

/// What fonds print takes.
void add_print_options(CLI::App& at, Options& options, Language language);

}  // namespace fonds::cli
