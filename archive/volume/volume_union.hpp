// SPDX-License-Identifier: GPL-3.0-or-later
// One whole volume from copies none of which is whole.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "archive/volume/volume_proof.hpp"

namespace fonds {

struct DamagedCopy {
    std::string path;
    bool proven = false;               ///< false: `damaged` tells nothing
    std::vector<std::size_t> damaged;  ///< members, ascending
};

/// A volume as it was sealed.
struct SealedAs {
    std::uint64_t size = 0;
    Digest digest;
    std::vector<ExpectedMember> members;
};

enum class United {
    whole,  ///< proven by the digest of the whole file
    best,   ///< what most speaks for; not whole
    none    ///< nothing was written
};

/// Where the copies differ, takes from each what is whole there: members by their digests, other entries by their CRC-32,
/// and what nothing but the digest of the whole file can tell by trying, within bounds. `target` must not exist; what is
/// there after an error, the caller removes; it is not synced. `best_too`: a volume that is not whole is written as well,
/// for parity to go on from. `go_on` is told how many bytes were read since; false stops with ErrorKind::interrupted.
[[nodiscard]] Result<United> unite_copies(FileOps& ops, const SealedAs& sealed, const std::vector<DamagedCopy>& copies,
                                          const std::string& target, bool best_too, const ReadingProgress& go_on);

}  // namespace fonds
