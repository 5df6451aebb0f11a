// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a file, copied through the seam. Private to the facade.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "schema/core/file_ops.hpp"

namespace fonds {

enum class Durability {
    scratch,
    synced
};  ///< is the copy on the disk when the call returns? Its name is the caller's affair

/// Copies `from` to `to`, which must not exist. `go_on` is told how many bytes have been written so far; false stops with
/// ErrorKind::interrupted, and what is there stays for the caller to remove, as after any error.
[[nodiscard]] Result<void> copy_file(FileOps& ops, const std::string& from, const std::string& to, Durability durability,
                                     const std::function<bool(std::uint64_t)>& go_on = {});

}  // namespace fonds
