// SPDX-License-Identifier: GPL-3.0-or-later
// What is left to a worker before it meets its first hostile byte: memory, its socket, and reading poppler's tables.
#pragma once

#include <cstdint>

#include "schema/core/result.hpp"

namespace fonds {

/// For good, and for every library in the process: no new privileges, no sockets, no other processes or threads, no
/// executing, no opening for writing, no file growing, no core dumps; where the kernel has Landlock, no reading outside
/// system libraries and poppler's tables. The process dies with its parent. Fails (ErrorKind::unavailable) rather than leave
/// a hole.
[[nodiscard]] Result<void> enter_sandbox();

/// Limits the address space to what the process has now and `bytes` more. Sanitizers need terabytes of it: they are not
/// limited.
void limit_memory(std::uint64_t bytes);

}  // namespace fonds
