// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exit_code.hpp"

namespace fonds::cli {

ExitCode exit_code_of(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::usage: return exit_usage;
    case ErrorKind::not_found: return exit_not_found;
    case ErrorKind::duplicate: return exit_partial;
    case ErrorKind::refused: return exit_refused;
    case ErrorKind::no_archive: return exit_no_archive;
    case ErrorKind::locked: return exit_locked;
    case ErrorKind::schema_version: return exit_schema;
    case ErrorKind::fixity: return exit_fixity;
    case ErrorKind::interrupted: return exit_interrupted;
    case ErrorKind::bad_input:
    case ErrorKind::corrupt:
    case ErrorKind::io:
    case ErrorKind::unavailable:
    case ErrorKind::internal: return exit_error;
    }
    return exit_error;
}

}  // namespace fonds::cli
