// SPDX-License-Identifier: GPL-3.0-or-later
// Proves a volume: reads all of it again.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "archive/volume/volume_reader.hpp"
#include "schema/core/digest.hpp"

namespace fonds {

struct ExpectedMember {
    std::string path;
    Digest digest;
    MemberRange range;  ///< offset 0: only to be had through the zip
};

struct VolumeProof {
    std::uint64_t size = 0;
    Digest digest;                     ///< of the whole file
    std::vector<std::size_t> damaged;  ///< members that are not what they should be, ascending
};

/// Told how many bytes have been read since; false stops with ErrorKind::interrupted. Called from one thread at a time.
using ReadingProgress = std::function<bool(std::uint64_t)>;

/// The whole file's size and digest.
[[nodiscard]] Result<VolumeProof> digest_volume(FileOps& ops, const std::string& path, const ReadingProgress& go_on);

/// The same, and every member hashed; on two threads. A file that is no zip any more has all members checked nevertheless,
/// where their ranges are known.
[[nodiscard]] Result<VolumeProof> prove_volume(FileOps& ops, const std::string& path,
                                               const std::vector<ExpectedMember>& members, const std::string& password,
                                               const ReadingProgress& go_on);

}  // namespace fonds
