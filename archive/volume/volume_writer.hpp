// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a volume: a zip archive (libzip) of members whose digests are known before (docs/formats/volume.md).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "schema/core/clock.hpp"
#include "schema/core/digest.hpp"
#include "schema/core/fd.hpp"
#include "schema/core/file_ops.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// Bytes that are a raw deflate stream already, copied as they are.
struct DeflatedBytes {
    std::uint64_t stored_size = 0;
    std::uint32_t crc = 0;  ///< of what they inflate to
};

struct NewMember {
    std::string path;  ///< in the zip, UTF-8, parted by /
    Digest digest;     ///< SHA-256 of its bytes
    std::uint64_t size = 0;
    /// Gives a file at whose position the bytes begin; called on another thread, one at a time. None: `text` are the bytes.
    std::function<Result<Fd>()> open;
    bool within = false;  ///< other bytes follow in that file
    std::string text;
    std::optional<DeflatedBytes> deflated;  ///< what `open` gives is this stream, and is not hashed
    bool may_deflate = true;                ///< deflated when that gains a twentieth
    bool secret = true;                     ///< encrypted, when the volume is
};

/// Where a member lies.
struct WrittenMember {
    std::uint64_t offset = 0;  ///< of its stored bytes, from the beginning of the file; 0: encrypted
    std::uint64_t stored_size = 0;
    bool deflated = false;
};

struct VolumeOptions {
    std::string staging;   ///< folder for compressed members that wait; nothing stays there
    std::string password;  ///< AES-256 after WinZip's AE-2; empty: not encrypted
    unsigned threads = 1;  ///< that compress
    Instant written_at{};  ///< the members' time
    /// Told how many bytes of members have been written since; false stops with ErrorKind::interrupted.
    std::function<bool(std::uint64_t)> go_on;
};

struct WrittenVolume {
    std::vector<WrittenMember> members;
    Fd file;  ///< that it was written to, for the sync
};

/// Writes `path`, which must not exist, in the order of `members`. Nothing is durable before the caller has synced the file
/// and its folder; much of it is on its way to the disk by then. Each member's bytes are hashed on their way: ErrorKind::fixity with
/// `bad_member` set when they are not what its digest says. On an error the file is removed, if it can be. Memory does not
/// grow with the members' sizes.
[[nodiscard]] Result<WrittenVolume> write_volume(FileOps& ops, const std::string& path,
                                                              const std::vector<NewMember>& members,
                                                              const VolumeOptions& options,
                                                              std::optional<std::size_t>& bad_member);

}  // namespace fonds
