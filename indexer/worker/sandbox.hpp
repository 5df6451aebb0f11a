// SPDX-License-Identifier: GPL-3.0-or-later
// What is left to a worker before it meets its first hostile byte: memory, its socket, and reading poppler's tables.
#pragma once

#include <chrono>
#include <cstdint>

#include "schema/core/result.hpp"

namespace fonds {

/// For good, and for every library in the process: no capabilities, no new privileges, no sockets, no other processes or
/// threads, no executing, no opening for writing, no file growing, no core dumps; where the kernel has Landlock, no reading
/// outside system libraries and poppler's tables. The process dies with its parent. Fails (ErrorKind::unavailable) rather
/// than leave a hole.
[[nodiscard]] Result<void> enter_sandbox();

// The limits of a document, set anew for each. Those of the first one also set ceilings that hold for the life of the
// process and that nothing can raise. False, and nothing has changed: the document needs more than they leave, and a fresh
// process.

/// Limits the address space to what the process has now, `bytes`, and the file that is mapped. Sanitizers need terabytes of
/// it: they are not limited.
[[nodiscard]] bool limit_memory(std::uint64_t bytes, std::uint64_t file);
/// Limits the seconds of CPU to what one document may need in the worst case.
[[nodiscard]] bool limit_time(std::chrono::milliseconds deadline);

}  // namespace fonds
