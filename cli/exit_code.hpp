// SPDX-License-Identifier: GPL-3.0-or-later
// Exit codes are a contract (docs/formats/exit-codes.md); scripts and night jobs depend on them.
#pragma once

#include "schema/core/error.hpp"

namespace fonds::cli {

enum ExitCode : int {
    exit_ok = 0,
    exit_error = 1,
    exit_usage = 2,
    exit_partial = 3,  ///< some of it could not be done, or a check has findings
    exit_not_found = 4,
    exit_refused = 5,
    exit_no_archive = 10,
    exit_locked = 11,
    exit_schema = 12,
    exit_fixity = 20,
    exit_interrupted = 130
};

[[nodiscard]] ExitCode exit_code_of(ErrorKind kind);

}  // namespace fonds::cli
