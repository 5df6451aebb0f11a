// SPDX-License-Identifier: GPL-3.0-or-later
// PAR2 files beside a volume, by the program par2. Private to the facade.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "schema/core/file_ops.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// The parity files of `volume_file` that are there: its path with .par2 and .volN+M.par2 behind it, and the
/// list of their digests (.par2.sha256), in order of names.
[[nodiscard]] Result<std::vector<std::string>> parity_files(const std::string& volume_file);

/// Are they there as they were made? Their SHA-256 stand beside the volume in its .sha256 file.
[[nodiscard]] Result<bool> parity_is_whole(FileOps& ops, const std::string& volume_file);

/// Is every file there that the list names? Their bytes are not read.
[[nodiscard]] bool parity_is_there(FileOps& ops, const std::string& volume_file);

/// Makes them, `percent` of its size, and syncs them; with a list of their digests. ErrorKind::unavailable without par2.
/// `go_on` is asked while par2 works; false stops it with ErrorKind::interrupted. After any error none are left.
[[nodiscard]] Result<void> make_parity(FileOps& ops, const std::string& volume_file, std::uint64_t size, int percent,
                                       const std::function<bool()>& go_on);

enum class ParityVerdict { whole, damaged, unknown };  ///< unknown: without par2, or when the parity itself is damaged

/// What parity says of the file beside which it lies; nothing is changed. ErrorKind::interrupted when `go_on` ends it.
[[nodiscard]] Result<ParityVerdict> parity_verdict(const std::vector<std::string>& parity,
                                                   const std::function<bool()>& go_on);

/// Repairs a damaged volume: `damaged`, parity files of it and `others`, damaged copies as well, are read, and the repaired
/// file is at `target`, which must not exist, in a folder of its own, which is the caller's to remove; others may read none
/// of it. ErrorKind::fixity
/// when there is too much damage; `go_on` as above, empty: it is not stopped.
[[nodiscard]] Result<void> repair_with_parity(FileOps& ops, const std::string& damaged,
                                              const std::vector<std::string>& parity, const std::vector<std::string>& others,
                                              const std::string& target, const std::function<bool()>& go_on);

}  // namespace fonds
