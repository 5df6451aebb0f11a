// SPDX-License-Identifier: GPL-3.0-or-later
// Whose is a file that lies where a copy of a volume is expected? Two archives may share a folder by mistake.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/core/file_ops.hpp"

namespace fonds {

/// bag-info.txt of the volume in that file, read past a directory that is damaged, too; none when it cannot be found.
[[nodiscard]] std::optional<std::string> bag_info_in(FileOps& ops, const std::string& path, const std::string& volume);

/// Is what lies at `path` this volume, whole or damaged, and not another's that has its name? Its bag-info.txt, which tells
/// archive and moment, must be that of one of `known`: files of the volume elsewhere. Where nothing can be compared it is a
/// copy when `entered`: the catalog says that one was proven there. Nothing there, or an empty file, is in nobody's way:
/// true. Reads only.
[[nodiscard]] Result<bool> is_copy_of(FileOps& ops, const std::string& path, const std::string& volume,
                                      const std::vector<std::string>& known, bool entered);

/// What to tell when it is not; ErrorKind::duplicate.
[[nodiscard]] Error somebody_elses(const std::string& path);

}  // namespace fonds
