// SPDX-License-Identifier: GPL-3.0-or-later
// How cold volumes are made and looked after: [cold] and [scrub] of fonds.toml.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "schema/model/cold_plan.hpp"

namespace fonds {

struct ColdSettings {
    ColdPolicy policy;
    std::vector<std::string> copies{};  ///< folders, from / on, that get a copy of each volume besides volumes/
    int least_copies = 0;               ///< verified ones before bytes leave objects/; 0: all
    int parity = 10;                    ///< percent of a volume, as PAR2 files beside it; 0: none
    bool deflate = true;                ///< what gains from it
    std::string key_file{};             ///< whose first line is the key of volumes that are encrypted; empty: they are not
    std::uint64_t cache = 1024;         ///< MiB of unpacked files in cache/
    int scrub_a = 90, scrub_b = 180, scrub_c = 365;  ///< days within which bytes are read again, by grade
    std::uint64_t scrub_rate = 0;                    ///< MiB a second; 0: as fast as the disk
    bool operator==(const ColdSettings&) const = default;
};

}  // namespace fonds
