// SPDX-License-Identifier: GPL-3.0-or-later
// Pages drawn by another process: libraries that draw would make every start of fonds slower
// (docs/decisions/0014-drawing-is-a-program.md).
#pragma once

#include <string>

#include "archive/print/print_job.hpp"

namespace fonds {

/// Has `program` (the path of fonds-draw) draw the job, and gives the PDF. ErrorKind::unavailable when the program cannot be
/// started or breaks off, interrupted when the user stopped it; and its own errors: usage, where a code has no room.
[[nodiscard]] Result<std::string> draw(const std::string& program, const PrintJob& job);

/// What fonds-draw says instead of a PDF.
[[nodiscard]] std::string encode_problem(const Error& error);

}  // namespace fonds
