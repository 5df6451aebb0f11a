// SPDX-License-Identifier: GPL-3.0-or-later
// Members that gain from deflating, compressed on every core before the volume is written. Private to archive/volume.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "archive/volume/volume_writer.hpp"

namespace fonds {

struct SpooledMember {
    std::size_t file = 0;  ///< which of `files`
    std::uint64_t offset = 0;
    DeflatedBytes bytes;
};

struct DeflatedSpool {
    std::vector<Fd> files;                              ///< to read; without names
    std::vector<std::optional<SpooledMember>> members;  ///< as long as the members; none: better stored
};

/// A sample tells of most members that deflating them gains nothing; the others are compressed and kept when it gained a
/// twentieth. Members whose bytes are not what their digest says are ErrorKind::fixity with `bad_member` set.
[[nodiscard]] Result<DeflatedSpool> deflate_members(FileOps& ops, const std::vector<NewMember>& members,
                                                    const VolumeOptions& options, std::optional<std::size_t>& bad_member);

}  // namespace fonds
