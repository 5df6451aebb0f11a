// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of a volume that people read: what it is, and how to do without Fonds (docs/formats/volume.md). Private to the
// facade.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/core/digest.hpp"
#include "schema/model/requests.hpp"

namespace fonds {

struct VolumeFacts {
    std::string name;
    ArchiveIdentity fonds;
    std::optional<Digest> previous;
    std::vector<std::string> replaced{};  ///< names of volumes that this one and those before it stand in the place of
    Instant made_at{};
    int time_zone_minutes = 0;
    bool encrypted = false;
    std::uint64_t payload_bytes = 0, payload_files = 0;
};

[[nodiscard]] std::string bag_declaration();  ///< bagit.txt, RFC 8493 §2.1.1
[[nodiscard]] std::string bag_info(const VolumeFacts& facts);
[[nodiscard]] std::string volume_readme(const VolumeFacts& facts);

}  // namespace fonds
