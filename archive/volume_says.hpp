// SPDX-License-Identifier: GPL-3.0-or-later
// What a volume says of itself, before anything of it is verified. Private to the facade.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/file_ops.hpp"

namespace fonds {

/// The lines of bag-info.txt that only volumes have.
struct VolumeSays {
    std::string archive;                  ///< the id of the one that sealed it
    std::string sealed_at;                ///< ISO 8601 in UTC, so that texts compare as moments; empty: it is no volume
    std::vector<std::string> replaced{};  ///< volumes that it, or one before it, took the place of
    [[nodiscard]] bool is_volume() const { return !sealed_at.empty(); }
};
[[nodiscard]] VolumeSays volume_says(std::string_view bag_info);

/// Is the first sealed later than the second? Volumes of one fonds by the numbers in their names, whatever its clock said;
/// others by the moments that they tell.
[[nodiscard]] bool is_sealed_later(std::string_view name, std::string_view sealed_at, std::string_view other_name,
                                   std::string_view other_sealed_at);

/// A file that was given.
struct GivenVolume {
    std::string file;  ///< as it was given
    std::string name;  ///< of the volume, by the name of the file
    VolumeSays says;   ///< nothing, when it cannot be read
};
/// The one sealed last first, whatever their order; what is no volume comes last, by name.
[[nodiscard]] std::vector<GivenVolume> newest_first(FileOps& ops, const std::vector<std::string>& files);

/// Reference codes of the records that the list in the volume names. `key` opens an encrypted one.
[[nodiscard]] Result<std::set<std::string>> codes_in_volume(FileOps& ops, const std::string& path, const std::string& name,
                                                            const std::string& key);

}  // namespace fonds
