// SPDX-License-Identifier: GPL-3.0-or-later
// Volumes as JSON and as text.
#pragma once

#include "cli/output.hpp"
#include "schema/core/json.hpp"
#include "schema/model/scrub.hpp"
#include "schema/model/volume.hpp"

namespace fonds::cli {

[[nodiscard]] Json json_of(const Volume& volume);
/// A copy that was mended, or a file: when, where and from what; null: none.
[[nodiscard]] Json json_of(const std::optional<MendedBytes>& one);
/// As json_of of the volume, with `repairs`, `last_repair`, `verified_at` and `next_due`.
[[nodiscard]] Json json_of(const Volume& volume, const VolumeHealth& health);
[[nodiscard]] Text text_of(const Output& output, const MendedBytes& one);
/// How a copy was mended; CopyReport::repaired_from.
[[nodiscard]] Text repair_text(const std::string& from);
/// "1 file", "2 files", 2 个文件.
[[nodiscard]] Text counted(std::int64_t count, std::string_view one, std::string_view many, std::string_view zh);
/// A copy's folder as people know it: volumes/ for that of the archive.
[[nodiscard]] std::string place_text(const VolumeCopy& copy);

}  // namespace fonds::cli
