// SPDX-License-Identifier: GPL-3.0-or-later
// 冷存卷: a sealed zip of the files of records (docs/formats/volume.md), and its copies.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/clock.hpp"
#include "schema/core/digest.hpp"
#include "schema/core/text.hpp"

namespace fonds {

enum class CopyState { good, missing, damaged };
[[nodiscard]] std::string_view name_of(CopyState state);
[[nodiscard]] std::optional<CopyState> copy_state(std::string_view name);
[[nodiscard]] Text text_of(CopyState state);

/// How a copy looks from here, its bytes unread: as the catalog has it; on a disk that is not mounted; or there again after
/// it was missing, and not proven yet.
enum class CopySight { as_known, out_of_reach, back };

/// One file of a volume.
struct VolumeCopy {
    std::string place;                      ///< its folder; empty: volumes/ of the archive
    CopyState state = CopyState::good;      ///< as it was last found
    Instant verified_at{};                  ///< when it was last looked at
    CopySight sight = CopySight::as_known;  ///< set by who looks anew (Cooling::volumes); never stored
};
[[nodiscard]] Text text_of(const VolumeCopy& copy);

struct Volume {
    std::string name;       ///< as in J001-V0001; its file is name.zip
    bool replaced = false;  ///< what it held is elsewhere or destroyed, and its files are gone
    std::uint64_t size = 0;
    Digest digest;                   ///< of the whole file
    std::optional<Digest> previous;  ///< of the volume sealed before it
    bool encrypted = false;
    int parity = 0;            ///< percent; 0: none
    std::int64_t members = 0;  ///< files of records
    std::uint64_t bytes = 0;   ///< of these, unpacked
    Instant sealed_at{};
    std::vector<VolumeCopy> copies;  ///< that of the archive first, then by place
};

/// A file of a record in a volume.
struct VolumeMember {
    Digest digest;
    std::uint64_t size = 0;
    std::string path;         ///< within the bag: data/…
    std::uint64_t start = 0;  ///< of its stored bytes in the file; 0: encrypted
    std::uint64_t stored_size = 0;
    bool deflated = false;
};

/// How many bytes are where.
struct StorageTally {
    std::int64_t hot_objects = 0, cold_objects = 0;
    std::uint64_t hot_bytes = 0, cold_bytes = 0;
};

/// A place from which bytes can be had.
struct ColdPlace {
    std::string volume;
    bool encrypted = false;
    VolumeMember member;
    std::vector<VolumeCopy> copies;  ///< good ones first
};

}  // namespace fonds
